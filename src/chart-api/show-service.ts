import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '../platform/clock.js';
import { ChartService } from './chart-service.js';
import { ChartedService } from './charted-service.js';
import { formatWishesOf } from './format-wishes.js';
import { chooseFormat } from './format.js';
import { freshUntil } from './freshness.js';
import { PageSender } from './page/page-sender.js';
import type { PictureQuery } from './picture-query.js';
import { sendPicture } from './send-picture.js';
import { warningHeader } from './warning-header.js';

/** Shows a service as a picture or as a page, whichever is asked for. */
@Injectable()
export class ShowService {
  constructor(
    private readonly services: ChartedService,
    private readonly charts: ChartService,
    private readonly page: PageSender,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async show(request: FastifyRequest, reply: FastifyReply, query: PictureQuery): Promise<void> {
    const source = this.services.of(request);
    const format = chooseFormat(formatWishesOf(request));
    const drawn = await this.charts.draw(source, query, format === 'html' ? 'png' : format);
    void reply.headers(warningHeader(drawn.reading.warnings));
    if (format === 'html') return this.page.send(request, reply, drawn);
    sendPicture(request, reply, 200, drawn.picture, freshUntil(drawn.freshUntilMs, this.clock.nowMs()));
  }
}
