import { binomial } from './binomial.js';
import { concurrencyIn } from './concurrency.js';
import { failuresIn } from './failures.js';
import { latenciesIn, type LatencySample } from './latency.js';
import type { Lognormal } from './lognormal.js';
import type { Node } from './model.js';
import type { NodeState, Variant } from './node-state.js';
import { LANE, uniformsAt } from './random.js';

/** What one application did in one tick. Its numbers agree with each other. */
export interface ServicePoint {
  readonly tick: number;
  /** Whether anybody measured it: false in a gap, when its numbers are known to the model alone. */
  readonly measured: boolean;
  /** The rate that was expected: requests scatters around it. */
  readonly ratePerSecond: number;
  readonly requests: number;
  /** clientErrors + serverErrors + timeouts. */
  readonly failures: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly timeouts: number;
  /** failures / requests; 0 without requests. */
  readonly failRatio: number;
  /** Share of the servers that worked, in [0, 1]; 0 for an application without a capacity. */
  readonly utilization: number;
  readonly meanConcurrency: number;
  readonly maxConcurrent: number;
  readonly minLatencyMs: number;
  readonly avgLatencyMs: number;
  readonly maxLatencyMs: number;
  readonly latency: LatencySample;
  /** The distribution that all latencies are from; undefined when they are from several. */
  readonly shape: Lognormal | undefined;
}

/** Draws an application's point from what the passes over the graph found. */
export function pointOf(state: NodeState, tick: number): ServicePoint {
  const { node, requests } = state;
  const { latency, clientErrors, serverErrors, timeouts } = answersOf(state, tick);
  const failures = clientErrors + serverErrors + timeouts;
  const avgLatencyMs = averageMs(latency);
  const { meanConcurrency, maxConcurrent } = concurrencyIn(node.key, tick, requests, avgLatencyMs);
  return {
    tick,
    measured: state.effects.measured,
    ratePerSecond: state.ratePerSecond,
    requests,
    failures,
    clientErrors,
    serverErrors,
    timeouts,
    failRatio: requests === 0 ? 0 : failures / requests,
    utilization: state.queue.utilization,
    meanConcurrency,
    maxConcurrent,
    minLatencyMs: latency.minMs,
    avgLatencyMs,
    maxLatencyMs: latency.maxMs,
    latency,
    shape: state.variants.length === 1 && timeouts === 0 ? state.variants[0]!.latency : undefined,
  };
}

interface Answers {
  readonly timeouts: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly latency: LatencySample;
}

function answersOf(state: NodeState, tick: number): Answers {
  const { node, requests, variants } = state;
  const [stable, canary] = variants;
  if (stable === undefined) throw new Error('a point is drawn after the passes over the graph');
  if (canary === undefined) return answersOfVersion(node, stable, requests, tick);
  const ofCanary = binomial(requests, canary.share, uniformsAt(node.key, LANE.canary, tick));
  const a = answersOfVersion(node, stable, requests - ofCanary, tick);
  const b = answersOfVersion(node, canary, ofCanary, tick);
  return {
    timeouts: a.timeouts + b.timeouts,
    clientErrors: a.clientErrors + b.clientErrors,
    serverErrors: a.serverErrors + b.serverErrors,
    latency: together(a.latency, b.latency),
  };
}

function answersOfVersion(node: Node, variant: Variant, requests: number, tick: number): Answers {
  const { timeouts, clientErrors, serverErrors } = failuresIn(variant, requests, tick);
  const limitMs = node.application.latency.timeoutMs ?? Infinity;
  const latency = latenciesIn(variant.latency, { count: requests, timeouts, limitMs }, variant.key, tick);
  return { timeouts, clientErrors, serverErrors, latency };
}

/** The latencies of two sets of requests as those of one. */
export function together(a: LatencySample, b: LatencySample): LatencySample {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  return {
    count: a.count + b.count,
    minMs: Math.min(a.minMs, b.minMs),
    maxMs: Math.max(a.maxMs, b.maxMs),
    sumMs: a.sumMs + b.sumMs,
    buckets: a.buckets.map((count, bucket) => count + b.buckets[bucket]!),
  };
}

/** Rounding of the sum must not carry the average past the extremes. */
export function averageMs({ count, minMs, maxMs, sumMs }: LatencySample): number {
  return count === 0 ? 0 : Math.min(maxMs, Math.max(minMs, sumMs / count));
}
