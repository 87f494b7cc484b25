import { describe, expect, it } from '@jest/globals';
import { logFactorial } from './special-functions.js';
import { poisson } from './poisson.js';
import { applicationKey, LANE, uniformsAt } from './random.js';
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

  it('are 0 where nothing is expected', () => {
    expect(poisson(0, uniformsAt(1, LANE.arrivals, 0))).toBe(0);
  });

  it('answer for the outermost random numbers', () => {
    expect(poisson(9.9, () => 1 - 1 / 8589934592)).toBeLessThan(60);
    expect(poisson(9.9, () => 1 / 8589934592)).toBe(0);
  });

  it.each([-1, NaN, Infinity])('refuse the mean %d', (mean) => {
    expect(() => poisson(mean, () => 0.5)).toThrow(
      `Expected mean to be finite and at least 0 but received ${mean}`,
    );
  });
});
