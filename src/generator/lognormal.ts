import { normalCdf } from './special-functions.js';

/** A lognormal distribution. Its unit is that of exp(mu). */
export interface Lognormal {
  /** Mean of the logarithm; exp(mu) is the median. */
  readonly mu: number;
  /** Standard deviation of the logarithm, > 0. */
  readonly sigma: number;
}

// Narrower distributions are a single value in practice; the limit avoids a division by zero.
const MIN_SIGMA = 1e-9;

/**
 * The lognormal distribution of a given mean and variance: the usual approximation of a sum of lognormals.
 *
 * @param mean - > 0
 * @param variance - >= 0
 * @see L. F. Fenton, The sum of log-normal probability distributions in scatter transmission systems,
 *   IRE Transactions on Communications Systems 8 (1960), 57-67 (matching of moments)
 */
export function lognormalOf(mean: number, variance: number): Lognormal {
  const logVariance = Math.log(1 + variance / (mean * mean));
  return { mu: Math.log(mean) - logVariance / 2, sigma: Math.max(MIN_SIGMA, Math.sqrt(logVariance)) };
}

/** The distance of a value's logarithm from its mean, in standard deviations. */
export function zOf({ mu, sigma }: Lognormal, x: number): number {
  return (Math.log(x) - mu) / sigma;
}

/** Probability of at most x, for x > 0. */
export function lognormalCdf(distribution: Lognormal, x: number): number {
  return normalCdf(zOf(distribution, x));
}

/** E[X; X <= x] for the x at z: the contribution of values up to x to the mean. */
export function partialMean({ mu, sigma }: Lognormal, z: number): number {
  return Math.exp(mu + (sigma * sigma) / 2) * normalCdf(z - sigma);
}

/**
 * E[X^2; X <= x] for the x at z.
 *
 * @see N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 14,
 *   for the partial moments E[X^r; X <= x] = exp(r mu + r^2 sigma^2 / 2) Phi(z - r sigma)
 */
export function partialMeanSquare({ mu, sigma }: Lognormal, z: number): number {
  return Math.exp(2 * mu + 2 * sigma * sigma) * normalCdf(z - 2 * sigma);
}

/** Mean and variance of the variable. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance of min(X, limit), as seen by a caller that gives up at the limit. */
export function cappedMoments(distribution: Lognormal, limit: number): Moments {
  const z = zOf(distribution, limit);
  const beyond = normalCdf(-z);
  const mean = partialMean(distribution, z) + beyond * limit;
  const meanSquare = partialMeanSquare(distribution, z) + beyond * limit * limit;
  return { mean, variance: Math.max(0, meanSquare - mean * mean) };
}
