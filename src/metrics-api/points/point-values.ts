import { quantileMs } from '../../generator/quantile.js';
import type { ServicePoint } from '../../generator/service-point.js';

/** The numbers of a point in the order in which they are sent, each with what it says. */
export const POINT_FIELDS = {
  expectedRequestsPerSecond: 'The rate that the model expects: requests scatters around it.',
  requests: 'Requests in the second.',
  failures: 'Those of them that failed: clientErrors + serverErrors + timeouts.',
  clientErrors: 'Requests that were wrong (4xx).',
  serverErrors: 'Requests that failed here or in what was called (5xx).',
  timeouts: 'Requests that were given up.',
  failRatio: 'failures / requests; 0 without requests.',
  utilization: 'Share of the servers that work; 0 for an application without a capacity.',
  meanConcurrency: "Requests in progress, on average: requests x mean latency, by Little's law.",
  maxConcurrent: 'Most requests in progress at the same moment.',
  latencyMinMs: 'Shortest latency, in milliseconds.',
  latencyAvgMs: 'Mean latency, in milliseconds.',
  latencyP50Ms: 'Half of the requests were faster; in milliseconds.',
  latencyP90Ms: '90 % of the requests were faster; in milliseconds.',
  latencyP95Ms: '95 % of the requests were faster; in milliseconds.',
  latencyP99Ms: '99 % of the requests were faster; in milliseconds.',
  latencyMaxMs: 'Longest latency, in milliseconds.',
} as const;

export type PointField = keyof typeof POINT_FIELDS;
export const FIELD_NAMES = Object.keys(POINT_FIELDS) as readonly PointField[];

/** The numbers of a point; all of them null where nobody measured. */
export type PointValues = Readonly<Record<PointField, number | null>>;

export const UNMEASURED = Object.fromEntries(FIELD_NAMES.map((field) => [field, null])) as PointValues;

/** The numbers of a point. Rounding, to the microsecond and the millionth, keeps their order. */
export function pointValues(point: ServicePoint): PointValues {
  if (!point.measured) return UNMEASURED;
  const { latency, shape } = point;
  const quantile = (probability: number): number => microseconds(quantileMs(latency, probability, shape));
  return {
    expectedRequestsPerSecond: microseconds(point.ratePerSecond),
    requests: point.requests,
    failures: point.failures,
    clientErrors: point.clientErrors,
    serverErrors: point.serverErrors,
    timeouts: point.timeouts,
    failRatio: point.failRatio,
    utilization: millionths(point.utilization),
    meanConcurrency: millionths(point.meanConcurrency),
    maxConcurrent: point.maxConcurrent,
    latencyMinMs: microseconds(point.minLatencyMs),
    latencyAvgMs: microseconds(point.avgLatencyMs),
    latencyP50Ms: quantile(0.5),
    latencyP90Ms: quantile(0.9),
    latencyP95Ms: quantile(0.95),
    latencyP99Ms: quantile(0.99),
    latencyMaxMs: microseconds(point.maxLatencyMs),
  };
}

function microseconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function millionths(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
