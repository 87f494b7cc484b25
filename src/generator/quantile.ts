import { BUCKET_BOUNDS_MS } from './buckets.js';
import type { LatencySample } from './latency.js';
import { zOf, type Lognormal } from './lognormal.js';
import { normalCdf, normalQuantile } from './normal.js';

/**
 * A quantile of some latencies: in the bucket that holds its rank, where the distribution has it within the
 * bucket. It lies between minimum and maximum, rises with the probability, and never contradicts the histogram.
 *
 * @param probability - in [0, 1]
 * @param shape - the distribution that all of the latencies are from; undefined when they are from several: then
 *   equal ratios of latency hold equal numbers of requests within a bucket
 * @returns milliseconds; 0 without requests
 */
export function quantileMs(
  { count, minMs, maxMs, buckets }: LatencySample,
  probability: number,
  shape: Lognormal | undefined,
): number {
  const rank = probability * count;
  let below = 0;
  for (let bucket = 0; bucket < buckets.length; bucket += 1) {
    const here = buckets[bucket]!;
    if (here > 0 && below + here >= rank) {
      const from = Math.max(minMs, BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
      const to = Math.min(maxMs, BUCKET_BOUNDS_MS[bucket] ?? Infinity);
      const share = (rank - below) / here;
      const within = shape === undefined ? undefined : placeWithin(shape, from, to, share);
      return Math.min(to, Math.max(from, within ?? from * Math.exp(share * Math.log(to / from))));
    }
    below += here;
  }
  return maxMs;
}

/** undefined where the distribution has no mass that a double could tell. */
function placeWithin(shape: Lognormal, from: number, to: number, share: number): number | undefined {
  const low = normalCdf(zOf(shape, from));
  const probability = low + share * (normalCdf(zOf(shape, to)) - low);
  if (!(probability > 0 && probability < 1)) return undefined;
  return Math.exp(shape.mu + shape.sigma * normalQuantile(probability));
}
