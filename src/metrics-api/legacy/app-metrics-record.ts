import type { AppMetrics } from '../../contract/app-metrics.js';
import type { Application } from '../../generator/scenario.js';
import type { ServicePoint } from '../../generator/service-point.js';

/** One point of the model in the originals' words; latencies in whole milliseconds. */
export function appMetricsRecord(application: Application, point: ServicePoint, host: string): AppMetrics {
  return {
    performance_index: {
      failRatio: point.failRatio,
      failAmount: point.failures,
      accessAmount: point.requests,
      maxConcurrent: point.maxConcurrent,
      minLatency: Math.round(point.minLatencyMs),
      avgLatency: Math.round(point.avgLatencyMs),
    },
    host,
    app_name: application.name,
    domain: application.domain,
  };
}
