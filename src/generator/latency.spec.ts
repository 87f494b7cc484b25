import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  averageMs,
  BUCKET_BOUNDS_MS,
  type LatencySample,
  bucketOf,
  latenciesIn,
  mergeSamples,
  BUCKET_COUNT,
  quantileMs,
} from './latency.js';
import type { Lognormal } from './lognormal.js';
import { normalQuantile } from './special-functions.js';

const anyLatency = fc.record({
  mu: fc.double({ min: -5, max: 12, noNaN: true }),
  sigma: fc.oneof(fc.constantFrom(1e-9, 3), fc.double({ min: 0.001, max: 3, noNaN: true })),
});
const anyCount = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 300 }),
  fc.nat(10_000_000),
);
const anyTick = fc.integer({ min: -5e9, max: 5e9 });

/** Bounds of the sum: each latency is within its bucket and within the extremes. */
function sumBounds({ buckets, minMs, maxMs }: LatencySample): [least: number, most: number] {
  let [least, most] = [0, 0];
  buckets.forEach((count, bucket) => {
    if (count === 0) return;
    least += count * Math.max(minMs, BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
    most += count * Math.min(maxMs, BUCKET_BOUNDS_MS[bucket] ?? Infinity);
  });
  return [least, most];
}

function brokenLaws(sample: LatencySample, count: number): string[] {
  const { minMs, maxMs, sumMs, buckets } = sample;
  const [least, most] = sumBounds(sample);
  const nothing = minMs === 0 && maxMs === 0 && sumMs === 0;
  const laws = {
    'counts all requests': sample.count === count,
    'is finite and not negative': [minMs, maxMs, sumMs, ...buckets].every((n) => n >= 0 && n < Infinity),
    'has whole numbers in its buckets': buckets.every(Number.isSafeInteger),
    'buckets sum to the count': buckets.reduce((sum, here) => sum + here, 0) === count,
    'is nothing without requests': count > 0 || nothing,
    'minimum <= maximum': minMs <= maxMs,
    'the minimum is in the first bucket in use':
      count === 0 || buckets.findIndex((n) => n > 0) === bucketOf(minMs),
    'the maximum is in the last': count === 0 || buckets.findLastIndex((n) => n > 0) === bucketOf(maxMs),
    'the sum is one that the buckets allow': sumMs >= least * (1 - 1e-12) && sumMs <= most * (1 + 1e-12),
  };
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));
}

