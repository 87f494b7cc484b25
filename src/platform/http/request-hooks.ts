import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RequestContext, runInRequest } from '../context/request-context.js';
import { Readiness } from '../health/readiness.js';

/** Gives each answer the headers that all of them carry. */
export function addRequestHooks(app: NestFastifyApplication): void {
  const readiness = app.get(Readiness, { strict: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
      // A process that is about to end asks callers to take their next request elsewhere.
      if (readiness.isDraining) void reply.header('connection', 'close');
      done();
    });
}

/** Gives each request its context, for services that call others and log in between. */
export function addRequestContext(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      runInRequest(new RequestContext(request.id, request.headers), done);
    });
}
