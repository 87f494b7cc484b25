import { binomial } from './binomial.js';
import { type Lognormal, partialMean, partialMeanSquare, zOf } from './lognormal.js';
import { LANE, type Uniforms, uniformsAt } from './random.js';
import { normalCdf, normalQuantile, oneMinusExp } from './special-functions.js';

/**
 * Upper bounds of the latency histogram's buckets, in milliseconds: the defaults of Prometheus' clients. One more
 * bucket follows, without a bound.
 *
 * @see https://prometheus.io/docs/practices/histograms/
 */
export const BUCKET_BOUNDS_MS: readonly number[] = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

export const BUCKET_COUNT = BUCKET_BOUNDS_MS.length + 1;

/** Index of a latency's bucket; a bucket includes its upper bound. */
export function bucketOf(latencyMs: number): number {
  let bucket = 0;
  while (bucket < BUCKET_BOUNDS_MS.length && latencyMs > BUCKET_BOUNDS_MS[bucket]!) bucket += 1;
  return bucket;
}

/** A summary of the latencies of some requests, in milliseconds. Without requests all numbers are 0. */
export interface LatencySample {
  readonly count: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly sumMs: number;
  /** Requests per bucket of {@link BUCKET_BOUNDS_MS}, not cumulative. */
  readonly buckets: readonly number[];
}

/** The latencies of two disjoint sets of requests together. */
export function mergeSamples(a: LatencySample, b: LatencySample): LatencySample {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  return {
    count: a.count + b.count,
    minMs: Math.min(a.minMs, b.minMs),
    maxMs: Math.max(a.maxMs, b.maxMs),
    sumMs: a.sumMs + b.sumMs,
    buckets: a.buckets.map((count, bucket) => count + b.buckets[bucket]!),
  };
}

/** The average, kept between minimum and maximum in spite of rounding; 0 without requests. */
export function averageMs({ count, minMs, maxMs, sumMs }: LatencySample): number {
  return count === 0 ? 0 : Math.min(maxMs, Math.max(minMs, sumMs / count));
}

// Probabilities closer to 0 or 1 are clamped: double precision cannot resolve their quantiles.
const MIN_PROBABILITY = 1e-300;
const MAX_PROBABILITY = 1 - 1.2e-16;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fromZ: number;
  readonly toZ: number;
}

/**
 * A summary of a tick's latencies as if each were drawn from a lognormal distribution, without drawing each: minimum
 * and maximum are order statistics, the others are spread over the buckets between them by the distribution (a
 * multinomial draw), and their sum has the moments of these buckets. So minimum, maximum, average and buckets always
 * agree with each other.
 *
 * @param latency - of the requests that did not time out, before truncation at the limit
 * @param timeouts - requests that timed out at the limit
 * @param count - all requests, an integer >= timeouts
 * @param limitMs - the timeout, or Infinity
 * @param key - of the application, or of its canary
 * @see H. A. David and H. N. Nagaraja, Order Statistics (2003), sections 2.1 and 2.5
 */
export function latenciesIn(
  latency: Lognormal,
  { count, timeouts, limitMs }: { count: number; timeouts: number; limitMs: number },
  key: number,
  tick: number,
): LatencySample {
  const buckets = new Array<number>(BUCKET_COUNT).fill(0);
  if (count === 0) return { count, minMs: 0, maxMs: 0, sumMs: 0, buckets };
  const answered = count - timeouts;
  if (timeouts > 0) buckets[bucketOf(limitMs)] = timeouts;
  if (answered === 0) return { count, minMs: limitMs, maxMs: limitMs, sumMs: timeouts * limitMs, buckets };
  const uniform = uniformsAt(key, LANE.latency, tick);
  const span = extremes(latency, answered, limitMs, uniform);
  const { fromMs: minMs, toMs: maxMs } = span;
  buckets[bucketOf(minMs)]! += 1;
  if (answered > 1) buckets[bucketOf(maxMs)]! += 1;
  const between = answered > 2 ? spread(latency, answered - 2, span, buckets, uniform) : 0;
  const sumMs = minMs + (answered > 1 ? maxMs : 0) + between + (timeouts > 0 ? timeouts * limitMs : 0);
  return { count, minMs, maxMs: timeouts > 0 ? limitMs : maxMs, sumMs, buckets };
}

