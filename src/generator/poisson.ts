import type { Uniforms } from './random.js';
import { logFactorial, normalQuantile } from './special-functions.js';

// Below this mean the constants of the transformed rejection are not valid (Hormann 1993).
const REJECTION_FROM_MEAN = 10;

/**
 * A Poisson random number, exact for every mean: no normal approximation.
 *
 * @param mean - expected value, >= 0
 * @param uniform - source of randomness; consumes between one and about three numbers
 * @returns an integer >= 0
 * @throws RangeError when the mean is negative or not finite
 */
export function poisson(mean: number, uniform: Uniforms): number {
  if (!(mean >= 0 && mean < Infinity)) {
    throw new RangeError(`Expected mean to be finite and at least 0 but received ${mean}`);
  }
  return mean < REJECTION_FROM_MEAN ? bySequentialSearch(mean, uniform()) : byRejection(mean, uniform);
}

/** L. Devroye, Non-Uniform Random Variate Generation (1986), section X.3.3. */
function bySequentialSearch(mean: number, u: number): number {
  let k = 0;
  let probability = Math.exp(-mean);
  let cumulated = probability;
  // Terminates: u is at most 1 - 2^-33, and the sum comes much closer to 1 than that in spite of rounding.
  while (u > cumulated) {
    k += 1;
    probability *= mean / k;
    cumulated += probability;
  }
  return k;
}

/**
 * Algorithm PTRS; more than 3 of 4 proposals are accepted for every mean.
 *
 * @see W. Hormann, The transformed rejection method for generating Poisson random variables,
 *   Insurance: Mathematics and Economics 12 (1993), 39-45
 */
function byRejection(mean: number, uniform: Uniforms): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const alwaysBelow = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + mean + 0.43);
    if (distance >= 0.07 && v <= alwaysBelow) return k;
    if (k < 0 || (distance < 0.013 && v > distance)) continue;
    const logHat = Math.log((v * inverseAlpha) / (a / (distance * distance) + b));
    if (logHat <= k * logMean - mean - logFactorial(k)) return k;
  }
}

/**
 * The count that a Poisson number exceeds with at most a given probability, exact to within 1.
 *
 * @param mean - of the Poisson distribution, above 0
 * @param tail - the probability, in the open interval (0, 1)
 * @returns an integer; can be below 0 where the exact result is 0
 * @throws RangeError when the probability is not in (0, 1)
 * @see M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.2.49 (Cornish-Fisher),
 *   with the cumulants of the Poisson distribution, which all equal its mean
 */
export function poissonUpperQuantile(mean: number, tail: number): number {
  const z = -normalQuantile(tail);
  const deviation = Math.sqrt(mean);
  const quantile = mean + deviation * z + (z * z - 1) / 6 + (z - z * z * z) / (72 * deviation);
  return Math.ceil(quantile - 0.5);
}
