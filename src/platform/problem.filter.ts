import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, shortened } from './errors.js';

/** A problem document (RFC 9457); `code` is this project's extension member. */
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
 * Describes an error in a problem document, without internal details.
 *
 * An error that is neither an `AppError` nor one of Nest or Fastify becomes a plain 500; its stack is only logged.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) {
    const { title, status, message, code, details } = error;
    const problem = { type: 'about:blank', title, status, detail: message, code };
    const detailed = { ...problem, ...details };
    // Details repeat what a caller sent, such as the path to a field.
    return JSON.stringify(detailed).length <= LONGEST_PROBLEM ? detailed : problem;
  }
  const status = statusOf(error);
  const title = STATUS_CODES[status] ?? 'Error';
  const detail =
    status < 500 && error instanceof Error
      ? shortened(error.message, LONGEST_DETAIL)
      : 'An internal error occurred; the service log has the details';
  return { type: 'about:blank', title, status, detail, code: title.toUpperCase().replace(/\W+/g, '_') };
}

// Their sentences can repeat an address.
const LONGEST_DETAIL = 500;
const LONGEST_PROBLEM = 16_000;

/** Nest's and Fastify's own errors carry a status; anything else is a defect of the service. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

const failures = new WeakMap<FastifyRequest, unknown>();

/** Remembers why a request failed, for its line in the log. */
export function noteFailure(request: FastifyRequest, error: unknown): void {
  failures.set(request, error);
}

/** Why a request failed; undefined for one that did not. */
export function failureOf(request: FastifyRequest): unknown {
  return failures.get(request);
}

/** Answers a request with the problem document of an error. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  noteFailure(request, error);
  const problem = problemOf(error);
  void reply
    .status(problem.status)
    .headers(error instanceof AppError ? error.headers : {})
    .type(PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problem));
}

/** Turns every error that a route throws into a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}
