import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { AppError } from '../../platform/errors/app-error.js';
import { contentSecurityPolicy } from '../../platform/html/content-security-policy.js';
import type { SafeHtml } from '../../platform/html/html.js';
import { baseHref } from '../../platform/subpath/base-href.js';
import { PREFIXES } from '../addresses.js';
import { ChartService, type DrawnMetrics } from '../chart-service.js';
import { chartSection, failureSection } from './sections.js';
import { page } from './page.js';

// The picture stands in the page itself, so that it shows the same second as the table beside it.
const policy = contentSecurityPolicy({
  'img-src': "'self' data:",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
});

/** Sends the page about the metrics, or about why there are none. */
@Injectable()
export class PageSender {
  constructor(
    private readonly charts: ChartService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  send(request: FastifyRequest, reply: FastifyReply, drawn: DrawnMetrics): void {
    this.reply(request, reply, 200, chartSection(drawn));
  }

  sendFailure(request: FastifyRequest, reply: FastifyReply, error: AppError): void {
    const lastGood = this.charts.lastGoodPicture;
    this.reply(request, reply, error.status, failureSection(error, lastGood, this.clock.nowMs()));
  }

  private reply(request: FastifyRequest, reply: FastifyReply, status: number, content: SafeHtml): void {
    void reply
      .status(status)
      .type('text/html; charset=utf-8')
      .headers({
        vary: 'Accept, X-Forwarded-Prefix',
        'cache-control': 'no-store',
        'content-security-policy': policy,
        'referrer-policy': 'no-referrer',
      })
      .send(page(baseHref(request, PREFIXES), content));
  }
}
