import { once } from 'node:events';
import type { Server as HttpServer, RequestListener } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setImmediate as nextPoll, setTimeout as delay } from 'node:timers/promises';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import type { z } from 'zod';
import { Readiness } from '../health.module.js';
import { createLogger } from '../logging.js';
import type { DocumentInfo } from '../openapi/openapi.js';
import type { CommonSettings, commonVariables } from '../settings/common.settings.js';
import { ConfigurationError, readSettings } from '../settings/read-settings.js';
import { Telemetry, createTelemetryServer } from '../telemetry.js';
import type { Tracer } from '../tracing/tracing.port.js';
import { spanDestination } from '../tracing/tracing.settings.js';
import { createApp } from './create-app.js';
import type { SubPaths } from './sub-paths.js';

/** The variables of a service: the common ones, a port, and its own. */
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
  /** The name of the span in which a request's answer is made; undefined for none. */
  readonly answerSpan?: string;
  /** Maximum size of the request line and headers together. */
  readonly maxHeaderBytes: number;
}

/** Runs a service until a signal ends it, and exits with 0, 1, or 78 for a bad configuration. */
export async function runService<Schema extends ServiceSchema>(
  definition: ServiceDefinition<Schema>,
): Promise<void> {
  try {
    await start(definition);
  } catch (error) {
    process.exitCode = error instanceof ConfigurationError ? error.exitCode : 1;
    const known = error instanceof ConfigurationError || error instanceof PortTakenError;
    if (known) console.error(`${definition.name}: ${error.message}`);
    else pino().fatal({ service: definition.name, err: error }, 'startup failed');
    // A partly built service can hold threads and timers that would keep the process running.
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
  const tracer = await createTracer(definition.name, settings, telemetry, logger);
  const app = await createApp({
    ...definition,
    limits: settings,
    rootModule,
    subPaths,
    trustedProxies: settings.TRUST_PROXY,
    telemetry,
    tracer,
    logger,
  });
  await app.init();
  const closeSilent = watchSilent(app.getHttpServer());

  const metrics = createTelemetryServer(telemetry.registry);
  const host = settings.LISTEN_ADDRESS;
  await listenOn((at) => once(metrics.listen(at), 'listening'), settings.METRICS_PORT, host, 'METRICS_PORT');
  const server = app.getHttpAdapter().getInstance();
  await listenOn((at) => server.listen(at), settings.PORT, host, 'PORT');
  logger.info({ port: portOf(app.getHttpServer()), metricsPort: portOf(metrics) }, 'listening');

  await endSignal(logger);
  const clean = await shutDown({ app, closeSilent, tracer, logger }, settings);
  metrics.close();
  metrics.closeAllConnections();
  logger.info('stopped');
  await new Promise((written) => logger.flush(written));
  // Abandoned work, such as a read from a service that never answers, must not keep the process running.
  process.exit(clean ? 0 : 1);
}

/** The tracer that the settings configure. Without one, no tracing code is loaded. */
async function createTracer(
  service: string,
  settings: CommonSettings,
  { registry }: Telemetry,
  logger: Logger,
): Promise<Tracer | undefined> {
  const destination = spanDestination(settings);
  if (destination === undefined) return undefined;
  const { OpenTelemetryTracer } = await import('../tracing/opentelemetry.tracer.js');
  const { APP_VERSION: version, HOSTNAME: host } = settings;
  return OpenTelemetryTracer.create({ service, version, host, destination, settings, registry, logger });
}

class PortTakenError extends Error {
  constructor(port: number, variable: string) {
    super(
      `Port ${port} is already in use: stop the process that uses it, or set ${variable} to a different port`,
    );
    this.name = 'PortTakenError';
  }
}

// For the spans of requests that took the whole grace period.
const LAST_SPANS_MS = 100;

/** Error codes of a kernel without IPv6, or without an IPv6 address. */
const NO_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL']);

/**
 * Listens on a port, with a fallback from `::` to `0.0.0.0` on hosts without IPv6.
 *
 * @param variable - the environment variable that sets the port, for the error message
 * @throws PortTakenError when another process uses the port
 */
async function listenOn(
  listen: (address: { port: number; host: string }) => Promise<unknown>,
  port: number,
  host: string,
  variable: string,
): Promise<void> {
  try {
    await listen({ port, host });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EADDRINUSE') throw new PortTakenError(port, variable);
    if (host !== '::' || !NO_IPV6.has(code)) throw error;
    await listenOn(listen, port, '0.0.0.0', variable);
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Resolves at the first signal to end. Later signals change nothing, since the shutdown has a time limit. */
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

interface Running {
  readonly app: INestApplication;
  readonly closeSilent: () => void;
  readonly tracer: Tracer | undefined;
  readonly logger: Logger;
}

/** How long a connection may have sent nothing after the listener is closed. */
const SILENT_MS = 500;

/**
 * Watches for connections that never send anything: Node.js does not count them among the idle ones.
 *
 * @returns closes those that have sent nothing yet
 */
function watchSilent(server: HttpServer): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
}

/**
 * Shuts a service down without dropping a request that it accepted.
 *
 * Readiness turns false and responses ask clients to reconnect elsewhere; after the delay the listener closes, and
 * in-flight requests finish. Connections are accepted until then, and each of them is answered.
 *
 * @returns whether all requests finished before the timeout
 */
async function shutDown(
  { app, closeSilent, tracer, logger }: Running,
  { SHUTDOWN_DELAY_MS, SHUTDOWN_TIMEOUT_MS }: CommonSettings,
): Promise<boolean> {
  logger.info({ delayMs: SHUTDOWN_DELAY_MS }, 'shutting down');
  app.get(Readiness, { strict: false }).drain();
  await delay(SHUTDOWN_DELAY_MS);

  const endAtMs = performance.now() + SHUTDOWN_TIMEOUT_MS;
  const server = app.getHttpServer() as HttpServer;
  // `close` ends only the connections that are idle at that time. Those that become idle later must not keep the
  // process running until their keep-alive timeout.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const ended = once(server, 'close');
  await closeListener(server);
  const silence = setTimeout(closeSilent, SILENT_MS);
  const closed = Promise.all([ended, app.close()]).then(() => true);
  const inTime = await Promise.race([closed, delay(endAtMs - performance.now(), false, { ref: false })]);
  clearInterval(sweep);
  clearTimeout(silence);
  if (!inTime) {
    logger.error({ timeoutMs: SHUTDOWN_TIMEOUT_MS }, 'in-flight requests did not finish before the timeout');
    server.closeAllConnections();
    await closed;
  }
  await tracer?.shutdown(Math.max(LAST_SPANS_MS, endAtMs - performance.now()));
  return inTime;
}

// Longer than callers take to send their next request, which is the time between two new connections under load.
const QUIET_MS = 50;
const CLOSE_WITHIN_MS = 1000;

/**
 * Stops accepting connections at a moment when none waits to be accepted: the kernel resets those that do.
 *
 * Until then, requests are received but not answered. Callers that send one request after another, each over a new
 * connection, thereby have theirs accepted, and are answered once the listener is closed.
 */
async function closeListener(server: HttpServer): Promise<void> {
  const answer = server.listeners('request') as RequestListener[];
  const held: Parameters<RequestListener>[] = [];
  server.removeAllListeners('request');
  server.on('request', (...received: Parameters<RequestListener>) => held.push(received));
  let accepted = 0;
  server.on('connection', () => (accepted += 1));

  const closeAtMs = performance.now() + CLOSE_WITHIN_MS;
  const acceptedDuring = async (pause: Promise<unknown>) => {
    const before = accepted;
    await pause;
    return accepted > before && performance.now() < closeAtMs;
  };
  while (await acceptedDuring(delay(QUIET_MS)));
  // Timers run before the event loop accepts connections; what follows this runs directly after that.
  while (await acceptedDuring(nextPoll()));
  server.close();

  server.removeAllListeners('request');
  for (const listener of answer) server.on('request', listener);
  for (const received of held) server.emit('request', ...received);
}
