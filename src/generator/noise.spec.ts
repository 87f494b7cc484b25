import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { slowFactor } from './traffic.js';
import { applicationKey, LANE } from './random.js';
import { correlationPValue } from './testing/goodness-of-fit.js';

const KEY = applicationKey(1, 'test-app');
const NOISE = { amplitude: 0.3, periodSeconds: 60, octaves: 1 };

const factorsOf = (noise: typeof NOISE, ticks = 3600) =>
  Array.from({ length: ticks }, (_, tick) => slowFactor(noise, KEY, LANE.trafficNoise, tick));

describe('slow noise', () => {
  it('stays within its amplitude around 1, everywhere', () => {
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
  it.each([1, 2, 3, 8])('never leaps with %d octaves', (octaves) => {
    const factors = factorsOf({ ...NOISE, octaves });
    const highest = 2 - 2 ** (1 - octaves);
    const steepest = (1.5 * 2 * NOISE.amplitude * octaves) / highest / NOISE.periodSeconds;

    const steps = factors.slice(1).map((factor, index) => Math.abs(factor - factors[index]!));
    expect(Math.max(...steps)).toBeLessThanOrEqual(steepest);
    expect(Math.max(...steps)).toBeGreaterThan(steepest / 4);
  });

  it('turns nowhere but at whole periods, with one octave', () => {
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

  it('has octaves that do not echo each other', () => {
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

  it('is exactly 1 with no amplitude', () => {
    expect(slowFactor({ ...NOISE, amplitude: 0 }, KEY, LANE.trafficNoise, 12345)).toBe(1);
  });

  it.each([0, -1, NaN])('refuses a period of %d s', (periodSeconds) => {
    expect(() => slowFactor({ ...NOISE, periodSeconds }, KEY, LANE.trafficNoise, 0)).toThrow(
      `Expected periodSeconds above 0 but received ${periodSeconds}`,
    );
  });
});