describe('the latencies of a tick', () => {
  it('agree with each other for any distribution and number of requests', () => {
    fc.assert(
      fc.property(anyLatency, anyCount, fc.nat(), anyTick, (latency, count, key, tick) => {
        const sample = latenciesIn(latency, { count, timeouts: 0, limitMs: Infinity }, key, tick);
        expect(brokenLaws(sample, count)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  it('agree with each other under a timeout, which is the latency of requests that time out', () => {
    const anyLimit = fc.oneof(fc.constantFrom(5, 2500), fc.double({ min: 0.01, max: 1e6, noNaN: true }));
    const timedOut = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        anyLatency,
        anyCount,
        anyLimit,
        timedOut,
        anyTick,
        (latency, count, limitMs, share, tick) => {
          const timeouts = Math.round(count * share);
          const sample = latenciesIn(latency, { count, timeouts, limitMs }, 7, tick);
          expect(brokenLaws(sample, count)).toEqual([]);
          expect(sample.maxMs).toBeLessThanOrEqual(limitMs);
          expect(sample.maxMs === limitMs || timeouts === 0).toBe(true);
          expect(sample.buckets[bucketOf(limitMs)]).toBeGreaterThanOrEqual(timeouts);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('all equal the timeout when all requests time out', () => {
    const { minMs, maxMs, sumMs } = latenciesIn(
      { mu: 4, sigma: 1 },
      { count: 7, timeouts: 7, limitMs: 250 },
      1,
      1,
    );

    expect([minMs, maxMs, sumMs]).toEqual([250, 250, 1750]);
  });

  it('are a single number for a single request', () => {
    const latency: Lognormal = { mu: 4, sigma: 0.5 };
    for (let tick = 0; tick < 1000; tick += 1) {
      const { minMs, maxMs, sumMs } = latenciesIn(
        latency,
        { count: 1, timeouts: 0, limitMs: Infinity },
        1,
        tick,
      );
      expect([maxMs, sumMs]).toEqual([minMs, minMs]);
    }
  });
});

describe('the buckets of latencies', () => {
  it('include their upper bound, like le in Prometheus', () => {
    for (const [bucket, bound] of BUCKET_BOUNDS_MS.entries()) {
      expect(bucketOf(bound)).toBe(bucket);
      expect(bucketOf(bound * (1 + 1e-12))).toBe(bucket + 1);
    }
  });

  it('contain latencies between their bounds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (latencyMs) => {
        const bucket = bucketOf(latencyMs);
        expect(bucket).toBeLessThan(BUCKET_COUNT);
        expect(latencyMs).toBeGreaterThanOrEqual(BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
        expect(latencyMs).toBeLessThanOrEqual(BUCKET_BOUNDS_MS[bucket] ?? Infinity);
      }),
    );
  });
});

const anyShape = fc.record({
  mu: fc.double({ min: -2, max: 10, noNaN: true }),
  sigma: fc.oneof(fc.constantFrom(1e-9, 3), fc.double({ min: 0.001, max: 3, noNaN: true })),
});
const anyPositiveCount = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1_000_000 }));
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
          anyPositiveCount,
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
            // The rank is within the cumulative counts of the quantile's bucket.
            const bucket = bucketOf(found);
            expect(requestsBefore(sample, bucket + 1)).toBeGreaterThanOrEqual(p * count);
            expect(requestsBefore(sample, bucket)).toBeLessThanOrEqual(p * count);
          },
        ),
        { numRuns: 5000 },
      );
    },
  );

  it('increases with the probability', () => {
    fc.assert(
      fc.property(anyShape, anyPositiveCount, anyShare, anyShare, fc.nat(), (shape, count, p, q, tick) => {
        const sample = sampleOf(shape, count, tick);
        for (const known of [shape, undefined]) {
          const [low, high] = [Math.min(p, q), Math.max(p, q)].map((share) =>
            quantileMs(sample, share, known),
          );
          // The normal quantile is correct to 16 digits, so it can decrease in the last one.
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

  it.each([0.01, 0.5, 0.9, 0.99])('of many requests equals that of the distribution, for %d', (p) => {
    const shape = { mu: Math.log(80), sigma: 0.5 };
    const exact = Math.exp(shape.mu + shape.sigma * normalQuantile(p));
    // Ten standard errors of a sample quantile, sqrt(p (1 - p) / n) over the density of the logarithm, at most.
    const many = sampleOf(shape, 10_000_000, 5);

    expect(Math.abs(quantileMs(many, p, shape) / exact - 1)).toBeLessThan(0.01);
  });

  it('of an unknown distribution is interpolated logarithmically', () => {
    const buckets = [0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
    const sample = { count: 4, minMs: 120, maxMs: 250, sumMs: 700, buckets };

    expect(quantileMs(sample, 0.5, undefined)).toBeCloseTo(Math.sqrt(120 * 250), 9);
  });

  it('is 0 without requests', () => {
    expect(quantileMs(sampleOf({ mu: 4, sigma: 1 }, 0, 0), 0.5, undefined)).toBe(0);
  });
});

describe('mergeSamples', () => {
  const one = { count: 2, minMs: 10, maxMs: 30, sumMs: 40, buckets: [0, 1, 0, 1] };
  const other = { count: 1, minMs: 5, maxMs: 5, sumMs: 5, buckets: [1, 0, 0, 0] };
  const none = { count: 0, minMs: 0, maxMs: 0, sumMs: 0, buckets: [0, 0, 0, 0] };

  it('adds counts and sums, and takes the extremes of both', () => {
    expect(mergeSamples(one, other)).toEqual({
      count: 3,
      minMs: 5,
      maxMs: 30,
      sumMs: 45,
      buckets: [1, 1, 0, 1],
    });
  });

  it('returns the other sample if one is empty', () => {
    expect(mergeSamples(one, none)).toBe(one);
    expect(mergeSamples(none, one)).toBe(one);
  });

  it('has an average between the extremes despite rounding', () => {
    expect(averageMs(one)).toBe(20);
    expect(averageMs(none)).toBe(0);
    expect(averageMs({ ...one, minMs: 20.000000000000004 })).toBe(20.000000000000004);
  });
});
