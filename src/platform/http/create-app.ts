import { type DynamicModule, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { requestIdOf } from '../context/request-id.js';
import { InvalidInputError } from '../errors/catalogue.js';
import { ProblemFilter, sendProblem } from '../errors/problem.filter.js';
import { logRequests } from '../logging/access-log.js';
import { NestLogger } from '../logging/nest-logger.js';
import type { DocumentInfo } from '../openapi/build-document.js';
import { setUpDocs } from '../openapi/set-up-docs.js';
import { rewriteUrl } from '../subpath/rewrite-url.js';
import type { SubPaths } from '../subpath/sub-paths.js';
import { observeRequests } from '../telemetry/observe-requests.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { clientErrorHandler } from './client-errors.js';
import { addRequestContext, addRequestHooks } from './request-hooks.js';

// A caller that sends its request a byte at a time must not hold a connection for ever.
const REQUEST_TIMEOUT_MS = 30_000;

// The schemas say how long a name in a path may be; the router's own limit of 100 would come before them.
const MAX_PARAMETER_LENGTH = 1024;

export interface AppOptions {
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
