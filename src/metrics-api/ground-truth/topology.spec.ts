import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BUCKET_COUNT, bucketOf } from '../../generator/latency.js';
import { quantileMs } from './topology.js';

function sampleOf(latenciesMs: readonly number[]) {
  const buckets = new Array<number>(BUCKET_COUNT).fill(0);
  for (const latencyMs of latenciesMs) buckets[bucketOf(latencyMs)]! += 1;
  return {
    count: latenciesMs.length,
    minMs: Math.min(...latenciesMs),
    maxMs: Math.max(...latenciesMs),
    sumMs: latenciesMs.reduce((sum, each) => sum + each, 0),
    buckets,
  };
}

describe('a quantile of latencies', () => {
  it('is interpolated within its bucket', () => {
    const latencies = Array.from({ length: 100 }, (_, index) => 50.5 + index / 2);
    expect(quantileMs(sampleOf(latencies), 0.5)).toBeCloseTo(75, 0);
    expect(quantileMs(sampleOf(latencies), 0.95)).toBeCloseTo(97.5, 0);
  });

  it('is null without requests', () => {
    expect(quantileMs({ count: 0, minMs: 0, maxMs: 0, sumMs: 0, buckets: [] }, 0.5)).toBeNull();
  });

  it('is in the bucket of the exact quantile, and between minimum and maximum', () => {
    const latency = fc.double({ min: 0.1, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1 }), fc.constantFrom(0.5, 0.95), (latencies, quantile) => {
        const sorted = latencies.toSorted((one, other) => one - other);
        const exact = sorted[Math.ceil(quantile * sorted.length) - 1]!;
        const received = quantileMs(sampleOf(latencies), quantile)!;
        expect(received).toBeGreaterThanOrEqual(sorted[0]!);
        expect(received).toBeLessThanOrEqual(sorted.at(-1)!);
        expect(bucketOf(received)).toBe(bucketOf(exact));
      }),
    );
  });
});
