import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applicationKey, LANE, uniformAt, uniformsAt } from './random.js';

const KEY = applicationKey(1, 'test-app');

describe('random numbers', () => {
  it('lie in the open interval (0, 1) at every position', () => {
    const position = fc.tuple(fc.nat(), fc.constantFrom(...Object.values(LANE)), fc.maxSafeInteger());
    fc.assert(
      fc.property(position, ([key, lane, tick]) => {
        const u = uniformsAt(key, lane, tick)();
        expect(u).toBeGreaterThan(0);
        expect(u).toBeLessThan(1);
      }),
    );
  });

  it('start anew with every call', () => {
    const first = uniformsAt(KEY, LANE.serverErrors, 7);
    const again = uniformsAt(KEY, LANE.serverErrors, 7);

    expect([first(), first(), first()]).toEqual([again(), again(), again()]);
  });

  it('are at one position what the sequence from there begins with', () => {
    fc.assert(
      fc.property(fc.nat(), fc.maxSafeInteger(), (key, tick) => {
        expect(uniformAt(key, LANE.concurrency, tick)).toBe(uniformsAt(key, LANE.concurrency, tick)());
      }),
    );
  });

  it('never come again at another tick of the same 136 years', () => {
    const ticks = Array.from({ length: 200_000 }, (_, index) => index * 20_000);
    const values = new Set(ticks.map((tick) => uniformAt(KEY, LANE.arrivals, tick)));

    expect(values.size).toBe(ticks.length);
  });

  it('have a key of their own for every name, also one in Chinese or none', () => {
    const names = ['', 'a', 'aa', 'b', 'test-app', 'test-app ', '支付服务', '支付'];

    expect(new Set(names.map((name) => applicationKey(1, name))).size).toBe(names.length);
  });

  it('have a lane of their own for every purpose', () => {
    expect(new Set(Object.values(LANE)).size).toBe(Object.values(LANE).length);
  });

  it.each([-1, 0.5, 4_294_967_296, NaN])('refuse the seed %d', (seed) => {
    expect(() => applicationKey(seed, 'test-app')).toThrow(
      `Expected seed to be an integer between 0 and 4294967295 but received ${seed}`,
    );
  });
});
