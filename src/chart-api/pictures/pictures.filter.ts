import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Size } from '../../chart-spec/notice.chart.js';
import { AppError, UpstreamError } from '../../platform/errors.js';
import { IndexPages, prefersPage } from '../../platform/http/index-pages.js';
import { noteFailure, sendProblem } from '../../platform/problem.filter.js';
import { formatNamed } from '../../rendering/picture-formats.js';
import { UnknownApplicationError } from '../../sources/sources.errors.js';
import { UnknownServiceError } from '../chart-api.errors.js';
import { PageService } from '../page/page.service.js';
import {
  FORMATS,
  type Format,
  chooseFormat,
  requestedFormats,
  pictureQuerySchema,
  styleOf,
} from './picture-query.schema.js';
import { PicturesService } from './pictures.service.js';
import { NOT_KEPT, sendPicture } from './send-picture.js';

/** Sends the page that reports a failure. */
type FailurePages = Pick<PageService, 'sendFailure'>;

/**
 * Reports an error in the requested format: as a picture, or as the page.
 *
 * Only errors that readers of pictures encounter are drawn: a failed hop, and an unknown name. With an invalid format
 * there is none to answer in, and while the render queue is full, drawing an error would add to it: both get a problem
 * document.
 */
@Catch()
export class PicturesFilter implements ExceptionFilter {
  constructor(
    private readonly pictures: PicturesService,
    @Inject(PageService) private readonly page: FailurePages,
    private readonly indexPages: IndexPages,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>().header('vary', 'Accept');
    try {
      const format = formatFor(error, request);
      if (format === undefined) return sendProblem(request, reply, error);
      await this.send(error as AppError, format, request, reply);
      noteFailure(request, error);
    } catch (drawingError) {
      sendProblem(request, reply, drawingError);
    }
  }

  private async send(error: AppError, format: Format, request: FastifyRequest, reply: FastifyReply) {
    void reply.headers(error.headers);
    if (format === 'html' && error instanceof UnknownServiceError) {
      return this.indexPages.sendNotFound(request, reply);
    }
    if (format === 'html') return this.page.sendFailure(request, reply, error);
    const notice = await this.pictures.drawError(error, format, sizeFor(request));
    if (notice === undefined) return sendProblem(request, reply, error);
    sendPicture(request, reply, error.status, notice, NOT_KEPT);
  }
}

/** The format in which an error is shown; undefined for a problem document. */
function formatFor(error: unknown, request: FastifyRequest): Format | undefined {
  if (error instanceof UpstreamError || error instanceof UnknownApplicationError) {
    return chooseFormat(requestedFormats(request));
  }
  if (!(error instanceof UnknownServiceError)) return undefined;
  // Any unknown path ends here, so only callers that name a format or accept images or pages get one.
  const requested = requestedFormats(request);
  const named = requested.extension ?? requested.query;
  const format = named === undefined ? undefined : formatNamed(named, FORMATS);
  if (format !== undefined) return format;
  if (named !== undefined) return prefersPage(request) ? 'html' : undefined;
  return /image\/|text\/html/i.test(requested.accept ?? '') ? chooseFormat(requested) : undefined;
}

/** The requested size, or the default where the query is invalid. */
function sizeFor({ query }: FastifyRequest): Size {
  const parsed = pictureQuerySchema.safeParse(query);
  const { widthPx, heightPx } = styleOf(parsed.success ? parsed.data : pictureQuerySchema.parse({}));
  return { widthPx, heightPx };
}
