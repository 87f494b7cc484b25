import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type DynamicModule, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Admission, observeAdmission } from '../admission.js';
import { InvalidInputError } from '../errors.js';
import { addSvgPolicy } from '../html.js';
import { PROBLEM_CONTENT_TYPE, ProblemFilter } from '../problem.filter.js';
import { Readiness } from '../health.module.js';
import { NestLogger, logRequests } from '../logging.js';
import { type DocumentInfo, setUpDocs } from '../openapi/openapi.js';
import { observeCallers } from '../service-calls.js';
import { type Telemetry, observeRequests } from '../telemetry.js';
import { traceRequests } from '../tracing/trace-requests.js';
import type { Tracer } from '../tracing/tracing.port.js';
import type { CommonSettings } from '../settings/common.settings.js';
import { Connections, allowedConnections } from './connections.js';
import { SendQueueFullError } from './http.errors.js';
import { IndexPages, UnknownAddressFilter } from './index-pages.js';
import { limitResponses } from './responses.js';
import { RequestContext, requestIdOf, runInRequest } from './request-context.js';
import { type SubPaths, rewriteUrl } from './sub-paths.js';
import { type TrustedProxies, dropUntrusted } from './trusted-proxies.js';

// A client that sends its request one byte at a time must not hold a connection indefinitely.
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const TIMEOUT_CHECK_MS = 1000;

// The schemas limit the length of names in a path; the router's default of 100 would apply first.
const MAX_PARAMETER_LENGTH = 1024;

interface AppOptions {
  readonly rootModule: DynamicModule;
  readonly document: DocumentInfo;
  readonly subPaths: SubPaths;
  /**
   * Whether its requests call other services. Propagating the request context costs a quarter of the time of a short
   * request, so other services do it only for requests that are traced.
   */
  readonly callsOthers: boolean;
  /** The name of the span in which a request's answer is made; undefined for none. */
  readonly answerSpan?: string;
  /** Maximum size of the request line and headers together. */
  readonly maxHeaderBytes: number;
  readonly trustedProxies: TrustedProxies;
  readonly telemetry: Telemetry;
  readonly limits: Pick<CommonSettings, 'MAX_CONNECTIONS' | 'SEND_QUEUE_BYTES' | 'SEND_TIMEOUT_MS'>;
  /** Absent without tracing. */
  readonly tracer?: Tracer | undefined;
  readonly logger: Logger;
}

/** Builds a service with everything that both services share, ready to listen. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { logger, maxHeaderBytes, subPaths, telemetry, tracer } = options;
  const adapter = new FastifyAdapter({
    genReqId: requestIdOf,
    rewriteUrl: (request: IncomingMessage) => rewriteUrl(request.url ?? '/', subPaths),
    return503OnClosing: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    clientErrorHandler: clientErrorHandler(maxHeaderBytes),
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    // An address that cannot be decoded never reaches Nest and its filters.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      app.get(IndexPages, { strict: false }).sendUnknown(request, reply, error),
  });
  const app = await NestFactory.create<NestFastifyApplication>(options.rootModule, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });

  const server = adapter.getInstance();
  const connections = new Connections(allowedConnections(options.limits.MAX_CONNECTIONS));
  connections.watch(server);
  server.server.prependListener('request', (request) => dropUntrusted(request, options.trustedProxies));
  addSvgPolicy(server);
  addResponseHeaders(app);
  if (tracer !== undefined) traceRequests(server, tracer, options.answerSpan);
  observeRequests(server, telemetry);
  observeCallers(server, options.document.title, telemetry.calls);
  logRequests(server, logger);
  connections.refuseRequests(server);
  connections.observe(telemetry.registry);
  limitUnread(server, options);
  if (options.callsOthers || tracer !== undefined) {
    server.addHook('onRequest', (request, _reply, done) => {
      const { span } = request;
      if (!options.callsOthers && span?.isSampled !== true) return done();
      runInRequest(new RequestContext(request.id, request.headers, span), done);
    });
  }
  // Nest asks the last filter first.
  app.useGlobalFilters(new ProblemFilter(), new UnknownAddressFilter(app.get(IndexPages, { strict: false })));
  app.useGlobalPipes(
    new StandardSchemaValidationPipe({ exceptionFactory: (issues) => InvalidInputError.ofIssues(issues) }),
  );
  setUpDocs(app, options.document, subPaths);
  return app;
}

/** Limits the responses that wait for their callers. */
function limitUnread(server: FastifyInstance, { limits, telemetry }: AppOptions): void {
  const { SEND_QUEUE_BYTES, SEND_TIMEOUT_MS } = limits;
  const gate: Admission = new Admission(
    'responses',
    { bytes: SEND_QUEUE_BYTES },
    () => new SendQueueFullError(gate.bytes),
  );
  limitResponses(server, { gate, stalledMs: SEND_TIMEOUT_MS });
  observeAdmission(telemetry.registry, gate);
}

/** Adds the headers that every response carries. */
function addResponseHeaders(app: NestFastifyApplication): void {
  const readiness = app.get(Readiness, { strict: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
      // During shutdown, clients must send their next request to another process.
      if (readiness.isDraining) void reply.header('connection', 'close');
      done();
    });
}

/**
 * Answers input that Node's parser rejects, such as a request line that is too long, with a problem document.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/http.html#event-clienterror
 */
function clientErrorHandler(maxHeaderBytes: number) {
  return (error: Error & { readonly code?: string }, socket: Socket): void => {
    // The client has disconnected.
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const [status, detail] = parserRefusal(error.code, maxHeaderBytes);
    const title = STATUS_CODES[status] ?? 'Error';
    const code = title.toUpperCase().replace(/\W+/g, '_');
    const body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
    const headers = [
      `HTTP/1.1 ${status} ${title}`,
      `content-type: ${PROBLEM_CONTENT_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
  };
}

function parserRefusal(code: string | undefined, maxHeaderBytes: number): [status: number, detail: string] {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return [
      431,
      `Expected the request line and headers to be at most ${maxHeaderBytes} bytes together; send longer content in a request body`,
    ];
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request was not received in time'];
  // The second one is a space, after which the parser expects the version of HTTP.
  if (code === 'HPE_INVALID_URL' || code === 'HPE_INVALID_CONSTANT') {
    return [
      400,
      'The request line is not valid HTTP: spaces and characters beyond ASCII in an address must be URL-encoded',
    ];
  }
  return [400, 'The request is not valid HTTP'];
}
