import { slowFactor } from './noise.js';
import { poisson } from './poisson.js';
import { LANE, uniformsAt } from './random.js';
import type { Harmonic, Traffic, Trend } from './scenario.js';
import { TICK_MS } from './tick.js';

/** Whatever trend and surges say, no application is asked more often from outside. */
export const MAX_RATE_PER_SECOND = 1e6;

const TICKS_PER_YEAR = (365 * 86_400_000) / TICK_MS;

/**
 * The rate at which requests from outside are expected in a tick: base x rhythms x slow noise x trend.
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
 * How many requests arrive from outside in a tick.
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
    // The place in the period is taken before the cosine, which so sees small arguments in every century.
    const sincePeak = (tick * TICK_MS) / 1000 - peakOffsetSeconds;
    const periods = sincePeak / periodSeconds;
    factor += amplitude * Math.cos(2 * Math.PI * (periods - Math.floor(periods)));
  }
  // The amplitudes may sum to 1: rounding must not take the rate below zero.
  return Math.max(0, factor);
}

function trendFactor(trend: Trend | undefined, tick: number): number {
  if (trend === undefined) return 1;
  return Math.max(0, 1 + (trend.growthPerYear * (tick - trend.sinceTick)) / TICKS_PER_YEAR);
}
