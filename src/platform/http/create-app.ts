import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type DynamicModule, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { InvalidInputError } from '../errors.js';
import { PROBLEM_CONTENT_TYPE, ProblemFilter, sendProblem } from '../problem.filter.js';
import { Readiness } from '../health.module.js';
import { NestLogger, logRequests } from '../logging.js';
import { type DocumentInfo, setUpDocs } from '../openapi/openapi.js';
import { type Telemetry, observeRequests } from '../telemetry.js';
import { RequestContext, requestIdOf, runInRequest } from './request-context.js';
import { type SubPaths, rewriteUrl } from './sub-paths.js';

/** What Node's parser says of a request that never became one. */
interface ClientError extends Error {
  readonly code?: string;
}

/**
 * Answers what never became a request, such as a line that is too long, with a problem document.
 *
 * @param maxHeaderBytes - what the server takes of request line and headers together
 * @see https://nodejs.org/docs/latest-v20.x/api/http.html#event-clienterror
 */
function clientErrorHandler(maxHeaderBytes: number) {
  return (error: ClientError, socket: Socket): void => {
    // Nobody is there to read an answer.
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const [status, detail] = refusalOf(error.code, maxHeaderBytes);
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

function refusalOf(code: string | undefined, maxHeaderBytes: number): [status: number, detail: string] {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return [
      431,
      `Expected the address and the headers to be at most ${maxHeaderBytes} bytes together; what is longer can be posted`,
    ];
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request took too long to arrive'];
  return [400, 'What came is not HTTP'];
}

/** Gives each answer the headers that all of them carry. */
function addRequestHooks(app: NestFastifyApplication): void {
  const readiness = app.get(Readiness, { strict: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
      // A process that is about to end asks callers to take their next request elsewhere.
      if (readiness.isDraining) void reply.header('connection', 'close');
      done();
    });
}

/** Gives each request its context, for services that call others and log in between. */
function addRequestContext(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      runInRequest(new RequestContext(request.id, request.headers), done);
    });
}

// A caller that sends its request a byte at a time must not hold a connection for ever.
const REQUEST_TIMEOUT_MS = 30_000;

// The schemas say how long a name in a path may be; the router's own limit of 100 would come before them.
const MAX_PARAMETER_LENGTH = 1024;

interface AppOptions {
  readonly rootModule: DynamicModule;
  readonly document: DocumentInfo;
  readonly subPaths: SubPaths;
  /**
   * Whether its requests call other services. Keeping a request's context through all that it starts costs a
   * quarter of a short request's time, so only services that need it do.
   */
  readonly callsOthers: boolean;
  /** The longest request line and headers together. */
  readonly maxHeaderBytes: number;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
}

/** Builds a service with everything that both have in common, ready to listen. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { logger, maxHeaderBytes, subPaths, telemetry } = options;
  const adapter = new FastifyAdapter({
    genReqId: requestIdOf,
    rewriteUrl: (request: IncomingMessage) => rewriteUrl(request.url ?? '/', subPaths),
    return503OnClosing: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { maxHeaderSize: maxHeaderBytes },
    clientErrorHandler: clientErrorHandler(maxHeaderBytes),
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    // An address that cannot even be decoded never reaches Nest and its filters.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(request, reply, error),
  });
  const app = await NestFactory.create<NestFastifyApplication>(options.rootModule, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });

  const server = adapter.getInstance();
  addRequestHooks(app);
  observeRequests(server, telemetry);
  logRequests(server, logger);
  if (options.callsOthers) addRequestContext(app);
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: invalidInput }));
  setUpDocs(app, options.document, subPaths);
  return app;
}

function invalidInput(
  issues: readonly { message: string; path?: readonly unknown[] | undefined }[],
): InvalidInputError {
  return new InvalidInputError(
    issues.map((issue) => ({ field: (issue.path ?? []).join('.'), sentence: issue.message })),
  );
}
