import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshUntil } from './show-service.js';

describe('freshUntil', () => {
  it.each([
    [15_000, 0, 'max-age=15'],
    [15_000, 1, 'max-age=14'],
    [15_000, 14_000, 'max-age=1'],
    [15_000, 14_001, 'no-cache'],
    [15_000, 15_000, 'no-cache'],
    [15_000, 99_000, 'no-cache'],
  ])('of an answer that is true until %d, at %d, is %s', (untilMs, nowMs, cacheControl) => {
    expect(freshUntil(untilMs, nowMs)).toEqual({ cacheControl });
  });

  it('never outlasts the tick, and leaves less than a second of it unused', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (untilMs, nowMs) => {
        const [, seconds = '0'] = /^max-age=(\d+)$/.exec(freshUntil(untilMs, nowMs).cacheControl) ?? [];
        const unused = untilMs - nowMs - Number(seconds) * 1000;

        expect(unused >= 0 || seconds === '0').toBe(true);
        expect(unused).toBeLessThan(1000);
      }),
    );
  });
});
