import type { INestApplication } from '@nestjs/common';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Readiness } from '../health/readiness.js';

export interface ShutdownSettings {
  readonly SHUTDOWN_DELAY_MS: number;
  readonly SHUTDOWN_TIMEOUT_MS: number;
}

/**
 * Ends a service without dropping what it accepted.
 *
 * Readiness turns false and answers ask their callers to reconnect elsewhere; after the delay the listener
 * closes, and requests in flight finish.
 *
 * @returns whether all of them finished within the time-out
 */
export async function shutDown(
  app: INestApplication,
  settings: ShutdownSettings,
  logger: Logger,
): Promise<boolean> {
  logger.info({ delayMs: settings.SHUTDOWN_DELAY_MS }, 'shutting down');
  app.get(Readiness, { strict: false }).drain();
  await delay(settings.SHUTDOWN_DELAY_MS);

  const server = app.getHttpServer() as Server;
  // Node closes the connections that are idle when `close` is called; those that become idle later must not
  // hold the process until their keep-alive ends.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const closed = app.close().then(() => true);
  const inTime = await Promise.race([closed, delay(settings.SHUTDOWN_TIMEOUT_MS, false, { ref: false })]);
  clearInterval(sweep);
  if (inTime) return true;

  logger.error({ timeoutMs: settings.SHUTDOWN_TIMEOUT_MS }, 'requests in flight did not finish in time');
  server.closeAllConnections();
  await closed;
  return false;
}
