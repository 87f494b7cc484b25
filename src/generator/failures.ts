import { binomial } from './binomial.js';
import { slowFactor } from './noise.js';
import { LANE, uniformsAt } from './random.js';
import type { Failures } from './scenario.js';

/**
 * How many of a tick's requests fail.
 *
 * @param failures - the application's failures
 * @param key - the application's key
 * @param tick - any safe integer
 * @param accessAmount - the requests of the tick, an integer >= 0
 * @returns an integer in [0, accessAmount], binomially distributed
 */
export function failuresIn(failures: Failures, key: number, tick: number, accessAmount: number): number {
  const drifting = failures.ratio * slowFactor(failures.noise, key, LANE.failureNoise, tick);
  return binomial(accessAmount, Math.min(1, drifting), uniformsAt(key, LANE.failures, tick));
}
