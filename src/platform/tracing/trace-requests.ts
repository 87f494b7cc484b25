import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from '../problem.filter.js';
import type { Span, Tracer } from './tracing.port.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The span of the request; undefined without tracing. */
    span?: Span | undefined;
  }
}

/**
 * Starts a span for each request, and ends it with the response.
 *
 * @param answerSpan - the name of a span for the time in which the handler works; undefined for none
 */
export function traceRequests(server: FastifyInstance, tracer: Tracer, answerSpan: string | undefined): void {
  // A property that requests have from the start, which is faster than a map of them.
  server.decorateRequest('span', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    // They would fill the traces with what no one looks for.
    if (isProbeOrScrape(request)) {
      request.span = tracer.unrecordedSpan();
      return done();
    }
    const span = tracer.serverSpan(request.headers, nameOf(request));
    request.span = span;
    if (!span.isSampled) return done();
    span.set(serverAttributes(request));
    // Emitted exactly once, whether the response was sent or the caller disconnected first.
    reply.raw.once('close', () => endServerSpan(span, request, reply));
    done();
  });
  if (answerSpan === undefined) return;

  const answers = new WeakMap<FastifyRequest, Span>();
  server.addHook('preHandler', (request, _reply, done) => {
    const { span } = request;
    if (span?.isSampled === true) answers.set(request, span.child(answerSpan));
    done();
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    endAnswer(answers.get(request), request, reply, payload);
    done();
  });
}

const PROBES: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz']);
const SCRAPE = /application\/openmetrics-text|text\/plain;\s*version=|application\/vnd\.google\.protobuf/i;

/** Whether a request comes from a kubelet or a Prometheus, and not from a user of the service. */
export function isProbeOrScrape({ routeOptions, headers }: FastifyRequest): boolean {
  return (
    PROBES.has(routeOptions.url) || (routeOptions.url === '/metrics' && SCRAPE.test(headers.accept ?? ''))
  );
}

// https://opentelemetry.io/docs/specs/semconv/http/http-spans/
const METHODS = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'QUERY',
]);

/** The method and the pattern of the route: never the path, which callers choose. */
function nameOf({ method, routeOptions: { url: route } }: FastifyRequest): string {
  const known = METHODS.has(method) ? method : 'HTTP';
  return route === undefined ? known : `${known} ${route}`;
}

function serverAttributes(request: FastifyRequest) {
  const { method, headers, routeOptions, protocol, hostname, port, ip, socket, originalUrl } = request;
  const [path, query] = splitUrl(originalUrl);
  return {
    'http.request.method': METHODS.has(method) ? method : '_OTHER',
    'http.route': routeOptions.url,
    'url.path': path,
    'url.query': query,
    'url.scheme': protocol,
    'server.address': hostname === '' ? undefined : hostname,
    'server.port': Number.isInteger(port) ? (port ?? undefined) : undefined,
    'client.address': plainIp(ip),
    'network.peer.address': plainIp(socket.remoteAddress),
    'network.peer.port': socket.remotePort,
    'network.protocol.version': request.raw.httpVersion,
    'user_agent.original': headers['user-agent'],
  };
}

/** An IPv4 address as it is written, also where an IPv6 socket received it. */
function plainIp(address: string | undefined): string | undefined {
  return address?.replace(/^::ffff:/, '');
}

function splitUrl(url: string): [path: string, query: string | undefined] {
  const at = url.indexOf('?');
  return at < 0 ? [url, undefined] : [url.slice(0, at), url.slice(at + 1)];
}

const CALLER_GONE = 499;

function endServerSpan(span: Span, request: FastifyRequest, reply: FastifyReply): void {
  const isComplete = reply.raw.writableFinished;
  const status = isComplete || reply.raw.headersSent ? reply.statusCode : CALLER_GONE;
  span.set({ 'http.response.status_code': status });
  // For the server, a request that the caller got wrong is no failure.
  if (status >= 500) span.fail(String(status), failureOf(request));
  else if (!isComplete) span.set({ 'error.type': 'aborted' });
  span.end();
}

function endAnswer(
  span: Span | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): void {
  if (span === undefined) return;
  const { app, appname } = request.params as { app?: string; appname?: string };
  span.set({
    'k8s_app_monitor.application': app ?? appname,
    'http.response.body.size': typeof payload === 'string' ? Buffer.byteLength(payload) : undefined,
  });
  const failure = failureOf(request);
  if (reply.statusCode >= 500) span.fail(String(reply.statusCode), failure);
  span.end();
}
