import { oneMinusExp } from './one-minus-exp.js';
import { poissonUpperQuantile } from './poisson-quantile.js';
import { LANE, uniformAt } from './random.js';
import { TICK_MS } from './tick.js';

// Occupancies a third of a latency apart count as independent. The number is fitted to simulated queues;
// concurrency.spec.ts holds the model to them.
const MOMENTS_PER_LATENCY = 3;

/** Requests being served at the same time. */
export interface ConcurrencySummary {
  meanConcurrency: number;
  maxConcurrent: number;
}

/**
 * The mean and the greatest number of requests in service during a tick. The mean is Little's law, L = rate x
 * latency. The maximum is that of Poisson(L) occupancies, as an M/G/infinity queue has them, at as many moments
 * as the tick has that tell each other little: some for each latency, or for each arrival if those are fewer.
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
