import { describe, expect, it } from '@jest/globals';
import { excessMoments, lognormalWith } from './lognormal.js';
import { normalQuantile } from './normal.js';

const STEPS = 200_000;

/** Moments of X - m given X > m, by the midpoint rule over the distribution's upper part. */
function integratedExcess(median: number, logSigma: number, belowShare: number) {
  const m = median * Math.exp(logSigma * normalQuantile(belowShare));
  let sum = 0;
  let sumOfSquares = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const p = belowShare + ((step + 0.5) / STEPS) * (1 - belowShare);
    const excess = median * Math.exp(logSigma * normalQuantile(p)) - m;
    sum += excess;
    sumOfSquares += excess * excess;
  }
  const mean = sum / STEPS;
  return { mean, deviation: Math.sqrt(sumOfSquares / STEPS - mean * mean) };
}

describe('lognormal numbers', () => {
  it.each([
    [80, 0.33, 0.008],
    [80, 0.33, 0.9],
    [1, 1, 0.5],
  ])(
    'of median %d and deviation %d of the logarithm have, above their %d quantile, the integrated moments',
    (...given) => {
      const [median, logSigma, belowShare] = given;
      const found = excessMoments(median, logSigma, normalQuantile(belowShare));
      const integrated = integratedExcess(median, logSigma, belowShare);

      // The midpoint rule loses about this much in the endless tail.
      expect(Math.abs(found.mean / integrated.mean - 1)).toBeLessThan(1e-4);
      expect(Math.abs(found.deviation / integrated.deviation - 1)).toBeLessThan(2e-3);
    },
  );

  it('have their known mean and deviation above nearly nothing', () => {
    const { mean, deviation } = excessMoments(80, 0.33, -30);
    const knownMean = 80 * Math.exp(0.33 ** 2 / 2);

    expect(mean + 80 * Math.exp(0.33 * -30)).toBeCloseTo(knownMean, 10);
    expect(deviation).toBeCloseTo(knownMean * Math.sqrt(Math.expm1(0.33 ** 2)), 10);
  });

  it('do not exceed their minimum where they have no width', () => {
    const { mean } = excessMoments(80, 0, 2);

    expect(mean).toBeGreaterThanOrEqual(0);
    expect(mean).toBeLessThan(1e-10);
  });
});

describe('lognormalWith', () => {
  it.each([
    [50, 4],
    [1, 2],
  ])('has the mean %d and the deviation %d', (mean, deviation) => {
    const values = Array.from({ length: STEPS }, (_, step) => {
      return lognormalWith({ mean, deviation }, normalQuantile((step + 0.5) / STEPS));
    });
    const average = values.reduce((sum, value) => sum + value, 0) / STEPS;
    const meanSquare = values.reduce((sum, value) => sum + value * value, 0) / STEPS;

    expect(Math.abs(average / mean - 1)).toBeLessThan(1e-3);
    expect(Math.abs(Math.sqrt(meanSquare - average * average) / deviation - 1)).toBeLessThan(3e-2);
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThan(0);
  });

  it('is 0 where the mean is 0', () => {
    expect(lognormalWith({ mean: 0, deviation: 0 }, 3)).toBe(0);
  });
});
