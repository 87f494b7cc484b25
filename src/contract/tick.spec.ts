import { describe, expect, it } from '@jest/globals';
import { lastCompleteTick, TICK_MS, tickAt } from './tick.js';

describe('ticks', () => {
  it.each([
    [0, 0],
    [999.9, 0],
    [1000, 1],
    [-1, -1],
    [-1000, -1],
    [Date.UTC(2100, 0, 1), 4_102_444_800],
  ])('puts the moment %d ms into tick %d', (timeMs, tick) => {
    expect(tickAt(timeMs)).toBe(tick);
  });

  it('reports only ticks that are over', () => {
    expect(lastCompleteTick(5 * TICK_MS)).toBe(4);
    expect(lastCompleteTick(6 * TICK_MS - 1)).toBe(4);
  });

  it.each([NaN, Infinity, -Infinity])('refuses the time %d', (timeMs) => {
    expect(() => tickAt(timeMs)).toThrow(RangeError);
    expect(() => lastCompleteTick(timeMs)).toThrow(
      `Expected timeMs to be a finite number but received ${timeMs}`,
    );
  });
});
