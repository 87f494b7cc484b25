import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Logger, pino } from 'pino';
import type { z } from 'zod';
import { Readiness } from '../health.module.js';
import { createLogger } from '../logging.js';
import type { DocumentInfo } from '../openapi/openapi.js';
import type { commonVariables } from '../settings/common.settings.js';
import { ConfigurationError, readSettings } from '../settings/read-settings.js';
import { Telemetry, createTelemetryServer } from '../telemetry.js';
import { createApp } from './create-app.js';
import type { SubPaths } from './sub-paths.js';

/** Something that listens: a service's HTTP server or its metrics server. */
type Listen = (address: { port: number; host: string }) => Promise<void>;

/** A port that should be listened on is in use. */
class PortTakenError extends Error {
  constructor(port: number, variable: string) {
    super(`Port ${port} is taken: end what listens there, or set ${variable} to another port`);
    this.name = 'PortTakenError';
  }
}

/** What Node answers where the kernel has no IPv6, or no address of it. */
const NO_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL']);

/**
 * Listens on a port, on every address of the host when `host` is `::`.
 *
 * @param variable - the environment variable that sets the port, for the error's sentence
 * @throws PortTakenError when another process has the port
 */
async function listenOn(listen: Listen, port: number, host: string, variable: string): Promise<void> {
  try {
    await listen({ port, host });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EADDRINUSE') throw new PortTakenError(port, variable);
    if (host !== '::' || !NO_IPV6.has(code)) throw error;
    await listenOn(listen, port, '0.0.0.0', variable);
  }
}

interface ShutdownSettings {
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
async function shutDown(app: INestApplication, settings: ShutdownSettings, logger: Logger): Promise<boolean> {
  logger.info({ delayMs: settings.SHUTDOWN_DELAY_MS }, 'shutting down');
  app.get(Readiness, { strict: false }).drain();
  await delay(settings.SHUTDOWN_DELAY_MS);

  const server = app.getHttpServer() as HttpServer;
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

/** The variables of a service: its own, its port among them, and the common ones. */
type ServiceSchema = z.ZodObject<typeof commonVariables & { PORT: z.ZodType<number> }>;

/** What makes up a service; its `main.ts` runs it. */
export interface ServiceDefinition<Schema extends ServiceSchema> {
  /** The name of its image and Service. */
  readonly name: string;
  readonly settings: Schema;
  readonly rootModule: (settings: z.output<Schema>, telemetry: Telemetry, logger: Logger) => DynamicModule;
  readonly document: DocumentInfo;
  readonly subPaths: (settings: z.output<Schema>) => SubPaths;
  /** Whether its requests call other services. */
  readonly callsOthers: boolean;
  /** The longest request line and headers together. */
  readonly maxHeaderBytes: number;
}

/** Runs a service until it is told to end; the process's exit code tells how it ended. */
export async function runService<Schema extends ServiceSchema>(
  definition: ServiceDefinition<Schema>,
): Promise<void> {
  try {
    await start(definition);
  } catch (error) {
    process.exitCode = error instanceof ConfigurationError ? error.exitCode : 1;
    const known = error instanceof ConfigurationError || error instanceof PortTakenError;
    if (known) console.error(`${definition.name}: ${error.message}`);
    else pino().fatal({ service: definition.name, err: error }, 'the service could not start');
    // A half-built service may hold threads and timers; nothing may be left running.
    process.exit();
  }
}

async function start<Schema extends ServiceSchema>(definition: ServiceDefinition<Schema>): Promise<void> {
  const settings: z.output<ServiceSchema> & z.output<Schema> = readSettings(definition.settings);
  const logger = createLogger(definition.name, settings);
  const telemetry = new Telemetry({
    service: definition.name,
    version: settings.APP_VERSION,
    revision: settings.APP_REVISION,
  });
  const rootModule = definition.rootModule(settings, telemetry, logger);
  const subPaths = definition.subPaths(settings);
  const app = await createApp({ ...definition, rootModule, subPaths, telemetry, logger });
  await app.init();

  const metrics = createTelemetryServer(telemetry.registry);
  const host = settings.LISTEN_ADDRESS;
  await listenOn((at) => listening(metrics, at), settings.METRICS_PORT, host, 'METRICS_PORT');
  await listenOn((at) => listenApp(app, at), settings.PORT, host, 'PORT');
  logger.info({ port: portOf(app.getHttpServer()), metricsPort: portOf(metrics) }, 'listening');

  await endSignal(logger);
  const clean = await shutDown(app, settings, logger);
  metrics.close();
  metrics.closeAllConnections();
  logger.info('ended');
  // Work that was given up, such as a read of a silent service, must not keep the process alive.
  process.exit(clean ? 0 : 1);
}

async function listening(server: Server, address: { port: number; host: string }): Promise<void> {
  server.listen(address);
  await once(server, 'listening');
}

async function listenApp(
  app: NestFastifyApplication,
  address: { port: number; host: string },
): Promise<void> {
  await app.getHttpAdapter().getInstance().listen(address);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Resolves at the first SIGTERM, Ctrl-C or end of the terminal; later ones change nothing, since the shutdown is bounded in time. */
function endSignal(logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        logger.debug({ signal }, 'signal received');
        resolve();
      });
    }
  });
}
