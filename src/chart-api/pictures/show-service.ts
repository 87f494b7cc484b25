import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { PageSender } from '../page/page-sender.js';
import { type PictureQuery, chooseFormat, formatWishesOf } from './picture.query.js';
import { ChartService, ChartedService } from './pictures.service.js';
import { type Freshness, sendPicture } from './send-picture.js';

const LONGEST = 1000;

/** The header that tells what the reader of a picture must know; none where there is nothing. */
function warningHeader(warnings: readonly string[]): Record<string, string> {
  if (warnings.length === 0) return {};
  // A header holds printable ASCII (RFC 9110, section 5.5); a source's own sentence may hold anything.
  const text = warnings.join('; ').replace(/[^\x20-\x7e]+/g, '?');
  return { 'x-metrics-warning': text.slice(0, LONGEST) };
}

/**
 * How long an answer stays true, as a cache may be told it: until its tick ends and not a moment longer.
 *
 * `max-age` is in whole seconds (RFC 9111, section 1.2.2). Where less than one is left the answer may be kept, but
 * its entity tag must be asked about each time.
 *
 * @param untilMs - when it grows old, in milliseconds since the Unix epoch
 */
export function freshUntil(untilMs: number, nowMs: number): Freshness {
  const seconds = Math.floor((untilMs - nowMs) / 1000);
  return { cacheControl: seconds >= 1 ? `max-age=${seconds}` : 'no-cache' };
}

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
