import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { AppError } from './errors.js';
import { currentRequest } from './http/request-context.js';

const LONGEST_URL = 500;

const PROBES = new Set(['/healthz', '/readyz']);
const failures = new WeakMap<FastifyRequest, unknown>();
const faults = new WeakMap<FastifyRequest, readonly string[]>();

/** Remembers why a request failed, so that its one line in the log says so. */
export function noteFailure(request: FastifyRequest, error: unknown): void {
  failures.set(request, error);
}

/** Remembers a fault that was put on a request for a drill, so that its line in the log says so. */
export function noteFault(request: FastifyRequest, fault: string): void {
  faults.set(request, [...(faults.get(request) ?? []), fault]);
}

/** Logs one line for each answered request; probes only at level debug. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  // A caller who leaves, or whose connection a drill resets, gets no response: nothing else tells of the request.
  server.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) return;
      const status = reply.raw.headersSent ? reply.statusCode : 499;
      const level = faults.has(request) ? 'warn' : 'info';
      logger[level]({ ...lineOf(request, reply), status }, 'request not answered to its end');
    });
    done();
  });

  server.addHook('onResponse', (request, reply, done) => {
    if (!reply.raw.writableFinished) return done();
    const error = failures.get(request);
    const level = levelOf(request, reply.statusCode, error);
    // A line that nobody reads is not made.
    if (!logger.isLevelEnabled(level)) return done();
    const line = {
      ...lineOf(request, reply),
      status: reply.statusCode,
      ...describe(error, reply.statusCode),
    };
    logger[level](line, 'request answered');
    done();
  });
}

function lineOf(request: FastifyRequest, reply: FastifyReply): object {
  const fault = faults.get(request);
  return {
    requestId: request.id,
    method: request.method,
    url: shortened(request.originalUrl),
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    ...(fault === undefined ? {} : { fault: fault.join(', ') }),
  };
}

/** Addresses may hold whole specifications of charts: a line of the log needs as much as tells one from another. */
function shortened(url: string): string {
  return url.length <= LONGEST_URL ? url : `${url.slice(0, LONGEST_URL)}…`;
}

function levelOf(
  request: FastifyRequest,
  status: number,
  error: unknown,
): 'debug' | 'info' | 'warn' | 'error' {
  if (error !== undefined && !(error instanceof AppError) && status >= 500) return 'error';
  if (status >= 500) return 'warn';
  return PROBES.has(request.url) ? 'debug' : 'info';
}

/** A failure that a caller is told of is named by its sentence; any other by its stack, for those who mend it. */
function describe(error: unknown, status: number): object {
  if (error === undefined) return {};
  if (error instanceof AppError) return { code: error.code, reason: error.message };
  return status < 500 && error instanceof Error ? { reason: error.message } : { err: error };
}

/**
 * The process's logger: JSON lines, or coloured text on a terminal.
 *
 * Every line that belongs to a request carries its `requestId`.
 */
export function createLogger(service: string, settings: { LOG_LEVEL: string; HOSTNAME: string }): Logger {
  const options = {
    level: settings.LOG_LEVEL,
    base: { service, host: settings.HOSTNAME },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const requestId = currentRequest()?.requestId;
      return requestId === undefined ? {} : { requestId };
    },
  };
  // Lines are written while the next are made, many at once under load; at an exit the last of them are flushed.
  if (!process.stdout.isTTY) return pino(options, pino.destination({ dest: 1, sync: false }));
  return pino(
    options,
    PinoPretty({ ignore: 'pid,hostname,host,service', messageFormat: '{service} {msg}', sync: true }),
  );
}

/** Sends Nest's own lines, and those of `new Logger(…)`, through pino. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  // Nest tells which modules and routes it found at each start; that is of interest to developers alone.
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
