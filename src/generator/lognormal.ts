import { normalCdf } from './normal.js';

/** Mean and standard deviation of something, in its unit. */
export interface Moments {
  mean: number;
  deviation: number;
}

/**
 * Moments of X - m given X > m, where ln X is normal with mean ln(median) and deviation logSigma,
 * and m = median * exp(logSigma * z).
 *
 * @param median - of X, >= 0
 * @param logSigma - >= 0, no unit
 * @param z - where m is, in deviations of ln X
 * @see N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 14,
 *   for the partial moments E[X^r; X > m] = median^r exp(r^2 logSigma^2 / 2) Phi(r logSigma - z)
 */
export function excessMoments(median: number, logSigma: number, z: number): Moments {
  const share = normalCdf(-z);
  const growth = Math.exp((logSigma * logSigma) / 2);
  const mean = (median * growth * normalCdf(logSigma - z)) / share;
  const growthOfSquare = growth * growth * growth * growth;
  const meanSquare = (median * median * growthOfSquare * normalCdf(2 * logSigma - z)) / share;
  // Rounding can take both differences below zero where the distribution has next to no width.
  return {
    mean: Math.max(0, mean - median * Math.exp(logSigma * z)),
    deviation: Math.sqrt(Math.max(0, meanSquare - mean * mean)),
  };
}

/**
 * A lognormal number with given moments: the usual stand-in for an average of lognormals, never negative.
 *
 * @param moments - a mean and a deviation, both >= 0
 * @param z - a standard normal number
 * @returns a number >= 0, and 0 where the mean is 0
 * @see L. F. Fenton, The sum of log-normal probability distributions in scatter transmission systems,
 *   IRE Transactions on Communications Systems 8 (1960), 57-67 (matching of moments)
 */
export function lognormalWith({ mean, deviation }: Moments, z: number): number {
  if (mean === 0) return 0;
  const relative = deviation / mean;
  const logVariance = Math.log(1 + relative * relative);
  return mean * Math.exp(Math.sqrt(logVariance) * z - logVariance / 2);
}
