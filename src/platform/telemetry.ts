import { type Server, createServer } from 'node:http';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { preferredForm } from './http/accept.js';
import { ServiceCalls } from './service-calls.js';
import type { Span } from './tracing/tracing.port.js';

/** Histograms take exemplars only in a registry that can write them. */
export function openMetricsRegistry(): Registry {
  const registry = new Registry();
  setFormat(registry, Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
}

/** The types of prom-client tie a registry to its first format. */
function setFormat(registry: Registry, contentType: string): void {
  registry.setContentType(contentType as typeof Registry.PROMETHEUS_CONTENT_TYPE);
}

/** The metrics that a process exposes about itself. */
export class Telemetry {
  readonly registry = openMetricsRegistry();

  readonly requestDuration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its response, by method, route and status.',
    labelNames: ['method', 'route', 'status_code'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    enableExemplars: true,
    registers: [this.registry],
  });

  readonly calls = new ServiceCalls(this.registry);

  /** In-flight requests. A plain number, read at each scrape, because it changes twice per request. */
  requestsInFlight = 0;

  constructor(build: { service: string; version: string; revision: string }) {
    const inFlight: Gauge = new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests in flight.',
      registers: [this.registry],
      collect: () => inFlight.set(this.requestsInFlight),
    });
    // Event-loop lag, garbage collection, memory, CPU and file handles, under prom-client's usual names.
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'k8s_app_monitor_build_info',
      help: 'Always 1; the labels identify the build.',
      labelNames: ['service', 'version', 'revision', 'node_version'] as const,
      registers: [this.registry],
    }).set({ ...build, node_version: process.version }, 1);
  }
}

// All unknown paths share one label value, so that callers cannot create time series.
const UNKNOWN_ROUTE = 'unknown';

/** Measures each request by the pattern of its route. */
export function observeRequests(server: FastifyInstance, telemetry: Telemetry): void {
  // `close` is emitted exactly once, whether the response was sent or the caller disconnected first.
  server.addHook('onRequest', (request, reply, done) => {
    telemetry.requestsInFlight += 1;
    reply.raw.once('close', () => {
      telemetry.requestsInFlight -= 1;
      telemetry.requestDuration.observe({
        labels: {
          method: request.method,
          route: request.routeOptions.url ?? UNKNOWN_ROUTE,
          status_code: reply.raw.writableFinished ? reply.statusCode : 499,
        },
        value: reply.elapsedTime / 1000,
        exemplarLabels: exemplarOf(request.span),
      });
    });
    done();
  });
}

/** The exemplar that leads from a histogram to the trace; none for a trace that is not recorded. */
export function exemplarOf(span: Span | undefined): Record<string, string> {
  return span?.isSampled === true ? { trace_id: span.traceId } : NO_EXEMPLAR;
}

const NO_EXEMPLAR: Record<string, string> = {};

/** A separate server for the process's metrics, so that callers of the service cannot reach them. */
export function createTelemetryServer(registry: Registry): Server {
  return createServer((request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') {
      response
        .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
        .end('Metrics are at /metrics\n');
      return;
    }
    exposed(registry, request.headers.accept).then(
      ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
      (error: Error) => response.writeHead(500, { 'content-type': 'text/plain' }).end(`${error.message}\n`),
    );
  });
}

const FORMATS = { text: Registry.PROMETHEUS_CONTENT_TYPE, openmetrics: Registry.OPENMETRICS_CONTENT_TYPE };

let lastScrape: Promise<unknown> = Promise.resolve();

/** The metrics in the format that the scraper prefers; only OpenMetrics has exemplars. */
async function exposed(registry: Registry, accept: string | undefined) {
  const contentType = FORMATS[preferredForm(accept, FORMATS) ?? 'text'];
  // A registry has one format at a time.
  const scrape = lastScrape.then(() => metricsAs(registry, contentType));
  lastScrape = scrape.catch(() => {});
  return { contentType, text: await scrape };
}

async function metricsAs(registry: Registry, contentType: string): Promise<string> {
  const metrics = registry.getMetricsAsArray() as { name: string }[];
  const names = metrics.map(({ name }) => name);
  setFormat(registry, contentType);
  try {
    return await registry.metrics();
  } finally {
    // For OpenMetrics, prom-client cuts `_total` off the names of counters, and leaves them so.
    metrics.forEach((metric, index) => (metric.name = names[index]!));
  }
}

/** Provides the process's one `Telemetry` to every module. */
@Global()
@Module({})
export class TelemetryModule {
  static forRoot(telemetry: Telemetry): DynamicModule {
    return {
      module: TelemetryModule,
      providers: [{ provide: Telemetry, useValue: telemetry }],
      exports: [Telemetry],
    };
  }
}
