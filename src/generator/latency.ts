import { excessMoments, lognormalWith } from './lognormal.js';
import { slowFactor } from './noise.js';
import { normalQuantile } from './normal.js';
import { oneMinusExp } from './one-minus-exp.js';
import { LANE, uniformsAt } from './random.js';
import type { Latency } from './scenario.js';

/** Latencies of one tick's requests, in milliseconds; both 0 when there was no request. */
export interface LatencySummary {
  minLatencyMs: number;
  avgLatencyMs: number;
}

/**
 * The least and the average of a tick's latencies, as if each request's had been drawn from a lognormal
 * distribution, without drawing them: the minimum is the first order statistic of accessAmount draws; the
 * others exceed it by an average of known mean and deviation, which is never negative.
 *
 * @param latency - the application's latency
 * @param key - the application's key
 * @param tick - any safe integer
 * @param accessAmount - the requests of the tick, an integer >= 0
 * @returns 0 <= minLatencyMs <= avgLatencyMs
 * @see H. A. David and H. N. Nagaraja, Order Statistics (2003), sections 2.1 and 2.5
 */
export function latencyIn(latency: Latency, key: number, tick: number, accessAmount: number): LatencySummary {
  if (accessAmount === 0) return { minLatencyMs: 0, avgLatencyMs: 0 };
  const uniform = uniformsAt(key, LANE.latency, tick);
  const medianMs = latency.medianMs * slowFactor(latency.medianNoise, key, LANE.latencyNoise, tick);
  // All n exceed the minimum m with probability (1 - F(m))^n, which is uniform: so F(m) = 1 - u^(1/n).
  const z = normalQuantile(oneMinusExp(Math.log(uniform()) / accessAmount));
  const minLatencyMs = medianMs * Math.exp(latency.logSigma * z);
  const others = accessAmount - 1;
  if (others === 0) return { minLatencyMs, avgLatencyMs: minLatencyMs };
  const { mean, deviation } = excessMoments(medianMs, latency.logSigma, z);
  const ofAverage = { mean, deviation: deviation / Math.sqrt(others) };
  const excessMs = lognormalWith(ofAverage, normalQuantile(uniform()));
  return { minLatencyMs, avgLatencyMs: minLatencyMs + excessMs * (others / accessAmount) };
}
