import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LatencySample, bucketOf, latenciesIn, quantileMs } from './latency.js';
import type { Lognormal } from './lognormal.js';
import { normalQuantile } from './special-functions.js';

const anyShape = fc.record({
  mu: fc.double({ min: -2, max: 10, noNaN: true }),
  sigma: fc.oneof(fc.constantFrom(1e-9, 3), fc.double({ min: 0.001, max: 3, noNaN: true })),
});
const anyCount = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1_000_000 }));
const anyShare = fc.double({ min: 0, max: 1, noNaN: true });

function sampleOf(shape: Lognormal, count: number, tick: number, timeouts = 0): LatencySample {
  return latenciesIn(shape, { count, timeouts, limitMs: timeouts > 0 ? 1000 : Infinity }, 3, tick);
}

function requestsBefore({ buckets }: LatencySample, bucket: number): number {
  return buckets.slice(0, bucket).reduce((sum, here) => sum + here, 0);
}

describe('a quantile of latencies', () => {
  it.each(['of its distribution', 'of no known one'])(
    'lies within the extremes and its bucket, %s',
    (known) => {
      fc.assert(
        fc.property(
          anyShape,
          anyCount,
          anyShare,
          fc.nat(),
          fc.boolean(),
          (shape, count, p, tick, someLate) => {
            const sample = sampleOf(shape, count, tick, someLate ? Math.ceil(count / 3) : 0);
            const found = quantileMs(
              sample,
              p,
              known === 'of its distribution' && !someLate ? shape : undefined,
            );
            expect(found).toBeGreaterThanOrEqual(sample.minMs);
            expect(found).toBeLessThanOrEqual(sample.maxMs);
            // As many requests as the rank says lie in the buckets up to its own, and fewer in those before it.
            const bucket = bucketOf(found);
            expect(requestsBefore(sample, bucket + 1)).toBeGreaterThanOrEqual(p * count);
            expect(requestsBefore(sample, bucket)).toBeLessThanOrEqual(p * count);
          },
        ),
        { numRuns: 5000 },
      );
    },
  );

  it('rises with the probability', () => {
    fc.assert(
      fc.property(anyShape, anyCount, anyShare, anyShare, fc.nat(), (shape, count, p, q, tick) => {
        const sample = sampleOf(shape, count, tick);
        for (const known of [shape, undefined]) {
          const [low, high] = [Math.min(p, q), Math.max(p, q)].map((share) =>
            quantileMs(sample, share, known),
          );
          // The normal quantile is right to 16 digits, and so may fall by the last of them.
          expect(low! / high!).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('is the minimum for 0 and the maximum for 1', () => {
    const sample = sampleOf({ mu: 4, sigma: 0.5 }, 500, 1);

    expect(quantileMs(sample, 0, undefined)).toBe(sample.minMs);
    expect(quantileMs(sample, 1, undefined)).toBe(sample.maxMs);
  });

  it.each([0.01, 0.5, 0.9, 0.99])('of many requests is that of the distribution, for %d', (p) => {
    const shape = { mu: Math.log(80), sigma: 0.5 };
    const exact = Math.exp(shape.mu + shape.sigma * normalQuantile(p));
    // Ten standard errors of a sample quantile, sqrt(p (1 - p) / n) over the density of the logarithm, at most.
    const many = sampleOf(shape, 10_000_000, 5);

    expect(Math.abs(quantileMs(many, p, shape) / exact - 1)).toBeLessThan(0.01);
  });

  it('of an unknown distribution lies where equal ratios hold equal numbers', () => {
    const buckets = [0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
    const sample = { count: 4, minMs: 120, maxMs: 250, sumMs: 700, buckets };

    expect(quantileMs(sample, 0.5, undefined)).toBeCloseTo(Math.sqrt(120 * 250), 9);
  });

  it('is 0 without requests', () => {
    expect(quantileMs(sampleOf({ mu: 4, sigma: 1 }, 0, 0), 0.5, undefined)).toBe(0);
  });
});
