import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { AllowedOrigins, ChartApiSettings } from '../chart-api.settings.js';

/** The methods of the routes whose answers pages of other origins can read: these depend on the request alone. */
const SHARED = new Map([
  ['/chart', 'GET, HEAD, POST'],
  ['/chart.:extension', 'GET, HEAD, POST'],
  ['/chart/create', 'POST'],
  ['/chart/render/*', 'GET, HEAD'],
]);

/** The paths of these routes. */
export const SHARED_ROUTES: readonly string[] = [...SHARED.keys()];

/** Headers of answers that scripts need, apart from those that they can always read. */
const EXPOSED = 'ETag, Retry-After, X-Quickchart-Error, X-Quickchart-Warning, X-Request-Id';

/** What a preflight allows. Credentials are never allowed: no route here has any use for them. */
const PREFLIGHT_HEADERS = {
  'access-control-allow-headers':
    'Content-Type, If-None-Match, X-Request-Id, X-Requested-With, Traceparent, Tracestate',
  // The longest time that Chromium accepts.
  'access-control-max-age': '7200',
} as const;

const SHARED_WITH_ALL = sharedWith('*');

/**
 * Lets web pages of other origins read charts, errors included, as CORS_ORIGINS says.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
@Injectable()
export class CrossOrigin {
  private readonly origins: AllowedOrigins;

  constructor(host: HttpAdapterHost, @Inject(SETTINGS) { CORS_ORIGINS }: ChartApiSettings) {
    this.origins = CORS_ORIGINS;
    if (CORS_ORIGINS !== 'any' && CORS_ORIGINS.length === 0) return;
    const server = host.httpAdapter.getInstance<FastifyInstance>();
    // Before the route reads anything, so that refusals have the headers too.
    server.addHook('onRequest', (request, reply, done) => {
      if (isShared(request)) void reply.headers(this.headersFor(request.headers.origin));
      done();
    });
    if (CORS_ORIGINS === 'any') return;
    // Last, because the routes set `Vary` themselves.
    server.addHook('onSend', (request, reply, _payload, done) => {
      if (isShared(request)) addToVary(reply, 'Origin');
      done();
    });
  }

  /** Answers OPTIONS, which browsers send before a request that no form could make. */
  sendOptions(request: FastifyRequest, reply: FastifyReply): void {
    const methods = SHARED.get(request.routeOptions.url ?? '') ?? '';
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    const isAllowed = Object.keys(this.headersFor(request.headers.origin)).length > 0;
    if (isPreflight && isAllowed) {
      void reply.headers({ 'access-control-allow-methods': methods, ...PREFLIGHT_HEADERS });
    }
    void reply.status(204).header('allow', `${methods}, OPTIONS`).header('cache-control', 'no-store').send();
  }

  private headersFor(origin: string | undefined): Record<string, string> {
    if (this.origins === 'any') return SHARED_WITH_ALL;
    return origin !== undefined && this.origins.includes(origin) ? sharedWith(origin) : {};
  }
}

function isShared({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url !== undefined && SHARED.has(routeOptions.url);
}

function sharedWith(origin: string): Record<string, string> {
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED };
}

function addToVary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('vary');
  void reply.header('vary', before === undefined ? name : `${String(before)}, ${name}`);
}
