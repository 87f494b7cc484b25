import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BUCKET_BOUNDS_MS, BUCKET_COUNT, bucketOf } from './latency.js';

describe('the buckets of latencies', () => {
  it('hold a bound in the bucket below it, as the le of Prometheus does', () => {
    for (const [bucket, bound] of BUCKET_BOUNDS_MS.entries()) {
      expect(bucketOf(bound)).toBe(bucket);
      expect(bucketOf(bound * (1 + 1e-12))).toBe(bucket + 1);
    }
  });

  it('hold every latency between their bounds', () => {
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
