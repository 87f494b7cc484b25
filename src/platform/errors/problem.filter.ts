import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteFailure } from '../logging/access-log.js';
import { AppError } from './app-error.js';
import { PROBLEM_CONTENT_TYPE, problemOf } from './problem.js';

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
