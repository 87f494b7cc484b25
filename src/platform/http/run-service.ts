import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { pino, type Logger } from 'pino';
import type { z } from 'zod';
import type { commonVariables } from '../config/common.settings.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { readSettings } from '../config/read-settings.js';
import { createLogger } from '../logging/create-logger.js';
import type { DocumentInfo } from '../openapi/build-document.js';
import { shutDown } from '../shutdown/graceful-shutdown.js';
import type { SubPaths } from '../subpath/sub-paths.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { createTelemetryServer } from '../telemetry/telemetry.server.js';
import { createApp } from './create-app.js';
import { listenOn, PortTakenError } from './listen.js';

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
