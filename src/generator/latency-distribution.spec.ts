import { describe, expect, it } from '@jest/globals';
import { BUCKET_BOUNDS_MS, BUCKET_COUNT, type LatencySample, latenciesIn } from './latency.js';
import { cappedMoments, lognormalCdf, partialMean, zOf, type Lognormal } from './lognormal.js';
import { normalQuantile } from './special-functions.js';
import { applicationKey, LANE, uniformsAt } from './random.js';
import { chiSquarePValue, standardErrorsOff, tally } from './testing/goodness-of-fit.js';

const KEY = applicationKey(1, 'test-app');
const TICKS = 6000;
const STEADY: Lognormal = { mu: Math.log(80), sigma: 0.33 };
const WIDE: Lognormal = { mu: Math.log(80), sigma: 1.2 };
const EVEN_TENTHS = new Array<number>(10).fill(TICKS / 10);

function samples(latency: Lognormal, count: number, limitMs = Infinity): LatencySample[] {
  return Array.from({ length: TICKS }, (_, tick) => {
    return latenciesIn(latency, { count, timeouts: 0, limitMs }, KEY, tick);
  });
}

/** Counts in ten cells that are equally probable if the values are uniform. */
function tenths(uniforms: readonly number[]): number[] {
  return tally(
    uniforms.map((u) => Math.floor(10 * u)),
    10,
  );
}

describe('the latencies of a tick, over many ticks', () => {
  it.each([1, 2, 84, 100_000])('have a minimum that is distributed like that of %d draws', (count) => {
    // The probability that all draws exceed the minimum is uniform.
    const uniforms = samples(STEADY, count).map(({ minMs }) => {
      return Math.exp(count * Math.log1p(-lognormalCdf(STEADY, minMs)));
    });

    expect(chiSquarePValue(tenths(uniforms), EVEN_TENTHS)).toBeGreaterThan(1e-6);
  });

  it.each([1, 2, 84, 100_000])('have a maximum that is distributed like that of %d draws', (count) => {
    const uniforms = samples(STEADY, count).map(({ maxMs }) => {
      return Math.exp(count * Math.log(lognormalCdf(STEADY, maxMs)));
    });

    expect(chiSquarePValue(tenths(uniforms), EVEN_TENTHS)).toBeGreaterThan(1e-6);
  });

  it('have extremes with the joint distribution of those of five draws', () => {
    const uniform = uniformsAt(KEY, LANE.exemplar, 0);
    const drawn = Array.from({ length: TICKS }, () => {
      const five = Array.from({ length: 5 }, () => 80 * Math.exp(0.33 * normalQuantile(uniform())));
      return { minMs: Math.min(...five), maxMs: Math.max(...five) };
    });
    // A grid whose cells have about equal counts; both counts are random, so their mean is expected.
    const cellOf = ({ minMs, maxMs }: { minMs: number; maxMs: number }) => {
      return 5 * Math.min(4, Math.floor(minMs / 18)) + Math.max(0, Math.min(4, Math.floor(maxMs / 25) - 3));
    };
    const modelled = tally(samples(STEADY, 5).map(cellOf), 25);
    const simulated = tally(drawn.map(cellOf), 25);
    const pooled = modelled.map((count, cell) => (count + simulated[cell]!) / 2);
    // The statistic of two samples of equal size is twice that of one against the pooled counts.
    const stretched = modelled.map((count, cell) => pooled[cell]! + Math.SQRT2 * (count - pooled[cell]!));

    expect(chiSquarePValue(stretched, pooled)).toBeGreaterThan(1e-6);
  });

  it.each([
    ['narrow', STEADY, 84],
    ['narrow', STEADY, 3],
    ['wide', WIDE, 84],
    ['wide', WIDE, 10_000],
  ])('are spread over the buckets by the %s distribution: %j, %d of them', (_, latency, count) => {
    const found = new Array<number>(BUCKET_COUNT).fill(0);
    for (const { buckets } of samples(latency, count)) {
      buckets.forEach((here, bucket) => (found[bucket]! += here));
    }
    const below = [0, ...BUCKET_BOUNDS_MS.map((bound) => lognormalCdf(latency, bound)), 1];
    const expected = found.map((_here, bucket) => TICKS * count * (below[bucket + 1]! - below[bucket]!));

    expect(chiSquarePValue(found, expected)).toBeGreaterThan(1e-6);
  });

  it.each([
    [STEADY, 1],
    [STEADY, 2],
    [STEADY, 3],
    [STEADY, 84],
    [STEADY, 100_000],
    [WIDE, 84],
    [WIDE, 10_000],
  ])('have an average with the mean and deviation of that of draws: %j, %d of them', (latency, count) => {
    const averages = samples(latency, count).map(({ sumMs }) => sumMs / count);
    const mean = Math.exp(latency.mu + latency.sigma ** 2 / 2);
    const deviation = (mean * Math.sqrt(Math.expm1(latency.sigma ** 2))) / Math.sqrt(count);
    const squares = averages.map((average) => (average - mean) ** 2);
    const fourth = squares.reduce((sum, square) => sum + square * square, 0) / TICKS;

    // 5 standard errors: a correct model exceeds them with 6 seeds in ten million.
    expect(standardErrorsOff(averages, mean, deviation)).toBeLessThan(5);
    expect(standardErrorsOff(squares, deviation ** 2, Math.sqrt(fourth - deviation ** 4))).toBeLessThan(5);
  });

  it('have the mean of the truncated distribution below a timeout', () => {
    const limitMs = 100;
    const z = zOf(WIDE, limitMs);
    const answered = lognormalCdf(WIDE, limitMs);
    const mean = partialMean(WIDE, z) / answered;
    const capped = cappedMoments(WIDE, limitMs).mean;
    const averages = samples(WIDE, 84, limitMs).map(({ sumMs }) => sumMs / 84);
    const spread = averages.reduce((sum, average) => sum + (average - mean) ** 2, 0) / TICKS;

    expect(mean * answered + limitMs * (1 - answered)).toBeCloseTo(capped, 9);
    expect(standardErrorsOff(averages, mean, Math.sqrt(spread))).toBeLessThan(5);
    // 18.3 ms is the deviation of the truncated distribution, from its second partial moment.
    expect(Math.sqrt(spread * 84)).toBeGreaterThan(15);
  });
});
