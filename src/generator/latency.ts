import { binomial } from './binomial.js';
import { type Lognormal, partialMean, partialMeanSquare, zOf } from './lognormal.js';
import { LANE, type Uniforms, uniformsAt } from './random.js';
import { normalCdf, normalQuantile, oneMinusExp } from './special-functions.js';

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

/** The latencies of some requests, in milliseconds. Without requests all numbers are 0. */
export interface LatencySample {
  readonly count: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly sumMs: number;
  /** Requests in each bucket of `buckets.ts`, not cumulative. */
  readonly buckets: readonly number[];
}

/** Probabilities nearer to 0 or 1 than this have no quantile that a double could tell. */
const LEAST_PROBABILITY = 1e-300;
const GREATEST_PROBABILITY = 1 - 1.2e-16;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fromZ: number;
  readonly toZ: number;
}

/**
 * The latencies of a tick's requests, as if each had been drawn from a lognormal distribution, without drawing
 * them: the least and the greatest are order statistics, the others fall into the buckets between them as the
 * distribution has it (a multinomial draw), and their sum has the moments of the parts that they fell into. So
 * minimum, maximum, average and buckets agree with each other, always.
 *
 * @param latency - of the requests that did not time out, before the limit cuts it off
 * @param timeouts - requests that were given up at the limit
 * @param count - all requests, an integer >= timeouts
 * @param limitMs - Infinity, or where requests are given up
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

/** The first and the last of n order statistics below the limit. */
function extremes(latency: Lognormal, n: number, limitMs: number, uniform: Uniforms): Span {
  const atLimit = limitMs === Infinity ? 1 : normalCdf(zOf(latency, limitMs));
  // All n exceed the minimum m with probability (1 - F(m))^n, which is uniform: so F(m) = 1 - u^(1/n).
  const least = atLimit * oneMinusExp(Math.log(uniform()) / n);
  const fromZ = quantileZ(least);
  const fromMs = Math.min(limitMs, valueAt(latency, fromZ));
  if (n === 1) return { fromMs, toMs: fromMs, fromZ, toZ: fromZ };
  // The other n - 1 lie above it; all of them are below the maximum with a probability that is uniform too.
  const greatest = least + (atLimit - least) * Math.exp(Math.log(uniform()) / (n - 1));
  const toZ = Math.max(fromZ, quantileZ(greatest));
  return { fromMs, toMs: Math.max(fromMs, Math.min(limitMs, valueAt(latency, toZ))), fromZ, toZ };
}

/** Draws how many of the rest fall into each bucket, and what they sum to. */
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
    // Where all of the rest lie within one rounding error, any bucket of theirs is right.
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

/** Mean and variance of a latency between two points; far out in the tails rounding needs the bounds' help. */
function momentsWithin(below: Parts, above: Parts, mass: number): { mean: number; variance: number } {
  const width = above.ms - below.ms;
  if (!(mass > 1e-12)) return { mean: below.ms + width / 2, variance: (width * width) / 12 };
  const mean = Math.min(above.ms, Math.max(below.ms, (above.mean - below.mean) / mass));
  const variance = (above.meanSquare - below.meanSquare) / mass - mean * mean;
  return { mean, variance: Math.min((width * width) / 4, Math.max(0, variance)) };
}

function quantileZ(probability: number): number {
  return normalQuantile(Math.min(GREATEST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability)));
}

function valueAt({ mu, sigma }: Lognormal, z: number): number {
  return Math.exp(mu + sigma * z);
}

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
