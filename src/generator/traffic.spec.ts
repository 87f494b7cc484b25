import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applicationKey, LANE } from './random.js';
import type { Traffic } from './scenario.js';
import { logFactorial } from './special-functions.js';
import {
  correlationPValue,
  chiSquarePValue,
  standardErrorsOff,
  tally,
  varianceAround,
} from './testing/goodness-of-fit.js';
import { QUIET } from './testing/scenarios.js';
import { slowFactor, arrivalsIn, expectedRatePerSecond, MAX_RATE_PER_SECOND } from './traffic.js';

const KEY = applicationKey(1, 'test-app');
const NOISE = { amplitude: 0.3, periodSeconds: 60, octaves: 1 };

const factorsOf = (noise: typeof NOISE, ticks = 3600) =>
  Array.from({ length: ticks }, (_, tick) => slowFactor(noise, KEY, LANE.trafficNoise, tick));

describe('slow noise', () => {
  it('stays within its amplitude around 1', () => {
    const noise = fc.record({
      amplitude: fc.double({ min: 0, max: 1, noNaN: true }),
      periodSeconds: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
      octaves: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(noise, fc.nat(), fc.maxSafeInteger(), (anyNoise, key, tick) => {
        const factor = slowFactor(anyNoise, key, LANE.failureNoise, tick);
        expect(Math.abs(factor - 1)).toBeLessThanOrEqual(anyNoise.amplitude + Number.EPSILON);
      }),
      { numRuns: 2000 },
    );
  });

  // A smooth step rises at most 1.5 times as fast as a line; each octave is twice as fast and half as high.
  it.each([1, 2, 3, 8])('is smooth with %d octaves', (octaves) => {
    const factors = factorsOf({ ...NOISE, octaves });
    const highest = 2 - 2 ** (1 - octaves);
    const steepest = (1.5 * 2 * NOISE.amplitude * octaves) / highest / NOISE.periodSeconds;

    const steps = factors.slice(1).map((factor, index) => Math.abs(factor - factors[index]!));
    expect(Math.max(...steps)).toBeLessThanOrEqual(steepest);
    expect(Math.max(...steps)).toBeGreaterThan(steepest / 4);
  });

  it('has turning points only at whole periods, with one octave', () => {
    const factors = factorsOf(NOISE);
    const turns = factors.flatMap((factor, tick) => {
      const [before, after] = [factors[tick - 1], factors[tick + 1]];
      if (before === undefined || after === undefined) return [];
      return (factor - before) * (after - factor) < 0 ? [tick] : [];
    });

    expect(turns.length).toBeGreaterThan(20);
    expect(turns.filter((tick) => tick % NOISE.periodSeconds !== 0)).toEqual([]);
  });

  it.each([1, 2, 3])('adds octaves of half the height and half the period, the one after %d', (octaves) => {
    const [fewer, more] = [factorsOf({ ...NOISE, octaves }), factorsOf({ ...NOISE, octaves: octaves + 1 })];
    const sumOf = (factor: number, n: number) => ((factor - 1) / NOISE.amplitude) * (2 - 2 ** (1 - n));
    const added = more.map((factor, tick) => sumOf(factor, octaves + 1) - sumOf(fewer[tick]!, octaves));
    const height = 0.5 ** octaves;

    expect(Math.max(...added.map(Math.abs))).toBeLessThan(height);
    expect(Math.max(...added.map(Math.abs))).toBeGreaterThan(0.8 * height);
    const spacing = NOISE.periodSeconds * height;
    for (let tick = 1; tick + 1 < added.length; tick += 1) {
      if (Math.floor((tick - 1) / spacing) < Math.floor((tick + 1) / spacing)) continue;
      const [rise, next] = [added[tick]! - added[tick - 1]!, added[tick + 1]! - added[tick]!];
      expect(rise * next).toBeGreaterThan(-1e-20);
    }
  });

  it('has independent octaves', () => {
    const heights = Array.from({ length: 2000 }, (_, key) => {
      // At tick 0 every octave is at its first height; with one octave it is alone.
      const [one, two] = [1, 2].map((octaves) => {
        return (slowFactor({ ...NOISE, octaves }, key, LANE.trafficNoise, 0) - 1) / NOISE.amplitude;
      });
      return [one!, 2 * (1.5 * two! - one!)] as const;
    });
    const [first, second] = [heights.map(([one]) => one), heights.map(([, two]) => two)];

    expect(correlationPValue(first, second)).toBeGreaterThan(1e-6);
  });

  it.each([1, 3])('uses most of its amplitude within an hour, with %d octaves', (octaves) => {
    const factors = factorsOf({ ...NOISE, octaves });

    expect(Math.min(...factors)).toBeLessThan(1 - 0.6 * NOISE.amplitude);
    expect(Math.max(...factors)).toBeGreaterThan(1 + 0.6 * NOISE.amplitude);
  });

  it('is exactly 1 without an amplitude', () => {
    expect(slowFactor({ ...NOISE, amplitude: 0 }, KEY, LANE.trafficNoise, 12345)).toBe(1);
  });

  it.each([0, -1, NaN])('refuses a period of %d s', (periodSeconds) => {
    expect(() => slowFactor({ ...NOISE, periodSeconds }, KEY, LANE.trafficNoise, 0)).toThrow(
      `Expected periodSeconds above 0 but received ${periodSeconds}`,
    );
  });
});

const HOUR = 3600;
const DAY = 24 * HOUR;
const STEADY: Traffic = { ratePerSecond: 80, harmonics: [], noise: QUIET, trend: undefined };
const DAILY = { periodSeconds: DAY, amplitude: 0.5, peakOffsetSeconds: 14 * HOUR };
// Tick 0 is a Thursday: Wednesday noon is six and a half days later.
const WEEKLY = { periodSeconds: 7 * DAY, amplitude: 0.3, peakOffsetSeconds: 6.5 * DAY };

const rateAt = (traffic: Partial<Traffic>, tick: number) =>
  expectedRatePerSecond({ ...STEADY, ...traffic }, KEY, tick);

describe('the rhythm of traffic', () => {
  it.each([0, 20_000 * DAY, -20_000 * DAY])(
    'has its maximum and minimum at their hours, the day of tick %d',
    (midnight) => {
      const daily = { harmonics: [DAILY] };

      expect(rateAt(daily, midnight + 14 * HOUR)).toBe(120);
      expect(rateAt(daily, midnight + 2 * HOUR)).toBeCloseTo(40, 10);
      expect(rateAt(daily, midnight + 8 * HOUR)).toBeCloseTo(80, 10);
    },
  );

  it('peaks on the given weekday', () => {
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

  it('has its mean rate over a whole number of periods', () => {
    let sum = 0;
    for (let tick = 0; tick < 7 * DAY; tick += 600) sum += rateAt({ harmonics: [DAILY, WEEKLY] }, tick);

    expect(sum / ((7 * DAY) / 600)).toBeCloseTo(80, 9);
  });

  it('repeats exactly, apart from the noise', () => {
    for (let tick = 0; tick < 7 * DAY; tick += 9_777) {
      const harmonics = [DAILY, WEEKLY];
      expect(rateAt({ harmonics }, tick + 364 * DAY)).toBeCloseTo(rateAt({ harmonics }, tick), 9);
    }
  });

  it('never takes the rate below 0', () => {
    const deep = Array.from({ length: 10 }, () => ({ ...DAILY, amplitude: 0.1 }));

    for (let tick = 0; tick < DAY; tick += 60)
      expect(rateAt({ harmonics: deep }, tick)).toBeGreaterThanOrEqual(0);
  });
});

describe('expected traffic', () => {
  it('grows linearly by the given share per year of 365 days', () => {
    const trend = { growthPerYear: 0.5, sinceTick: 1000 };
    const years = [-3, -2, -1, 0, 1, 2].map((year) => rateAt({ trend }, 1000 + year * 365 * DAY));

    // Decline ends at 0: backwards in time, growth is decline.
    expect(years).toEqual([0, 0, 40, 80, 120, 160]);
  });

  it('drifts around the rhythm within the amplitude of its noise', () => {
    const noise = { amplitude: 0.1, periodSeconds: 60, octaves: 1 };
    const drifts = Array.from({ length: HOUR }, (_, tick) => {
      return rateAt({ harmonics: [DAILY], noise }, tick) / rateAt({ harmonics: [DAILY] }, tick);
    });

    expect(Math.min(...drifts)).toBeGreaterThan(0.9);
    expect(Math.min(...drifts)).toBeLessThan(0.92);
    expect(Math.max(...drifts)).toBeLessThan(1.1);
    expect(Math.max(...drifts)).toBeGreaterThan(1.08);
  });

  it('is limited, however long a trend lasts', () => {
    const trend = { growthPerYear: 1e9, sinceTick: 0 };

    expect(rateAt({ trend }, 1e12)).toBe(MAX_RATE_PER_SECOND);
  });
});

describe('arrivals', () => {
  const TICKS = 40_000;
  const arrivals = (rate: number) => Array.from({ length: TICKS }, (_, tick) => arrivalsIn(rate, KEY, tick));

  it.each([0.2, 3, 84, 5000])('have a mean and a variance of %d per second', (rate) => {
    const counts = arrivals(rate);
    // The fourth central moment of a Poisson number is 3 rate^2 + rate.
    const deviationOfSquares = Math.sqrt(2 * rate * rate + rate);
    const squares = counts.map((count) => (count - rate) ** 2);

    // 5 standard errors: a correct model exceeds them with 6 seeds in ten million.
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

  it('are 0 when none are expected', () => {
    expect(arrivalsIn(0, KEY, 5)).toBe(0);
  });
});
