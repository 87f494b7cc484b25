import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { hopHeaders } from '../context/hop-headers.js';
import { runInRequest } from '../context/request-context.js';
import { Readiness } from '../health/readiness.js';

/** Gives each request its context, and each answer the headers that all of them carry. */
export function addRequestHooks(app: NestFastifyApplication): void {
  const readiness = app.get(Readiness, { strict: false });
  const server = app.getHttpAdapter().getInstance();

  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    // A process that is about to end asks callers to take their next request elsewhere.
    if (readiness.isDraining) void reply.header('connection', 'close');
    runInRequest({ requestId: request.id, hopHeaders: hopHeaders(request.headers, request.id) }, done);
  });
}
