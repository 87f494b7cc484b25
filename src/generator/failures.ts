import { binomial } from './binomial.js';
import type { Variant } from './node-state.js';
import { LANE, uniformsAt } from './random.js';

/** How some requests failed; one request fails in one way only. */
export interface FailureCounts {
  readonly timeouts: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
}

/**
 * How many of a version's requests fail, by class: some time out, of the rest some are wrong, of the rest some
 * fail. Each is binomially distributed.
 *
 * @param requests - of this version in that tick, an integer >= 0
 */
export function failuresIn(variant: Variant, requests: number, tick: number): FailureCounts {
  const { key, timeoutProbability, clientErrorProbability, serverErrorProbability } = variant;
  const timeouts = binomial(requests, timeoutProbability, uniformsAt(key, LANE.timeouts, tick));
  const inTime = requests - timeouts;
  const clientErrors = binomial(inTime, clientErrorProbability, uniformsAt(key, LANE.clientErrors, tick));
  const right = inTime - clientErrors;
  const serverErrors = binomial(right, serverErrorProbability, uniformsAt(key, LANE.serverErrors, tick));
  return { timeouts, clientErrors, serverErrors };
}
