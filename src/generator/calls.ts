import { binomial } from './binomial.js';
import type { Moments } from './lognormal.js';
import type { Edge } from './model.js';
import { LANE, uniformsAt } from './random.js';
import type { Dependency } from './scenario.js';

/**
 * Maximum number of first attempts along one edge in a tick. Fan-outs multiply along a chain: without a limit ten
 * fan-outs of a hundred would give more calls than a double can count.
 */
export const MAX_CALLS_PER_TICK = 1e9;

/** The calls along one edge in one tick. */
export interface Calls {
  /** All attempts. */
  readonly attempts: number;
  /** Attempts that are retries. */
  readonly retries: number;
}

/**
 * The number of calls along an edge. Each request makes as many calls as the integer part of the fan-out, plus one
 * with the probability of its fractional part; each failed attempt is retried until the retries are used up. Both
 * numbers are binomially distributed.
 *
 * @param requests - of the caller in that tick, an integer >= 0
 * @param failureProbability - of an attempt, in [0, 1]
 */
export function callsIn(
  { dependency, key }: Edge,
  requests: number,
  failureProbability: number,
  tick: number,
): Calls {
  const { callsPerRequest } = dependency;
  const uniform = uniformsAt(key, LANE.calls, tick);
  const whole = Math.floor(callsPerRequest);
  const unlimited = requests * whole + binomial(requests, callsPerRequest - whole, uniform);
  const first = Math.min(unlimited, MAX_CALLS_PER_TICK);
  let attempts = first;
  let wave = first;
  for (let retry = 0; retry < dependency.retries && wave > 0; retry += 1) {
    wave = binomial(wave, failureProbability, uniform);
    attempts += wave;
  }
  return { attempts, retries: attempts - first };
}

/**
 * Mean number of attempts per call: 1 + q + q^2 + …, one term for the first attempt and for each retry.
 *
 * @param failureProbability - q, of an attempt, in [0, 1]
 */
export function attemptsPerCall(failureProbability: number, retries: number): number {
  let sum = 0;
  let power = 1;
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    sum += power;
    power *= failureProbability;
  }
  return sum;
}

/** Probability that a call fails after all retries: q^(retries + 1). */
export function failureAfterRetries(failureProbability: number, retries: number): number {
  return integerPower(failureProbability, retries + 1);
}

/**
 * Mean and variance of the attempts of all calls of one request. The number of calls is random if the fan-out has a
 * fractional part, and so is the number of attempts per call, whose mean square is the sum of (2 k + 1) q^k.
 *
 * @param failureProbability - q, of an attempt, in [0, 1]
 */
export function attemptsPerRequest(
  { callsPerRequest, retries }: Dependency,
  failureProbability: number,
): Moments {
  const attempts = attemptsPerCall(failureProbability, retries);
  let meanSquare = 0;
  let power = 1;
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    meanSquare += (2 * attempt + 1) * power;
    power *= failureProbability;
  }
  const fraction = callsPerRequest - Math.floor(callsPerRequest);
  const variance = Math.max(0, meanSquare - attempts * attempts);
  return {
    mean: callsPerRequest * attempts,
    variance: callsPerRequest * variance + fraction * (1 - fraction) * attempts * attempts,
  };
}

/**
 * Probability that no call of one request fails after all retries.
 *
 * @param failureProbability - of an attempt, in [0, 1]
 */
export function successOfCalls({ callsPerRequest, retries }: Dependency, failureProbability: number): number {
  const failure = failureAfterRetries(failureProbability, retries);
  const whole = Math.floor(callsPerRequest);
  return integerPower(1 - failure, whole) * (1 - (callsPerRequest - whole) * failure);
}

/** By multiplication only: the last digits of Math.pow differ between JavaScript engines. */
function integerPower(base: number, exponent: number): number {
  let power = 1;
  for (let factor = 0; factor < exponent; factor += 1) power *= base;
  return power;
}
