import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  cappedMoments,
  lognormalCdf,
  lognormalOf,
  partialMean,
  partialMeanSquare,
  zOf,
  type Lognormal,
} from './lognormal.js';

const STEPS = 20_000;

/** E[f(X); X <= x at z], by Simpson's rule over the normal density of the logarithm. */
function integrated({ mu, sigma }: Lognormal, z: number, f: (x: number) => number): number {
  // The integrand is negligible ten deviations below its peak, which a square shifts by two sigmas.
  const from = Math.min(z, 0) - 12;
  const width = (z - from) / STEPS;
  let sum = 0;
  for (let step = 0; step <= STEPS; step += 1) {
    const at = from + step * width;
    const weight = step === 0 || step === STEPS ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * f(Math.exp(mu + sigma * at)) * Math.exp((-at * at) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

const anyLognormal = fc.record({
  mu: fc.double({ min: -2, max: 8, noNaN: true }),
  sigma: fc.double({ min: 0.05, max: 3, noNaN: true }),
});
const anyZ = fc.double({ min: -4, max: 6, noNaN: true });

describe('a lognormal distribution', () => {
  it('is found from its mean and variance: exp(sigma^2 / 2) and exp(sigma^2) (exp(sigma^2) - 1) for mu 0', () => {
    // Johnson, Kotz and Balakrishnan (1994), chapter 14; for sigma 1 these are 1.6487 and 4.6708.
    const { mu, sigma } = lognormalOf(1.6487212707, 4.6707742705);

    expect(mu).toBeCloseTo(0, 9);
    expect(sigma).toBeCloseTo(1, 9);
  });

  it('has the given mean and variance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (mean, relativeDeviation) => {
          const variance = (mean * relativeDeviation) ** 2;
          const { mu, sigma } = lognormalOf(mean, variance);
          const found = Math.exp(mu + sigma ** 2 / 2);
          expect(found / mean).toBeCloseTo(1, 9);
          expect((found ** 2 * Math.expm1(sigma ** 2)) / variance).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('has a minimal width without variance, so divisions work', () => {
    const point = lognormalOf(50, 0);

    expect(Math.exp(point.mu)).toBeCloseTo(50, 10);
    expect(lognormalCdf(point, 49.999)).toBe(0);
    expect(lognormalCdf(point, 50.001)).toBe(1);
  });

  it('has its median at exp(mu) and its known quantiles', () => {
    expect(lognormalCdf({ mu: 3, sigma: 0.7 }, Math.exp(3))).toBeCloseTo(0.5, 12);
    expect(lognormalCdf({ mu: 3, sigma: 0.7 }, Math.exp(3 + 0.7 * 1.959964))).toBeCloseTo(0.975, 7);
    expect(zOf({ mu: 3, sigma: 0.7 }, Math.exp(3 - 1.4))).toBeCloseTo(-2, 12);
  });

  it('has the partial moments from numerical integration', () => {
    fc.assert(
      fc.property(anyLognormal, anyZ, (distribution, z) => {
        const mean = integrated(distribution, z, (x) => x);
        const meanSquare = integrated(distribution, z, (x) => x * x);
        expect(Math.abs(partialMean(distribution, z) / mean - 1)).toBeLessThan(1e-6);
        expect(Math.abs(partialMeanSquare(distribution, z) / meanSquare - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a truncated lognormal variable', () => {
  it('has the price of the textbook option', () => {
    // J. C. Hull, Options, Futures and Other Derivatives, the example of the Black-Scholes formula: a share of
    // 42 at 20% volatility, strike 40 in half a year at 10% interest: a call is worth 4.76, d1 = 0.7693.
    const [sigma, growth] = [0.2 * Math.sqrt(0.5), Math.exp(0.1 * 0.5)];
    const price = { mu: Math.log(42 * growth) - sigma ** 2 / 2, sigma };
    const call = (42 * growth - cappedMoments(price, 40).mean) / growth;

    expect(call).toBeCloseTo(4.76, 2);
    expect(-zOf(price, 40)).toBeCloseTo(0.6278, 4);
  });

  it('has the moments from numerical integration', () => {
    fc.assert(
      fc.property(anyLognormal, fc.double({ min: -3, max: 4, noNaN: true }), (distribution, z) => {
        const limit = Math.exp(distribution.mu + distribution.sigma * z);
        const beyond = 1 - lognormalCdf(distribution, limit);
        const mean = integrated(distribution, z, (x) => x) + beyond * limit;
        const around = (x: number) => (x - mean) ** 2;
        const variance = integrated(distribution, z, around) + beyond * around(limit);
        const found = cappedMoments(distribution, limit);
        expect(Math.abs(found.mean / mean - 1)).toBeLessThan(1e-6);
        expect(Math.abs(found.variance - variance) / (mean * mean)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('is the limit far below the distribution, and unchanged far above', () => {
    const distribution = lognormalOf(100, 400);
    const below = cappedMoments(distribution, 1);
    const above = cappedMoments(distribution, 1e6);

    expect(below.mean).toBeCloseTo(1, 12);
    expect(below.variance).toBeCloseTo(0, 12);
    expect(above.mean).toBeCloseTo(100, 9);
    expect(above.variance).toBeCloseTo(400, 6);
  });
});
