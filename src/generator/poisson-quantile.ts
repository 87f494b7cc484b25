import { normalQuantile } from './normal.js';

/**
 * The count that a Poisson number exceeds with at most a given probability, within 1 of the exact one.
 *
 * @param mean - of the Poisson distribution, above 0
 * @param tail - the probability, in the open interval (0, 1)
 * @returns an integer; below 0 is possible where the exact answer is 0
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
