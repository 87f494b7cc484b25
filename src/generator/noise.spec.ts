import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { slowFactor } from './noise.js';
import { applicationKey, LANE } from './random.js';

const KEY = applicationKey(1, 'test-app');
const NOISE = { amplitude: 0.3, periodSeconds: 60 };

const factorAt = (tick: number) => slowFactor(NOISE, KEY, LANE.trafficNoise, tick);

describe('slow noise', () => {
  it('stays within its amplitude around 1, everywhere', () => {
    const noise = fc.record({
      amplitude: fc.double({ min: 0, max: 1, noNaN: true }),
      periodSeconds: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(noise, fc.nat(), fc.maxSafeInteger(), (anyNoise, key, tick) => {
        const factor = slowFactor(anyNoise, key, LANE.failureNoise, tick);
        expect(Math.abs(factor - 1)).toBeLessThanOrEqual(anyNoise.amplitude);
      }),
    );
  });

  it('never leaps: a smooth step from one height to the next rises at most 1.5 times as fast as a line', () => {
    const steepest = (1.5 * 2 * NOISE.amplitude) / NOISE.periodSeconds;
    for (let tick = -1000; tick < 1000; tick += 1) {
      expect(Math.abs(factorAt(tick + 1) - factorAt(tick))).toBeLessThanOrEqual(steepest);
    }
  });

  it('uses most of its amplitude within an hour', () => {
    const factors = Array.from({ length: 3600 }, (_, tick) => factorAt(tick));

    expect(Math.min(...factors)).toBeLessThan(1 - 0.8 * NOISE.amplitude);
    expect(Math.max(...factors)).toBeGreaterThan(1 + 0.8 * NOISE.amplitude);
  });

  it('is exactly 1 with no amplitude', () => {
    expect(slowFactor({ amplitude: 0, periodSeconds: 60 }, KEY, LANE.trafficNoise, 12345)).toBe(1);
  });

  it.each([0, -1, NaN])('refuses a period of %d s', (periodSeconds) => {
    expect(() => slowFactor({ amplitude: 0.1, periodSeconds }, KEY, LANE.trafficNoise, 0)).toThrow(
      `Expected periodSeconds above 0 but received ${periodSeconds}`,
    );
  });
});
