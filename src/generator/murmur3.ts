/**
 * Mixes one 32-bit word into a running hash.
 *
 * @param state - the running hash; at the start it is the hash's seed
 * @param word - any integer; its low 32 bits count
 * @returns the running hash, a signed 32-bit integer
 * @see A. Appleby, MurmurHash3_x86_32 (SMHasher, 2011), body
 */
export function mix(state: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const rotated = (scrambled << 15) | (scrambled >>> 17);
  const mixed = state ^ Math.imul(rotated, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/**
 * Ends a hash, so that each bit of the input has changed each bit of the result with probability one half.
 *
 * @param state - the running hash after the last word
 * @param wordCount - how many words were mixed in
 * @returns an integer in [0, 2^32)
 * @see A. Appleby, MurmurHash3_x86_32 (SMHasher, 2011), finalisation
 */
export function finish(state: number, wordCount: number): number {
  let hash = state ^ (wordCount * 4);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
