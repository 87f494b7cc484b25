import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteFailure } from '../../platform/logging/access-log.js';
import { UnknownApplicationError } from '../model/unknown-application.error.js';
import { UnmeasuredError } from '../model/unmeasured.error.js';
import { LEGACY_CONTENT_TYPE, legacyJson } from './legacy-json.js';

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
