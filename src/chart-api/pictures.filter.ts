import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from '../platform/errors/app-error.js';
import { sendProblem } from '../platform/errors/problem.filter.js';
import { UpstreamError } from '../platform/errors/upstream.error.js';
import { noteFailure } from '../platform/logging/access-log.js';
import { ChartService } from './chart-service.js';
import { formatWishesOf } from './format-wishes.js';
import { chooseFormat } from './format.js';
import { PageSender } from './page/page-sender.js';
import { NOT_KEPT, sendPicture } from './send-picture.js';

/**
 * Says what went wrong in the form that was asked for: a picture, or the page.
 *
 * Only a failed hop is drawn. Where the wish itself is wrong there is no form to answer in, and where too
 * much waits to be drawn already, drawing the refusal would add to it: both are problem documents.
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
      if (!(error instanceof UpstreamError)) return sendProblem(request, reply, error);
      await this.show(error, request, reply);
      noteFailure(request, error);
    } catch (drawingError) {
      sendProblem(request, reply, drawingError);
    }
  }

  private async show(error: AppError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const format = chooseFormat(formatWishesOf(request));
    if (format === 'html') return this.page.sendFailure(request, reply, error);
    sendPicture(request, reply, error.status, await this.charts.drawError(error, format), NOT_KEPT);
  }
}
