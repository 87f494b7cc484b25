import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteFailure } from '../../platform/problem.filter.js';
import { NotInScenarioError, UnmeasuredError } from '../metrics-api.errors.js';

/** The exact content type of the original services. */
export const LEGACY_CONTENT_TYPE = 'application/json; charset=UTF-8';

/** JSON as the original services write it: indented by two spaces, with a newline at the end. */
export function legacyJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The original services' answer for an unknown application. */
export const LEGACY_NOT_FOUND = 'Could not find metric in repository';

/** Answers requests for an application without metrics as the original services do. */
@Catch(NotInScenarioError, UnmeasuredError)
export class LegacyFilter implements ExceptionFilter<NotInScenarioError | UnmeasuredError> {
  catch(error: NotInScenarioError | UnmeasuredError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    noteFailure(http.getRequest<FastifyRequest>(), error);
    void http
      .getResponse<FastifyReply>()
      .status(error.status)
      .type(LEGACY_CONTENT_TYPE)
      .send(legacyJson(LEGACY_NOT_FOUND));
  }
}
