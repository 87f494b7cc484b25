import type { FastifyInstance } from 'fastify';
import type { Telemetry } from './telemetry.js';

// Addresses that no route knows share one label value: callers must not be able to make up time series.
const UNKNOWN_ROUTE = 'unknown';

/** Measures each request of a server by the pattern of its route. */
export function observeRequests(server: FastifyInstance, telemetry: Telemetry): void {
  // A caller who leaves before the answer never gets a response; `close` comes in both cases, and once.
  server.addHook('onRequest', (request, reply, done) => {
    telemetry.requestsInFlight += 1;
    reply.raw.once('close', () => {
      telemetry.requestsInFlight -= 1;
      telemetry.requestDuration.observe(
        {
          method: request.method,
          route: request.routeOptions.url ?? UNKNOWN_ROUTE,
          status_code: reply.raw.writableFinished ? reply.statusCode : 499,
        },
        reply.elapsedTime / 1000,
      );
    });
    done();
  });
}
