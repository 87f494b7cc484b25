import type { ServicePoint } from '../../generator/service-point.js';
import type { Family } from './families.js';

/** A family with one sample for each application, read off its point. */
export interface PointGauge {
  readonly family: Family;
  readonly value: (point: ServicePoint) => number;
}

const SECONDS = { type: 'gauge', unit: 'seconds' } as const;
const RATIO = { type: 'gauge', unit: 'ratio' } as const;

/** The gauges of the last complete second. */
export const POINT_GAUGES: readonly PointGauge[] = [
  {
    family: {
      name: 'app_expected_requests_per_second',
      type: 'gauge',
      help: 'The rate that the model expects: the requests scatter around it.',
    },
    value: (point) => point.ratePerSecond,
  },
  {
    family: {
      name: 'app_concurrent_requests',
      type: 'gauge',
      help: 'Requests in progress, averaged over a second.',
    },
    value: (point) => point.meanConcurrency,
  },
  {
    family: {
      name: 'app_concurrent_requests_max',
      type: 'gauge',
      help: 'Most requests in progress at the same moment of a second.',
    },
    value: (point) => point.maxConcurrent,
  },
  {
    family: { ...RATIO, name: 'app_failure_ratio', help: 'Share of the requests of a second that failed.' },
    value: (point) => point.failRatio,
  },
  {
    family: { ...RATIO, name: 'app_utilization_ratio', help: 'Share of the servers that work.' },
    value: (point) => point.utilization,
  },
  {
    family: { ...SECONDS, name: 'app_latency_min_seconds', help: 'Shortest latency in a second.' },
    value: (point) => point.minLatencyMs / 1000,
  },
  {
    family: { ...SECONDS, name: 'app_latency_avg_seconds', help: 'Mean latency in a second.' },
    value: (point) => point.avgLatencyMs / 1000,
  },
  {
    family: { ...SECONDS, name: 'app_latency_max_seconds', help: 'Longest latency in a second.' },
    value: (point) => point.maxLatencyMs / 1000,
  },
];
