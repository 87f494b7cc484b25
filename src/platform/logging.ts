import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { AppError, shortened } from './errors.js';
import { currentRequest } from './http/request-context.js';
import { LogOutput } from './log-output.js';
import { failureOf } from './problem.filter.js';
import type { Span } from './tracing/tracing.port.js';

/**
 * The process's logger: JSON lines, or coloured text on a terminal.
 *
 * Every line that belongs to a request carries its `requestId`, and with tracing its `trace_id` and `span_id`.
 */
export function createLogger(service: string, settings: { LOG_LEVEL: string; HOSTNAME: string }): Logger {
  const options = {
    level: settings.LOG_LEVEL,
    base: { service, host: settings.HOSTNAME },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const request = currentRequest();
      return request === undefined ? {} : { requestId: request.requestId, ...traceFields(request.span) };
    },
  };
  if (!process.stdout.isTTY) {
    const output = new LogOutput((lines) =>
      logger.warn({ lines }, 'log lines were dropped: standard output failed'),
    );
    const logger = pino(options, output);
    return logger;
  }
  return pino(
    options,
    PinoPretty({ ignore: 'pid,hostname,host,service', messageFormat: '{service} {msg}', sync: true }),
  );
}

/** The names are those of OpenTelemetry's format for logs that are not OTLP. */
function traceFields(span: Span | undefined): object {
  if (span === undefined) return {};
  return { trace_id: span.traceId, span_id: span.spanId, trace_flags: span.isSampled ? '01' : '00' };
}

/** Sends Nest's own lines, and those of `new Logger(…)`, through pino. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  // Nest lists every module and route at startup, which only developers of the service need.
  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (message instanceof Error) this.logger.error({ context, err: message }, message.message);
    else this.logger.error({ context, stack: rest.length > 1 ? rest[0] : undefined }, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.logger.fatal({ context }, String(message));
  }
}

const faults = new WeakMap<FastifyRequest, readonly string[]>();

/** Remembers a fault that a drill injected into a request, for its line in the log. */
export function noteFault(request: FastifyRequest, fault: string): void {
  faults.set(request, [...(faults.get(request) ?? []), fault]);
}

/** Logs one line for each request; successful health probes only at level debug. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  // When a caller disconnects, or a drill resets its connection, Fastify never calls `onResponse`.
  server.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) return;
      const status = reply.raw.headersSent ? reply.statusCode : 499;
      const level = faults.has(request) ? 'warn' : 'info';
      logger[level](
        { ...requestFields(request, reply), status },
        'request aborted before its response was complete',
      );
    });
    done();
  });

  server.addHook('onResponse', (request, reply, done) => {
    if (!reply.raw.writableFinished) return done();
    const error = failureOf(request);
    const level = levelOf(request, reply.statusCode, error);
    // Saves building the line when the level is off.
    if (!logger.isLevelEnabled(level)) return done();
    const line = {
      ...requestFields(request, reply),
      status: reply.statusCode,
      ...failureFields(error, reply.statusCode),
    };
    logger[level](line, 'request completed');
    done();
  });
}

// A URL can hold a complete chart specification, and a reason what a caller sent.
const LONGEST_TEXT = 500;

function requestFields(request: FastifyRequest, reply: FastifyReply): object {
  const { originalUrl: url } = request;
  const fault = faults.get(request);
  return {
    requestId: request.id,
    ...traceFields(request.span),
    method: request.method,
    url: shortened(url, LONGEST_TEXT),
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    ...(fault === undefined ? {} : { fault: fault.join(', ') }),
  };
}

/** Errors that callers see are logged by their sentence; unexpected ones with their stack. */
function failureFields(error: unknown, status: number): object {
  if (error === undefined) return {};
  if (error instanceof AppError) return { code: error.code, reason: shortened(error.message, LONGEST_TEXT) };
  return status < 500 && error instanceof Error
    ? { reason: shortened(error.message, LONGEST_TEXT) }
    : { err: error };
}

const PROBES = new Set(['/healthz', '/readyz']);

function levelOf(
  request: FastifyRequest,
  status: number,
  error: unknown,
): 'debug' | 'info' | 'warn' | 'error' {
  if (error !== undefined && !(error instanceof AppError) && status >= 500) return 'error';
  if (status >= 500) return 'warn';
  return PROBES.has(request.url) ? 'debug' : 'info';
}
