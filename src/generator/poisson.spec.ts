import { describe, expect, it } from '@jest/globals';
import { poisson, poissonUpperQuantile } from './poisson.js';
import { applicationKey, LANE, uniformsAt } from './random.js';
import { logFactorial } from './special-functions.js';
import { chiSquarePValue, standardErrorsOff, tally, varianceAround } from './testing/goodness-of-fit.js';

const DRAWS = 50_000;

function draws(mean: number): number[] {
  const uniform = uniformsAt(applicationKey(2, 'poisson'), LANE.arrivals, 0);
  return Array.from({ length: DRAWS }, () => poisson(mean, uniform));
}

function expectedCounts(mean: number, size: number): number[] {
  return Array.from(
    { length: size },
    (_, k) => DRAWS * Math.exp(k * Math.log(mean) - mean - logFactorial(k)),
  );
}

describe('Poisson numbers', () => {
  it.each([0.1, 1, 5, 9.999, 10, 12, 84, 1000])('have the distribution of the mean %d', (mean) => {
    const size = Math.ceil(mean + 12 * Math.sqrt(mean) + 12);
    const values = draws(mean);

    expect(chiSquarePValue(tally(values, size), expectedCounts(mean, size))).toBeGreaterThan(1e-6);
  });

  // 5 standard errors: exceeded with 6 seeds in ten million. The fourth central moment is 3 mean^2 + mean.
  it.each([0.1, 9.999, 10, 84, 1e5, 1e9])('have the mean and the variance %d', (mean) => {
    const values = draws(mean);

    expect(standardErrorsOff(values, mean, Math.sqrt(mean))).toBeLessThan(5);
    const deviationOfSquare = Math.sqrt(2 * mean * mean + mean);
    const variance = varianceAround(mean, values);
    expect(standardErrorsOff(new Array<number>(DRAWS).fill(variance), mean, deviationOfSquare)).toBeLessThan(
      5,
    );
  });

  it('are 0 for the mean 0', () => {
    expect(poisson(0, uniformsAt(1, LANE.arrivals, 0))).toBe(0);
  });

  it('are defined for extreme random numbers', () => {
    expect(poisson(9.9, () => 1 - 1 / 8589934592)).toBeLessThan(60);
    expect(poisson(9.9, () => 1 / 8589934592)).toBe(0);
  });

  it.each([-1, NaN, Infinity])('refuse the mean %d', (mean) => {
    expect(() => poisson(mean, () => 0.5)).toThrow(
      `Expected mean to be finite and at least 0 but received ${mean}`,
    );
  });
});

/** The least count with a probability of at most `tail` above it, by summation. */
function exactUpperQuantile(mean: number, tail: number): number {
  let k = 0;
  let probability = Math.exp(-mean);
  let above = 1 - probability;
  while (above > tail) {
    k += 1;
    probability *= mean / k;
    above -= probability;
  }
  return k;
}

describe('poissonUpperQuantile', () => {
  it.each([0.3, 1, 2, 7, 20, 100, 500])('is within 1 of the exact quantile for the mean %d', (mean) => {
    for (const tail of [0.9, 0.5, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6]) {
      const found = Math.max(0, poissonUpperQuantile(mean, tail));
      expect(Math.abs(found - exactUpperQuantile(mean, tail))).toBeLessThanOrEqual(1);
    }
  });

  it('is the exact quantile in most cases', () => {
    const tails = Array.from({ length: 999 }, (_, index) => (index + 1) / 1000);
    const exact = tails.filter((tail) => poissonUpperQuantile(7, tail) === exactUpperQuantile(7, tail));

    expect(exact.length).toBeGreaterThan(950);
  });
});
