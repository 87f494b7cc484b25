import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from './errors.js';
import { noteFailure } from './logging.js';

/** A problem document of RFC 9457; `code` is this project's extension member. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [extension: string]: unknown;
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

/**
 * Says in a problem document what went wrong, without anything that only its authors should see.
 *
 * An error that is not in the catalogue becomes a plain 500; the log holds its stack.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) {
    const { title, status, message, code, details } = error;
    return { type: 'about:blank', title, status, detail: message, code, ...details };
  }
  const status = statusOf(error);
  const title = STATUS_CODES[status] ?? 'Error';
  const detail = status < 500 && error instanceof Error ? error.message : 'Something went wrong here';
  return { type: 'about:blank', title, status, detail, code: title.toUpperCase().replace(/\W+/g, '_') };
}

/** Nest's and Fastify's own errors carry a status; whatever else is thrown is ours to mend. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** Answers a request with a problem document about whatever was thrown. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  noteFailure(request, error);
  const problem = problemOf(error);
  void reply
    .status(problem.status)
    .headers(error instanceof AppError ? error.headers : {})
    .type(PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problem));
}

/** Turns whatever a route throws into a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}