/** The first and last of n order statistics below the limit. */
function extremes(latency: Lognormal, n: number, limitMs: number, uniform: Uniforms): Span {
  const atLimit = limitMs === Infinity ? 1 : normalCdf(zOf(latency, limitMs));
  // All n exceed the minimum m with probability (1 - F(m))^n, which is uniform: so F(m) = 1 - u^(1/n).
  const least = atLimit * oneMinusExp(Math.log(uniform()) / n);
  const fromZ = quantileZ(least);
  const fromMs = Math.min(limitMs, valueAt(latency, fromZ));
  if (n === 1) return { fromMs, toMs: fromMs, fromZ, toZ: fromZ };
  // The other n - 1 are above it; the probability that all of them are below the maximum is uniform, too.
  const greatest = least + (atLimit - least) * Math.exp(Math.log(uniform()) / (n - 1));
  const toZ = Math.max(fromZ, quantileZ(greatest));
  return { fromMs, toMs: Math.max(fromMs, Math.min(limitMs, valueAt(latency, toZ))), fromZ, toZ };
}

/** Draws how many of the remaining requests are in each bucket, and returns the sum of their latencies. */
function spread(latency: Lognormal, count: number, span: Span, buckets: number[], uniform: Uniforms): number {
  const last = bucketOf(span.toMs);
  let remaining = count;
  let below = partsAt(latency, span.fromMs, span.fromZ);
  const top = partsAt(latency, span.toMs, span.toZ);
  let least = 0;
  let most = 0;
  let mean = 0;
  let variance = 0;
  for (let bucket = bucketOf(span.fromMs); bucket <= last && remaining > 0; bucket += 1) {
    const bound = BUCKET_BOUNDS_MS[bucket];
    const above = bucket === last || bound === undefined ? top : partsAt(latency, bound, zOf(latency, bound));
    const mass = above.probability - below.probability;
    const share =
      bucket === last ? 1 : Math.min(1, Math.max(0, mass / (top.probability - below.probability)));
    // If all remaining latencies are within one rounding error, any of their buckets is correct.
    const here = binomial(remaining, Number.isNaN(share) ? 1 : share, uniform);
    buckets[bucket]! += here;
    remaining -= here;
    if (here > 0) {
      const within = momentsWithin(below, above, mass);
      least += here * below.ms;
      most += here * above.ms;
      mean += here * within.mean;
      variance += here * within.variance;
    }
    below = above;
  }
  const sum = mean + Math.sqrt(variance) * normalQuantile(uniform());
  return Math.min(most, Math.max(least, sum));
}

interface Parts {
  readonly ms: number;
  readonly probability: number;
  readonly mean: number;
  readonly meanSquare: number;
}

function partsAt(latency: Lognormal, ms: number, z: number): Parts {
  const probability = normalCdf(z);
  return { ms, probability, mean: partialMean(latency, z), meanSquare: partialMeanSquare(latency, z) };
}

/** Mean and variance of a latency between two points, with bounds against rounding errors in the tails. */
function momentsWithin(below: Parts, above: Parts, mass: number): { mean: number; variance: number } {
  const width = above.ms - below.ms;
  if (!(mass > 1e-12)) return { mean: below.ms + width / 2, variance: (width * width) / 12 };
  const mean = Math.min(above.ms, Math.max(below.ms, (above.mean - below.mean) / mass));
  const variance = (above.meanSquare - below.meanSquare) / mass - mean * mean;
  return { mean, variance: Math.min((width * width) / 4, Math.max(0, variance)) };
}

function quantileZ(probability: number): number {
  return normalQuantile(Math.min(MAX_PROBABILITY, Math.max(MIN_PROBABILITY, probability)));
}

function valueAt({ mu, sigma }: Lognormal, z: number): number {
  return Math.exp(mu + sigma * z);
}

/**
 * A quantile of some latencies: in the bucket of its rank, interpolated within the bucket by the distribution. It is
 * between minimum and maximum, increases with the probability, and agrees with the histogram.
 *
 * @param probability - in [0, 1]
 * @param shape - the distribution of all the latencies; undefined when they come from several distributions: then the
 *   interpolation is logarithmic
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
      const within = shape === undefined ? undefined : interpolate(shape, from, to, share);
      return Math.min(to, Math.max(from, within ?? from * Math.exp(share * Math.log(to / from))));
    }
    below += here;
  }
  return maxMs;
}

/** undefined where the distribution has no mass in double precision. */
function interpolate(shape: Lognormal, from: number, to: number, share: number): number | undefined {
  const low = normalCdf(zOf(shape, from));
  const probability = low + share * (normalCdf(zOf(shape, to)) - low);
  if (!(probability > 0 && probability < 1)) return undefined;
  return Math.exp(shape.mu + shape.sigma * normalQuantile(probability));
}
