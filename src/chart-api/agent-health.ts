import type { HealthCheck } from '../platform/health/health-check.js';
import type { ChartRenderer } from '../rendering/chart-renderer.port.js';
import type { MetricsSources } from '../sources/metrics-sources.js';

// Well within a probe's usual time-out of one second.
const UPSTREAM_CHECK_MS = 500;

/**
 * What the agent's readiness speaks of.
 *
 * It stays ready when the first service is away: its pictures then say so, which no other process could do better.
 */
export function agentHealthChecks(renderer: ChartRenderer, sources: MetricsSources): readonly HealthCheck[] {
  return [
    { name: 'renderer', required: true, check: () => renderer.ready() },
    {
      name: 'upstream',
      required: false,
      check: () => sources.main.check(UPSTREAM_CHECK_MS),
    },
  ];
}
