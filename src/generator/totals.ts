import { BUCKET_COUNT, type LatencySample, averageMs, mergeSamples } from './latency.js';
import type { ServicePoint } from './service-point.js';

/** Sums over ticks of one application. */
export interface Totals {
  requests: number;
  clientErrors: number;
  serverErrors: number;
  timeouts: number;
  latencySumMs: number;
  /** Requests per bucket, not cumulative. */
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

/** Adds one tick in place, for speed: a day has 86,400 ticks. */
export function addPoint(totals: Totals, point: ServicePoint): void {
  totals.requests += point.requests;
  totals.clientErrors += point.clientErrors;
  totals.serverErrors += point.serverErrors;
  totals.timeouts += point.timeouts;
  totals.latencySumMs += point.latency.sumMs;
  const { buckets } = point.latency;
  for (let bucket = 0; bucket < BUCKET_COUNT; bucket += 1) totals.latencyBuckets[bucket]! += buckets[bucket]!;
}

const NO_LATENCY: LatencySample = { count: 0, minMs: 0, maxMs: 0, sumMs: 0, buckets: [] };

/**
 * Several ticks of one application, treated as one long tick: counts are summed, latencies are those of all
 * requests; rates, utilization and concurrency are averaged.
 */
export class Period {
  private readonly totals = noTotals();
  private ticks = 0;
  private rateSum = 0;
  private utilizationSum = 0;
  private concurrencySum = 0;
  private maxConcurrent = 0;
  private latency = NO_LATENCY;

  constructor(private readonly firstTick: number) {}

  /** Adds a tick. Unmeasured ticks do not count. */
  add(point: ServicePoint): void {
    if (!point.measured) return;
    this.ticks += 1;
    addPoint(this.totals, point);
    this.rateSum += point.ratePerSecond;
    this.utilizationSum += point.utilization;
    this.concurrencySum += point.meanConcurrency;
    this.maxConcurrent = Math.max(this.maxConcurrent, point.maxConcurrent);
    this.latency = mergeSamples(this.latency, point.latency);
  }

  /** Number of measured ticks that were added. */
  get measuredTicks(): number {
    return this.ticks;
  }

  /** The long tick so far; unmeasured if none of its ticks was measured. */
  get point(): ServicePoint {
    const { requests, clientErrors, serverErrors, timeouts } = this.totals;
    const failures = clientErrors + serverErrors + timeouts;
    const ticks = Math.max(1, this.ticks);
    return {
      tick: this.firstTick,
      measured: this.ticks > 0,
      ratePerSecond: this.rateSum / ticks,
      requests,
      failures,
      clientErrors,
      serverErrors,
      timeouts,
      failRatio: requests === 0 ? 0 : failures / requests,
      utilization: this.utilizationSum / ticks,
      meanConcurrency: this.concurrencySum / ticks,
      maxConcurrent: this.maxConcurrent,
      minLatencyMs: this.latency.minMs,
      avgLatencyMs: averageMs(this.latency),
      maxLatencyMs: this.latency.maxMs,
      latency: this.latency,
      shape: undefined,
    };
  }
}
