import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { type AppError, UpstreamError } from '../../platform/errors.js';
import { type SafeHtml, contentSecurityPolicy, html, sendPage } from '../../platform/html.js';
import { SUB_PATHS, type SubPaths, baseHref } from '../../platform/http/sub-paths.js';
import { MetricsSources } from '../../sources/metrics-source.port.js';
import { PUBLISHED_NAMES } from '../addresses.js';
import { type MetricsPicture, PicturesService } from '../pictures/pictures.service.js';
import { METRICS_REFRESH_MS, chartSection, failureSection, page, staleSection } from './page.js';

// The image is embedded in the page, so that it shows the same second as the table.
const policy = contentSecurityPolicy({
  'img-src': "'self' data:",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
});

/** Sends the page with the metrics, or with the reason why there are none. */
@Injectable()
export class PageService {
  constructor(
    private readonly sources: MetricsSources,
    private readonly pictures: PicturesService,
    @Inject(SUB_PATHS) private readonly subPaths: SubPaths,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  send(request: FastifyRequest, reply: FastifyReply, drawn: MetricsPicture): void {
    this.sendContent(request, reply, 200, chartSection(drawn));
  }

  sendFailure(request: FastifyRequest, reply: FastifyReply, error: AppError): void {
    const service = serviceIn(request) ?? this.sources.main.name;
    const stale = staleSection(this.pictures.lastPng(service), this.clock.nowMs());
    const content = error instanceof UpstreamError ? [failureSection(error), stale] : [failureSection(error)];
    this.sendContent(request, reply, error.status, html`${content}`);
  }

  private sendContent(request: FastifyRequest, reply: FastifyReply, status: number, content: SafeHtml): void {
    const frame = {
      baseHref: baseHref(request, this.subPaths),
      links: pictureLinks(request),
      refreshMs: METRICS_REFRESH_MS,
    };
    sendPage(reply, status, policy, page(frame, content));
  }
}

/** The query of a page, without what selects the page itself. */
export function pageQuery(request: FastifyRequest): URLSearchParams {
  // Only the query is used; a URL needs some host.
  const { searchParams } = new URL(request.originalUrl, 'http://host.invalid');
  searchParams.delete('format');
  return searchParams;
}

/** The addresses of the page's picture, relative to the page's base. */
function pictureLinks(request: FastifyRequest): Record<string, string> {
  const searchParams = pageQuery(request);
  const query = searchParams.size === 0 ? '' : `?${searchParams.toString()}`;
  const name = serviceIn(request) ?? PUBLISHED_NAMES[1];
  return { [`${name}.png${query}`]: 'PNG', [`${name}.svg${query}`]: 'SVG', graph: 'Service graph' };
}

function serviceIn(request: FastifyRequest): string | undefined {
  return (request.params as { service?: string }).service;
}
