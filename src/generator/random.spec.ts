import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applicationKey, LANE, uniformsAt } from './random.js';
import { chiSquarePValue, tally } from './testing/goodness-of-fit.js';

const DRAWS = 40_000;
const KEY = applicationKey(1, 'test-app');

/** How often two sequences fall together into each cell of an 8 x 8 grid: even, when they are independent. */
function pairPValue(first: (index: number) => number, second: (index: number) => number): number {
  const cells = Array.from({ length: DRAWS }, (_, index) => {
    return Math.floor(first(index) * 8) * 8 + Math.floor(second(index) * 8);
  });
  return chiSquarePValue(tally(cells, 64), new Array<number>(64).fill(DRAWS / 64));
}

const firstAt = (tick: number) => uniformsAt(KEY, LANE.arrivals, tick)();

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
    const first = uniformsAt(KEY, LANE.failures, 7);
    const again = uniformsAt(KEY, LANE.failures, 7);

    expect([first(), first(), first()]).toEqual([again(), again(), again()]);
  });

  it('are uniform over ticks and within one tick', () => {
    const cellOf = (u: number) => Math.floor(u * 1000);
    const withinATick = uniformsAt(KEY, LANE.latency, 5);
    const expected = new Array<number>(1000).fill(DRAWS / 1000);
    const overTicks = Array.from({ length: DRAWS }, (_, tick) => cellOf(firstAt(tick - DRAWS / 2)));
    const inOneTick = Array.from({ length: DRAWS }, () => cellOf(withinATick()));

    expect(chiSquarePValue(tally(overTicks, 1000), expected)).toBeGreaterThan(1e-6);
    expect(chiSquarePValue(tally(inOneTick, 1000), expected)).toBeGreaterThan(1e-6);
  });

  it.each<[string, (tick: number) => number]>([
    ['the next tick', (tick) => firstAt(tick + 1)],
    ['the same second of the next day', (tick) => firstAt(tick + 86_400)],
    ['the tick 2^32 later', (tick) => firstAt(tick + 4_294_967_296)],
    ['the next lane', (tick) => uniformsAt(KEY, LANE.trafficNoise, tick)()],
    ['the next seed', (tick) => uniformsAt(applicationKey(2, 'test-app'), LANE.arrivals, tick)()],
    ['a similar name', (tick) => uniformsAt(applicationKey(1, 'test-apq'), LANE.arrivals, tick)()],
    [
      'the next draw',
      (tick) => {
        const uniform = uniformsAt(KEY, LANE.arrivals, tick);
        uniform();
        return uniform();
      },
    ],
  ])('tell nothing about those of %s', (_, second) => {
    expect(pairPValue(firstAt, second)).toBeGreaterThan(1e-6);
  });

  it('have a key of their own for every name, also one in Chinese or none', () => {
    const names = ['', 'a', 'aa', 'b', 'test-app', 'test-app ', '支付服务', '支付'];

    expect(new Set(names.map((name) => applicationKey(1, name))).size).toBe(names.length);
  });

  it.each([-1, 0.5, 4_294_967_296, NaN])('refuse the seed %d', (seed) => {
    expect(() => applicationKey(seed, 'test-app')).toThrow(
      `Expected seed to be an integer between 0 and 4294967295 but received ${seed}`,
    );
  });
});
