import { describe, expect, it } from '@jest/globals';
import { poissonUpperQuantile } from './poisson.js';

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

  it('mostly is the exact quantile', () => {
    const tails = Array.from({ length: 999 }, (_, index) => (index + 1) / 1000);
    const exact = tails.filter((tail) => poissonUpperQuantile(7, tail) === exactUpperQuantile(7, tail));

    expect(exact.length).toBeGreaterThan(950);
  });
});
