import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Size } from '../../chart-spec/notice.chart.js';
import { AppError, UpstreamError } from '../../platform/errors.js';
import { sendProblem } from '../../platform/problem.filter.js';
import { noteFailure } from '../../platform/logging.js';
import { UnknownApplicationError } from '../../sources/sources.errors.js';
import { ChartService } from './pictures.service.js';
import {
  FORMATS,
  type Format,
  chooseFormat,
  formatWishesOf,
  pictureQuerySchema,
  styleOf,
} from './picture.query.js';
import { PageSender } from '../page/page-sender.js';
import { NOT_KEPT, sendPicture } from './send-picture.js';
import { UnknownServiceError } from '../chart-api.errors.js';

/**
 * Says what went wrong in the form that was asked for: a picture, or the page.
 *
 * Only what a reader of pictures meets is drawn: a failed hop, and a name that nobody has. Where the wish itself is
 * wrong there is no form to answer in, and where too much waits to be drawn already, drawing the refusal would add
 * to it: both are problem documents.
 */
@Catch()
export class PicturesFilter implements ExceptionFilter {
  constructor(
    private readonly charts: ChartService,
    private readonly page: PageSender,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>().header('vary', 'Accept');
    try {
      const format = formFor(error, request);
      if (format === undefined) return sendProblem(request, reply, error);
      await this.show(error as AppError, format, request, reply);
      noteFailure(request, error);
    } catch (drawingError) {
      sendProblem(request, reply, drawingError);
    }
  }

  private async show(error: AppError, format: Format, request: FastifyRequest, reply: FastifyReply) {
    void reply.headers(error.headers);
    if (format === 'html') return this.page.sendFailure(request, reply, error);
    const notice = await this.charts.drawError(error, format, sizeFor(request));
    if (notice === undefined) return sendProblem(request, reply, error);
    sendPicture(request, reply, error.status, notice, NOT_KEPT);
  }
}

/** The size that was asked for, where it can be had. */
function sizeFor({ query }: FastifyRequest): Size {
  const asked = pictureQuerySchema.safeParse(query);
  const { widthPx, heightPx } = styleOf(asked.success ? asked.data : pictureQuerySchema.parse({}));
  return { widthPx, heightPx };
}

/** The form in which an error is shown; undefined for a problem document. */
function formFor(error: unknown, request: FastifyRequest): Format | undefined {
  if (error instanceof UpstreamError || error instanceof UnknownApplicationError) {
    return chooseFormat(formatWishesOf(request));
  }
  if (!(error instanceof UnknownServiceError)) return undefined;
  // An address that nobody has is no picture's address: only whoever names a picture or a page means one.
  const wishes = formatWishesOf(request);
  const named = wishes.extension ?? wishes.query;
  if (named !== undefined) return FORMATS.find((format) => format === named.toLowerCase());
  return /image\/|text\/html/i.test(wishes.accept ?? '') ? chooseFormat(wishes) : undefined;
}
