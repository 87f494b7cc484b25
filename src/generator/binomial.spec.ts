import { describe, expect, it } from '@jest/globals';
import { binomial } from './binomial.js';
import { logFactorial } from './special-functions.js';
import { applicationKey, LANE, uniformsAt } from './random.js';
import { chiSquarePValue, standardErrorsOff, tally, varianceAround } from './testing/goodness-of-fit.js';

const DRAWS = 50_000;

function draws(n: number, p: number): number[] {
  const uniform = uniformsAt(applicationKey(3, 'binomial'), LANE.serverErrors, 0);
  return Array.from({ length: DRAWS }, () => binomial(n, p, uniform));
}

function expectedCounts(n: number, p: number): number[] {
  return Array.from({ length: n + 1 }, (_, k) => {
    const logWays = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    return DRAWS * Math.exp(logWays + k * Math.log(p) + (n - k) * Math.log(1 - p));
  });
}

describe('binomial numbers', () => {
  it.each([
    [1, 0.3],
    [8, 0.5],
    [84, 0.05],
    [84, 0.25],
    [84, 0.75],
    [84, 0.99],
    [20, 0.5],
    [1000, 0.01],
    [1000, 0.4],
  ])('have the distribution of %d trials of probability %d', (n, p) => {
    expect(chiSquarePValue(tally(draws(n, p), n + 1), expectedCounts(n, p))).toBeGreaterThan(1e-6);
  });

  // 5 standard errors: exceeded with 6 seeds in ten million. Fourth central moment: Johnson and Kotz, chapter 3.
  it.each([
    [84, 0.25],
    [100_000, 0.00005],
    [100_000, 0.6],
    [1_000_000_000, 0.001],
  ])('have the mean and the variance of %d trials of probability %d', (n, p) => {
    const values = draws(n, p);
    const variance = n * p * (1 - p);
    const deviationOfSquare = Math.sqrt(2 * variance * variance + variance * (1 - 6 * p * (1 - p)));

    expect(standardErrorsOff(values, n * p, Math.sqrt(variance))).toBeLessThan(5);
    const found = new Array<number>(DRAWS).fill(varianceAround(n * p, values));
    expect(standardErrorsOff(found, variance, deviationOfSquare)).toBeLessThan(5);
  });

  it('are all or none for probabilities of 1 and 0', () => {
    expect(binomial(1000, 0, () => 0.5)).toBe(0);
    expect(binomial(1000, 1, () => 0.5)).toBe(1000);
    expect(binomial(0, 0.5, () => 0.5)).toBe(0);
  });

  it('terminate for a probability that is too small for the arithmetic', () => {
    // 1 - p rounds down here, and the terms add up to 0.64 only: without its limit the search takes years.
    expect(binomial(Number.MAX_SAFE_INTEGER, 1.06e-15, () => 1 - 1 / 8589934592)).toBeLessThan(1000);
  });

  it.each([
    [-1, 0.5],
    [1.5, 0.5],
    [NaN, 0.5],
    [1, -0.1],
    [1, 1.1],
    [1, NaN],
  ])('refuse %d trials of probability %d', (n, p) => {
    expect(() => binomial(n, p, () => 0.5)).toThrow(RangeError);
  });
});
