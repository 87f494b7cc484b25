import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logFactorial } from './special-functions.js';
import { applicationKey } from './random.js';
import type { Traffic } from './scenario.js';
import { chiSquarePValue, standardErrorsOff, tally, varianceAround } from './testing/goodness-of-fit.js';
import { QUIET } from './testing/scenarios.js';
import { arrivalsIn, expectedRatePerSecond, MAX_RATE_PER_SECOND } from './traffic.js';

const KEY = applicationKey(1, 'test-app');
const HOUR = 3600;
const DAY = 24 * HOUR;
const STEADY: Traffic = { ratePerSecond: 80, harmonics: [], noise: QUIET, trend: undefined };
const DAILY = { periodSeconds: DAY, amplitude: 0.5, peakOffsetSeconds: 14 * HOUR };
// Tick 0 is a Thursday: Wednesday's noon comes six and a half days later.
const WEEKLY = { periodSeconds: 7 * DAY, amplitude: 0.3, peakOffsetSeconds: 6.5 * DAY };

const rateAt = (traffic: Partial<Traffic>, tick: number) =>
  expectedRatePerSecond({ ...STEADY, ...traffic }, KEY, tick);

describe('the rhythm of traffic', () => {
  it.each([0, 20_000 * DAY, -20_000 * DAY])('peaks and ebbs at its hours, the day of tick %d', (midnight) => {
    const daily = { harmonics: [DAILY] };

    expect(rateAt(daily, midnight + 14 * HOUR)).toBe(120);
    expect(rateAt(daily, midnight + 2 * HOUR)).toBeCloseTo(40, 10);
    expect(rateAt(daily, midnight + 8 * HOUR)).toBeCloseTo(80, 10);
  });

  it('peaks at the weekday that was said', () => {
    const ticks = Array.from({ length: 7 * 24 }, (_, hour) => Date.UTC(2025, 10, 17, hour) / 1000);
    const rates = ticks.map((tick) => rateAt({ harmonics: [WEEKLY] }, tick));
    const peak = new Date(ticks[rates.indexOf(Math.max(...rates))]! * 1000);

    expect(peak.toISOString()).toBe('2025-11-19T12:00:00.000Z');
    expect(Math.max(...rates)).toBeCloseTo(80 * 1.3, 10);
  });

  it('sums all harmonics', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e9, max: 4e9 }), (tick) => {
        const [daily, weekly, both] = [[DAILY], [WEEKLY], [DAILY, WEEKLY]].map((harmonics) =>
          rateAt({ harmonics }, tick),
        );
        expect(both! - 80).toBeCloseTo(daily! - 80 + (weekly! - 80), 9);
      }),
    );
  });

  it('averages its rate over a whole number of periods', () => {
    let sum = 0;
    for (let tick = 0; tick < 7 * DAY; tick += 600) sum += rateAt({ harmonics: [DAILY, WEEKLY] }, tick);

    expect(sum / ((7 * DAY) / 600)).toBeCloseTo(80, 9);
  });

  it('repeats to the last digit, but for the noise', () => {
    for (let tick = 0; tick < 7 * DAY; tick += 9_777) {
      const harmonics = [DAILY, WEEKLY];
      expect(rateAt({ harmonics }, tick + 364 * DAY)).toBeCloseTo(rateAt({ harmonics }, tick), 9);
    }
  });

  it('never takes the rate below nothing', () => {
    const deep = Array.from({ length: 10 }, () => ({ ...DAILY, amplitude: 0.1 }));

    for (let tick = 0; tick < DAY; tick += 60)
      expect(rateAt({ harmonics: deep }, tick)).toBeGreaterThanOrEqual(0);
  });
});

describe('expected traffic', () => {
  it('grows along a straight line, by the stated share in each year of 365 days', () => {
    const trend = { growthPerYear: 0.5, sinceTick: 1000 };
    const years = [-3, -2, -1, 0, 1, 2].map((year) => rateAt({ trend }, 1000 + year * 365 * DAY));

    // Decline ends at nothing: backwards in time, growth is decline.
    expect(years).toEqual([0, 0, 40, 80, 120, 160]);
  });

  it('drifts around the rhythm, and no further than its noise', () => {
    const noise = { amplitude: 0.1, periodSeconds: 60, octaves: 1 };
    const drifts = Array.from({ length: HOUR }, (_, tick) => {
      return rateAt({ harmonics: [DAILY], noise }, tick) / rateAt({ harmonics: [DAILY] }, tick);
    });

    expect(Math.min(...drifts)).toBeGreaterThan(0.9);
    expect(Math.min(...drifts)).toBeLessThan(0.92);
    expect(Math.max(...drifts)).toBeLessThan(1.1);
    expect(Math.max(...drifts)).toBeGreaterThan(1.08);
  });

  it('has a bound, however long a trend has lasted', () => {
    const trend = { growthPerYear: 1e9, sinceTick: 0 };

    expect(rateAt({ trend }, 1e12)).toBe(MAX_RATE_PER_SECOND);
  });
});

describe('arrivals', () => {
  const TICKS = 40_000;
  const arrivals = (rate: number) => Array.from({ length: TICKS }, (_, tick) => arrivalsIn(rate, KEY, tick));

  it.each([0.2, 3, 84, 5000])('are %d a second on average, and vary as much', (rate) => {
    const counts = arrivals(rate);
    // The fourth central moment of a Poisson number is 3 rate^2 + rate.
    const deviationOfSquares = Math.sqrt(2 * rate * rate + rate);
    const squares = counts.map((count) => (count - rate) ** 2);

    // 5 standard errors: a right model exceeds them with 6 seeds in ten million.
    expect(standardErrorsOff(counts, rate, Math.sqrt(rate))).toBeLessThan(5);
    expect(standardErrorsOff(squares, rate, deviationOfSquares)).toBeLessThan(5);
    expect(varianceAround(rate, counts) / rate).toBeCloseTo(1, 1);
  });

  it('are Poisson distributed over the ticks', () => {
    const expected = Array.from({ length: 150 }, (_, k) => {
      return TICKS * Math.exp(k * Math.log(84) - 84 - logFactorial(k));
    });

    expect(chiSquarePValue(tally(arrivals(84), 150), expected)).toBeGreaterThan(1e-6);
  });

  it('are none where none are expected', () => {
    expect(arrivalsIn(0, KEY, 5)).toBe(0);
  });
});
