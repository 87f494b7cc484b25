import type { HealthCheck } from '../platform/health/health-check.js';
import type { ChartRenderer } from '../rendering/chart-renderer.port.js';
import type { MetricsSource } from '../sources/metrics-source.port.js';

// Well within a probe's usual time-out of one second.
const UPSTREAM_CHECK_MS = 500;

/**
 * What the agent's readiness speaks of.
 *
 * It stays ready when the metrics API is away: its pictures then say so, which no other process could do better.
 */
export function agentHealthChecks(renderer: ChartRenderer, source: MetricsSource): readonly HealthCheck[] {
  return [
    { name: 'renderer', required: true, check: () => renderer.ready() },
    {
      name: 'upstream',
      required: false,
      check: async () => {
        await source.read(UPSTREAM_CHECK_MS);
      },
    },
  ];
}
