/**
 * Upper bounds of the latency histogram's buckets, in milliseconds; above the last there is one more without a
 * bound. They are the usual ones of Prometheus' clients.
 *
 * @see https://prometheus.io/docs/practices/histograms/
 */
export const BUCKET_BOUNDS_MS: readonly number[] = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

export const BUCKET_COUNT = BUCKET_BOUNDS_MS.length + 1;

/** Index of the bucket that a latency falls into: bounds belong to the bucket below them. */
export function bucketOf(latencyMs: number): number {
  let bucket = 0;
  while (bucket < BUCKET_BOUNDS_MS.length && latencyMs > BUCKET_BOUNDS_MS[bucket]!) bucket += 1;
  return bucket;
}
