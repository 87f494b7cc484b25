import { slowFactor } from './noise.js';
import { poisson } from './poisson.js';
import { LANE, uniformsAt } from './random.js';
import type { Traffic } from './scenario.js';
import { TICK_MS } from './tick.js';

const TICKS_PER_DAY = 86_400_000 / TICK_MS;

/**
 * The rate at which requests are expected in a tick: the daily rhythm times slow noise.
 *
 * @param traffic - the application's traffic
 * @param key - the application's key
 * @param tick - any safe integer
 * @returns requests per second, >= 0
 */
export function expectedRatePerSecond(traffic: Traffic, key: number, tick: number): number {
  const drift = slowFactor(traffic.noise, key, LANE.trafficNoise, tick);
  return traffic.ratePerSecond * dailyFactor(traffic, tick) * drift;
}

/**
 * How many requests arrive in a tick.
 *
 * @param ratePerSecond - the expected rate in that tick, >= 0
 * @param key - the application's key
 * @param tick - any safe integer
 * @returns an integer >= 0, Poisson distributed
 * @throws RangeError when the rate is negative or not finite
 */
export function arrivalsIn(ratePerSecond: number, key: number, tick: number): number {
  return poisson((ratePerSecond * TICK_MS) / 1000, uniformsAt(key, LANE.arrivals, tick));
}

function dailyFactor({ dailyAmplitude, dailyPeakHourUtc }: Traffic, tick: number): number {
  // The tick's place in its day is an exact integer, so the cosine sees small arguments in every century.
  const tickOfDay = tick - TICKS_PER_DAY * Math.floor(tick / TICKS_PER_DAY);
  const daysFromPeak = tickOfDay / TICKS_PER_DAY - dailyPeakHourUtc / 24;
  return 1 + dailyAmplitude * Math.cos(2 * Math.PI * daysFromPeak);
}
