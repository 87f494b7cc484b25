import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a process tells Prometheus of itself. */
export class Telemetry {
  readonly registry = new Registry();

  readonly requestDuration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer, by method, route and status.',
    labelNames: ['method', 'route', 'status_code'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  /** Requests that are being answered. A plain number, which Prometheus reads: it changes twice a request. */
  requestsInFlight = 0;

  constructor(build: { service: string; version: string; revision: string }) {
    const inFlight: Gauge = new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests that are being answered.',
      registers: [this.registry],
      collect: () => inFlight.set(this.requestsInFlight),
    });
    // Event-loop lag, garbage collection, memory, CPU, file handles, under their usual names.
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'k8s_app_monitor_build_info',
      help: 'Always 1; the labels say what is running.',
      labelNames: ['service', 'version', 'revision', 'node_version'] as const,
      registers: [this.registry],
    }).set({ ...build, node_version: process.version }, 1);
  }
}
