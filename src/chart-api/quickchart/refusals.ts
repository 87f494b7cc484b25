import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noticeChart } from '../../chart-spec/notice.chart.js';
import { AppError } from '../../platform/errors/app-error.js';
import { sendProblem } from '../../platform/errors/problem.filter.js';
import { qualityOf } from '../../platform/http/accept.js';
import { noteFailure } from '../../platform/logging/access-log.js';
import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.js';
import { NOT_KEPT, sendPicture } from '../send-picture.js';
import { headerText } from './header-text.js';
import type { PictureShape } from './picture-shape.js';

const PROBLEM_TYPES = ['application/problem+json', 'application/json'];

/** Says why a chart is not drawn: in a header, and in a picture or a problem document. */
@Injectable()
export class Refusals {
  constructor(private readonly pictures: Pictures) {}

  /**
   * A picture is drawn for who asked for something wrong, unless they want JSON or other pictures wait. Too much
   * work is told in a problem document: drawing it would add to the work.
   *
   * @param shape - of the picture that says it
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    error: unknown,
    shape: () => PictureShape,
  ): Promise<void> {
    const notice =
      isRefusal(error) && !wantsProblem(request, shape) ? await this.notice(error, shape()) : undefined;
    if (notice === undefined) return this.sendDocument(request, reply, error);
    noteFailure(request, error);
    sayInHeader(reply, error);
    sendPicture(request, reply, (error as AppError).status, notice, NOT_KEPT);
  }

  /** A problem document, for those who asked for no picture. */
  sendDocument(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    sayInHeader(reply, error);
    void reply.header('vary', 'Accept').header('cache-control', NOT_KEPT.cacheControl);
    sendProblem(request, reply, error);
  }

  private async notice(error: AppError, shape: PictureShape): Promise<DrawnPicture | undefined> {
    const spec = noticeChart({ title: error.title, lines: [error.message] }, shape);
    // Without a picture there still is the document: whatever hindered the drawing is not what was asked about.
    return this.pictures.drawInSpareTime({ spec, ...shape }).catch(() => undefined);
  }
}

/** Whether it is the chart that is wrong, or that there is none; bodies of another type come from no image element. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && [400, 404].includes(error.status);
}

/** Whether a caller would rather have a document than the picture. */
function wantsProblem({ headers }: FastifyRequest, shape: () => PictureShape): boolean {
  const { accept } = headers;
  if (accept === undefined) return false;
  const wish = Math.max(...PROBLEM_TYPES.map((type) => qualityOf(accept, type)));
  return wish > qualityOf(accept, PICTURE_FORMATS[shape().format]);
}

function sayInHeader(reply: FastifyReply, error: unknown): void {
  if (error instanceof AppError) void reply.header('x-quickchart-error', headerText(error.message));
}
