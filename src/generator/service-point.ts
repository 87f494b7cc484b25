import { concurrencyIn } from './concurrency.js';
import { failuresIn } from './failures.js';
import { latencyIn } from './latency.js';
import { applicationKey } from './random.js';
import type { Application, Scenario } from './scenario.js';
import { arrivalsIn, expectedRatePerSecond } from './traffic.js';

/** What one application did in one tick. Its numbers agree with each other. */
export interface ServicePoint {
  tick: number;
  /** The rate that was expected: accessAmount scatters around it. */
  ratePerSecond: number;
  accessAmount: number;
  failAmount: number;
  /** failAmount / accessAmount; 0 when nothing was accessed. */
  failRatio: number;
  meanConcurrency: number;
  maxConcurrent: number;
  minLatencyMs: number;
  avgLatencyMs: number;
}

/**
 * What an application did in a tick: a pure function of the seed, the application's name and parameters, and
 * the tick, so that every replica, restart and machine gives the same answer.
 *
 * @param scenario - for its seed; the application need not be one of its own
 * @param application - whose point; its parameters are within the bounds that scenario.ts states
 * @param tick - any safe integer: past, present or future
 * @returns counts are integers; latencies are real milliseconds with 0 <= min <= avg
 * @throws RangeError when the tick or the seed is not an integer in range
 */
export function servicePointAt(scenario: Scenario, application: Application, tick: number): ServicePoint {
  if (!Number.isSafeInteger(tick)) {
    throw new RangeError(`Expected tick to be a safe integer but received ${tick}`);
  }
  const key = applicationKey(scenario.seed, application.name);
  const ratePerSecond = expectedRatePerSecond(application.traffic, key, tick);
  const accessAmount = arrivalsIn(ratePerSecond, key, tick);
  const failAmount = failuresIn(application.failures, key, tick, accessAmount);
  const { minLatencyMs, avgLatencyMs } = latencyIn(application.latency, key, tick, accessAmount);
  const { meanConcurrency, maxConcurrent } = concurrencyIn(key, tick, accessAmount, avgLatencyMs);
  return {
    tick,
    ratePerSecond,
    accessAmount,
    failAmount,
    failRatio: accessAmount === 0 ? 0 : failAmount / accessAmount,
    meanConcurrency,
    maxConcurrent,
    minLatencyMs,
    avgLatencyMs,
  };
}
