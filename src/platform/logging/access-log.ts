import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppError } from '../errors/app-error.js';

const PROBES = new Set(['/healthz', '/readyz']);
const failures = new WeakMap<FastifyRequest, unknown>();

/** Remembers why a request failed, so that its one line in the log says so. */
export function noteFailure(request: FastifyRequest, error: unknown): void {
  failures.set(request, error);
}

/** Logs one line for each answered request; probes only at level debug. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const error = failures.get(request);
    const line = {
      requestId: request.id,
      method: request.method,
      url: request.originalUrl,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ...describe(error, reply.statusCode),
    };
    logger[levelOf(request, reply.statusCode, error)](line, 'request answered');
    done();
  });
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
