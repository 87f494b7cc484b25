import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteFailure } from '../platform/logging/access-log.js';
import { LEGACY_CONTENT_TYPE, legacyJson } from './legacy-json.js';
import { UnknownApplicationError } from './unknown-application.error.js';

/** What the originals say of an application that they do not know. */
export const LEGACY_NOT_FOUND = 'Could not find metric in repository';

/** Answers an unknown application on the originals' routes as the originals did. */
@Catch(UnknownApplicationError)
export class LegacyFilter implements ExceptionFilter<UnknownApplicationError> {
  catch(error: UnknownApplicationError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    noteFailure(http.getRequest<FastifyRequest>(), error);
    void http
      .getResponse<FastifyReply>()
      .status(error.status)
      .type(LEGACY_CONTENT_TYPE)
      .send(legacyJson(LEGACY_NOT_FOUND));
  }
}
