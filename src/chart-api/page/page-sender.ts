import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import { type AppError, UpstreamError } from '../../platform/errors.js';
import { type SafeHtml, contentSecurityPolicy, html } from '../../platform/html.js';
import { baseHref } from '../../platform/http/sub-paths.js';
import { MetricsSources } from '../../sources/metrics-source.port.js';
import { PUBLISHED_NAMES, subPathsOf } from '../addresses.js';
import { type DrawnMetrics, LastGoodPictures } from '../pictures/pictures.service.js';
import { type PictureLinks, chartSection, failureSection, page, staleSection } from './page.js';

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
    private readonly sources: MetricsSources,
    private readonly lastGood: LastGoodPictures,
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  send(request: FastifyRequest, reply: FastifyReply, drawn: DrawnMetrics): void {
    this.reply(request, reply, 200, chartSection(drawn));
  }

  sendFailure(request: FastifyRequest, reply: FastifyReply, error: AppError): void {
    const service = serviceIn(request) ?? this.sources.main.name;
    const stale = staleSection(this.lastGood.of(service), this.clock.nowMs());
    const content = error instanceof UpstreamError ? [failureSection(error), stale] : [failureSection(error)];
    this.reply(request, reply, error.status, html`${content}`);
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
      .send(page(baseHref(request, subPathsOf(this.settings)), pictureLinks(request), content));
  }
}

/** The pictures of the page, relative to its base. */
function pictureLinks(request: FastifyRequest): PictureLinks {
  const { searchParams } = new URL(request.originalUrl, 'http://of.no.interest');
  searchParams.delete('format');
  const query = searchParams.size === 0 ? '' : `?${searchParams.toString()}`;
  const name = serviceIn(request) ?? PUBLISHED_NAMES[1];
  return { png: `${name}.png${query}`, svg: `${name}.svg${query}` };
}

function serviceIn(request: FastifyRequest): string | undefined {
  return (request.params as { service?: string }).service;
}
