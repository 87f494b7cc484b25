import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BUCKET_BOUNDS_MS, type LatencySample, bucketOf, latenciesIn } from './latency.js';
import type { Lognormal } from './lognormal.js';

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

/** What the buckets allow the sum to be: each latency lies within its own, and within the extremes. */
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
  it('obey their laws for any distribution and number of requests', () => {
    fc.assert(
      fc.property(anyLatency, anyCount, fc.nat(), anyTick, (latency, count, key, tick) => {
        const sample = latenciesIn(latency, { count, timeouts: 0, limitMs: Infinity }, key, tick);
        expect(brokenLaws(sample, count)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  it('obey them with a limit too, which is the time of whoever was given up', () => {
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

  it('are those of the limit where all were given up', () => {
    const { minMs, maxMs, sumMs } = latenciesIn(
      { mu: 4, sigma: 1 },
      { count: 7, timeouts: 7, limitMs: 250 },
      1,
      1,
    );

    expect([minMs, maxMs, sumMs]).toEqual([250, 250, 1750]);
  });

  it('are the same number when there is one request', () => {
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
