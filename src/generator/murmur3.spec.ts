import { describe, expect, it } from '@jest/globals';
import { finish, mix } from './random.js';

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
