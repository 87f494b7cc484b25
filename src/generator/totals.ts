import { BUCKET_COUNT } from './buckets.js';
import type { ServicePoint } from './service-point.js';

/** Sums over some ticks of one application. */
export interface Totals {
  requests: number;
  clientErrors: number;
  serverErrors: number;
  timeouts: number;
  latencySumMs: number;
  /** Requests in each bucket of `buckets.ts`, not cumulative. */
  readonly latencyBuckets: number[];
}

export function noTotals(): Totals {
  return {
    requests: 0,
    clientErrors: 0,
    serverErrors: 0,
    timeouts: 0,
    latencySumMs: 0,
    latencyBuckets: new Array<number>(BUCKET_COUNT).fill(0),
  };
}

/** Adds one tick, in place: a day has 86,400 of them. */
export function addPoint(totals: Totals, point: ServicePoint): void {
  totals.requests += point.requests;
  totals.clientErrors += point.clientErrors;
  totals.serverErrors += point.serverErrors;
  totals.timeouts += point.timeouts;
  totals.latencySumMs += point.latency.sumMs;
  const { buckets } = point.latency;
  for (let bucket = 0; bucket < BUCKET_COUNT; bucket += 1) totals.latencyBuckets[bucket]! += buckets[bucket]!;
}
