import { binomial } from './binomial.js';
import { type LatencySample, averageMs, latenciesIn, mergeSamples } from './latency.js';
import type { Lognormal } from './lognormal.js';
import type { Node } from './model.js';
import type { NodeState, Variant } from './node-state.js';
import { poissonUpperQuantile } from './poisson.js';
import { LANE, uniformAt, uniformsAt } from './random.js';
import { oneMinusExp } from './special-functions.js';
import { TICK_MS } from '../contract/tick.js';

// Occupancies a third of a latency apart count as independent. The number is fitted to simulated queues; the
// spec compares the model with them.
const MOMENTS_PER_LATENCY = 3;

/** Numbers of requests in service at the same time. */
interface ConcurrencySummary {
  meanConcurrency: number;
  maxConcurrent: number;
}

/**
 * The mean and the maximum number of requests in service during a tick. The mean is Little's law, L = rate x
 * latency. The maximum is that of Poisson(L) occupancies, as in an M/G/infinity queue, at as many times as are nearly
 * independent within the tick: some for each latency, or for each arrival if those are fewer.
 *
 * @param key - the application's key
 * @param tick - any safe integer
 * @param accessAmount - the requests of the tick, an integer >= 0
 * @param avgLatencyMs - their average latency, >= 0
 * @returns an integer maxConcurrent with ceil(mean) <= max <= the greater of accessAmount and ceil(mean)
 * @see J. D. C. Little, A proof for the queuing formula L = lambda W, Operations Research 9 (1961)
 * @see L. Takacs, Introduction to the Theory of Queues (1962), chapter 3 (M/G/infinity)
 */
export function concurrencyIn(
  key: number,
  tick: number,
  accessAmount: number,
  avgLatencyMs: number,
): ConcurrencySummary {
  const meanConcurrency = (accessAmount * avgLatencyMs) / TICK_MS;
  if (meanConcurrency === 0) return { meanConcurrency, maxConcurrent: 0 };
  const distinctPeriods = Math.min(accessAmount, TICK_MS / avgLatencyMs);
  const moments = 1 + MOMENTS_PER_LATENCY * distinctPeriods;
  const u = uniformAt(key, LANE.concurrency, tick);
  const highest = poissonUpperQuantile(meanConcurrency, oneMinusExp(Math.log(u) / moments));
  const least = Math.ceil(meanConcurrency);
  const most = Math.max(accessAmount, least);
  return { meanConcurrency, maxConcurrent: Math.max(least, Math.min(most, highest)) };
}

/** Failed requests by class; a request has one class only. */
export interface FailureCounts {
  readonly timeouts: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
}

/**
 * The failures of a version's requests: some time out, of the rest some are invalid, of the rest some fail. Each
 * number is binomially distributed.
 *
 * @param requests - of this version in that tick, an integer >= 0
 */
export function failuresIn(variant: Variant, requests: number, tick: number): FailureCounts {
  const { key, timeoutProbability, clientErrorProbability, serverErrorProbability } = variant;
  const timeouts = binomial(requests, timeoutProbability, uniformsAt(key, LANE.timeouts, tick));
  const inTime = requests - timeouts;
  const clientErrors = binomial(inTime, clientErrorProbability, uniformsAt(key, LANE.clientErrors, tick));
  const valid = inTime - clientErrors;
  const serverErrors = binomial(valid, serverErrorProbability, uniformsAt(key, LANE.serverErrors, tick));
  return { timeouts, clientErrors, serverErrors };
}

/** The metrics of one application in one tick. Its numbers agree with each other. */
export interface ServicePoint {
  readonly tick: number;
  /** Whether metrics are recorded: false in a gap, when only the model knows the numbers. */
  readonly measured: boolean;
  /** The expected rate; `requests` varies around it. */
  readonly ratePerSecond: number;
  readonly requests: number;
  /** clientErrors + serverErrors + timeouts. */
  readonly failures: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly timeouts: number;
  /** failures / requests; 0 without requests. */
  readonly failRatio: number;
  /** Share of the servers that were busy, in [0, 1]; 0 for an application without a capacity. */
  readonly utilization: number;
  readonly meanConcurrency: number;
  readonly maxConcurrent: number;
  readonly minLatencyMs: number;
  readonly avgLatencyMs: number;
  readonly maxLatencyMs: number;
  readonly latency: LatencySample;
  /** The distribution of all latencies; undefined when they come from several distributions. */
  readonly shape: Lognormal | undefined;
}

/** Draws an application's point from its state after the passes over the graph. */
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
  if (stable === undefined) throw new Error('Expected a state after the passes over the graph');
  if (canary === undefined) return answersOfVersion(node, stable, requests, tick);
  const ofCanary = binomial(requests, canary.share, uniformsAt(node.key, LANE.canary, tick));
  const a = answersOfVersion(node, stable, requests - ofCanary, tick);
  const b = answersOfVersion(node, canary, ofCanary, tick);
  return {
    timeouts: a.timeouts + b.timeouts,
    clientErrors: a.clientErrors + b.clientErrors,
    serverErrors: a.serverErrors + b.serverErrors,
    latency: mergeSamples(a.latency, b.latency),
  };
}

function answersOfVersion(node: Node, variant: Variant, requests: number, tick: number): Answers {
  const { timeouts, clientErrors, serverErrors } = failuresIn(variant, requests, tick);
  const limitMs = node.application.latency.timeoutMs ?? Infinity;
  const latency = latenciesIn(variant.latency, { count: requests, timeouts, limitMs }, variant.key, tick);
  return { timeouts, clientErrors, serverErrors, latency };
}
