import { poisson } from './poisson.js';
import { LANE, type Lane, uniformAt, uniformsAt } from './random.js';
import type { Harmonic, SlowNoise, Traffic, Trend } from './scenario.js';
import { TICK_MS } from '../contract/tick.js';

/**
 * A factor around 1 that drifts slowly: value noise, which joins random heights at regular times by smooth steps, over
 * several octaves, each twice as fast and half as high as the one before.
 *
 * @param noise - with an amplitude in [0, 1] and periodSeconds > 0
 * @param key - the application's key
 * @param lane - the purpose of the noise
 * @param tick - any safe integer
 * @returns a factor in (1 - amplitude, 1 + amplitude), exactly 1 when the amplitude is 0
 * @throws RangeError when the period is not a positive number
 * @see D. S. Ebert et al., Texturing and Modeling: A Procedural Approach (1994), chapter 2, lattice noises
 */
export function slowFactor(noise: SlowNoise, key: number, lane: Lane, tick: number): number {
  if (!(noise.periodSeconds > 0)) {
    throw new RangeError(`Expected periodSeconds above 0 but received ${noise.periodSeconds}`);
  }
  if (noise.amplitude === 0) return 1;
  let position = (tick * TICK_MS) / (1000 * noise.periodSeconds);
  let height = 1;
  let sum = 0;
  let maxSum = 0;
  for (let octave = 0; octave < noise.octaves; octave += 1) {
    sum += height * valueNoise(key, lane, position, octave);
    maxSum += height;
    height /= 2;
    position *= 2;
  }
  return 1 + (noise.amplitude * sum) / maxSum;
}

/** In (-1, 1). */
function valueNoise(key: number, lane: Lane, position: number, octave: number): number {
  const before = Math.floor(position);
  const fraction = position - before;
  const from = heightAt(key, lane, before, octave);
  const to = heightAt(key, lane, before + 1, octave);
  return from + (to - from) * (fraction * fraction * (3 - 2 * fraction));
}

// The octaves take their heights from distant ranges of lattice points, so that they are independent.
const POINTS_PER_OCTAVE = 1_099_511_627_776;

function heightAt(key: number, lane: Lane, latticePoint: number, octave: number): number {
  return 2 * uniformAt(key, lane, latticePoint + octave * POINTS_PER_OCTAVE) - 1;
}

/** Limit of the rate from outside, regardless of trend and surges. */
export const MAX_RATE_PER_SECOND = 1e6;

const TICKS_PER_YEAR = (365 * 86_400_000) / TICK_MS;

/**
 * The expected rate of requests from outside in a tick: base x rhythms x slow noise x trend.
 *
 * @param traffic - the application's traffic
 * @param key - the application's key
 * @param tick - any safe integer
 * @returns requests per second, from 0 to {@link MAX_RATE_PER_SECOND}
 */
export function expectedRatePerSecond(traffic: Traffic, key: number, tick: number): number {
  if (traffic.ratePerSecond === 0) return 0;
  const drift = slowFactor(traffic.noise, key, LANE.trafficNoise, tick);
  const rate =
    traffic.ratePerSecond * rhythm(traffic.harmonics, tick) * drift * trendFactor(traffic.trend, tick);
  return Math.min(rate, MAX_RATE_PER_SECOND);
}

/**
 * The number of requests that arrive from outside in a tick.
 *
 * @param ratePerSecond - the expected rate in that tick, >= 0
 * @param key - the application's key
 * @param tick - any safe integer
 * @returns an integer >= 0, Poisson distributed
 * @throws RangeError when the rate is negative or not finite
 */
export function arrivalsIn(ratePerSecond: number, key: number, tick: number): number {
  if (ratePerSecond === 0) return 0;
  return poisson((ratePerSecond * TICK_MS) / 1000, uniformsAt(key, LANE.arrivals, tick));
}

function rhythm(harmonics: readonly Harmonic[], tick: number): number {
  let factor = 1;
  for (const { periodSeconds, amplitude, peakOffsetSeconds } of harmonics) {
    // Reduced to the phase within the period, so that the cosine has small arguments in every century.
    const sincePeak = (tick * TICK_MS) / 1000 - peakOffsetSeconds;
    const periods = sincePeak / periodSeconds;
    factor += amplitude * Math.cos(2 * Math.PI * (periods - Math.floor(periods)));
  }
  // The amplitudes can add up to 1: rounding must not take the rate below zero.
  return Math.max(0, factor);
}

function trendFactor(trend: Trend | undefined, tick: number): number {
  if (trend === undefined) return 1;
  return Math.max(0, 1 + (trend.growthPerYear * (tick - trend.sinceTick)) / TICKS_PER_YEAR);
}
