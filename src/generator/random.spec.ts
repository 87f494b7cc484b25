import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { finish, mix, applicationKey, LANE, uniformAt, uniformsAt } from './random.js';

/** Little-endian words of the ASCII text, whose length is a multiple of four. */
function wordsOf(text: string): number[] {
  const bytes = Buffer.from(text, 'latin1');
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4));
}

describe('MurmurHash3_x86_32', () => {
  // Published test vectors of the reference implementation.
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['', 0xffffffff, 0x81f16f39],
    ['\xff\xff\xff\xff', 0, 0x76293b50],
    ['\x21\x43\x65\x87', 0, 0xf55b516b],
    ['\x21\x43\x65\x87', 0x5082edee, 0x2362f9de],
    ['\0\0\0\0', 0, 0x2362f9de],
    ['aaaa', 0x9747b28c, 0x5a97808a],
    ['abcd', 0x9747b28c, 0xf0478627],
    ['test', 0, 0xba6bd213],
  ])('hashes %j with seed %d as published', (text, seed, hash) => {
    const words = wordsOf(text);

    expect(finish(words.reduce(mix, seed), words.length)).toBe(hash);
  });
});

const KEY = applicationKey(1, 'test-app');

describe('random numbers', () => {
  it('are in the open interval (0, 1) at every position', () => {
    const position = fc.tuple(fc.nat(), fc.constantFrom(...Object.values(LANE)), fc.maxSafeInteger());
    fc.assert(
      fc.property(position, ([key, lane, tick]) => {
        const u = uniformsAt(key, lane, tick)();
        expect(u).toBeGreaterThan(0);
        expect(u).toBeLessThan(1);
      }),
    );
  });

  it('restart with every call', () => {
    const first = uniformsAt(KEY, LANE.serverErrors, 7);
    const again = uniformsAt(KEY, LANE.serverErrors, 7);

    expect([first(), first(), first()]).toEqual([again(), again(), again()]);
  });

  it('equal the first number of the sequence at the same position', () => {
    fc.assert(
      fc.property(fc.nat(), fc.maxSafeInteger(), (key, tick) => {
        expect(uniformAt(key, LANE.concurrency, tick)).toBe(uniformsAt(key, LANE.concurrency, tick)());
      }),
    );
  });

  it('do not repeat at another tick within 136 years', () => {
    const ticks = Array.from({ length: 200_000 }, (_, index) => index * 20_000);
    const values = new Set(ticks.map((tick) => uniformAt(KEY, LANE.arrivals, tick)));

    expect(values.size).toBe(ticks.length);
  });

  it('have a separate key for every name, including a Chinese and an empty one', () => {
    const names = ['', 'a', 'aa', 'b', 'test-app', 'test-app ', '支付服务', '支付'];

    expect(new Set(names.map((name) => applicationKey(1, name))).size).toBe(names.length);
  });

  it('have a separate lane for every purpose', () => {
    expect(new Set(Object.values(LANE)).size).toBe(Object.values(LANE).length);
  });

  it.each([-1, 0.5, 4_294_967_296, NaN])('refuse the seed %d', (seed) => {
    expect(() => applicationKey(seed, 'test-app')).toThrow(
      `Expected seed to be an integer between 0 and 4294967295 but received ${seed}`,
    );
  });
});
