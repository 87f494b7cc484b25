import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteFailure } from '../../platform/logging.js';
import { UnknownApplicationError, UnmeasuredError } from '../metrics-api.errors.js';

/** The originals' exact content type. */
export const LEGACY_CONTENT_TYPE = 'application/json; charset=UTF-8';

/** JSON as the originals wrote it: two-space indent and a newline at the end. */
export function legacyJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What the originals say of an application that they do not know. */
export const LEGACY_NOT_FOUND = 'Could not find metric in repository';

/** Answers an application without metrics on the originals' routes as the originals did. */
@Catch(UnknownApplicationError, UnmeasuredError)
export class LegacyFilter implements ExceptionFilter<UnknownApplicationError | UnmeasuredError> {
  catch(error: UnknownApplicationError | UnmeasuredError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    noteFailure(http.getRequest<FastifyRequest>(), error);
    void http
      .getResponse<FastifyReply>()
      .status(error.status)
      .type(LEGACY_CONTENT_TYPE)
      .send(legacyJson(LEGACY_NOT_FOUND));
  }
}
