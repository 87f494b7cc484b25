/**
 * Mixes a 32-bit word into a running hash.
 *
 * @param state - the running hash; initially the hash's seed
 * @param word - any integer; its low 32 bits are used
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
 * Finalises a hash, so that each bit of the input changes each bit of the result with probability one half.
 *
 * @param state - the running hash after the last word
 * @param wordCount - number of words that were mixed in
 * @returns an integer in [0, 2^32)
 * @see A. Appleby, MurmurHash3_x86_32 (SMHasher, 2011), finalisation
 */
export function finish(state: number, wordCount: number): number {
  let hash = state ^ (wordCount * 4);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const TWO_TO_32 = 4294967296;
const WORDS_PER_DRAW = 4;

/**
 * The purposes of random numbers. Each draws from its own lane, so that a change in one affects no other. Changing a
 * number changes history that users have already seen: add new ones, never renumber.
 */
export const LANE = {
  arrivals: 1,
  trafficNoise: 2,
  serverErrors: 3,
  failureNoise: 4,
  latency: 5,
  latencyNoise: 6,
  concurrency: 7,
  clientErrors: 8,
  timeouts: 9,
  calls: 10,
  canary: 11,
  exemplar: 12,
  fault: 101,
} as const;

export type Lane = (typeof LANE)[keyof typeof LANE];

/** Yields the next uniform random number of a sequence, in the open interval (0, 1). */
export type Uniforms = () => number;

/**
 * The key of all random numbers of one application.
 *
 * @param seed - the scenario's seed, an integer in [0, 2^32)
 * @param name - the application's name, any text; its UTF-16 code units are hashed
 * @returns an integer in [0, 2^32)
 * @throws RangeError when the seed is not such an integer
 */
export function applicationKey(seed: number, name: string): number {
  if (seed >>> 0 !== seed) {
    throw new RangeError(`Expected seed to be an integer between 0 and 4294967295 but received ${seed}`);
  }
  let state = seed;
  for (let index = 0; index < name.length; index += 1) state = mix(state, name.charCodeAt(index));
  return finish(state, name.length);
}

/**
 * The random numbers of one application for one purpose in one tick. Each is a hash of its position (key, lane, tick,
 * index), so it can be computed without the ones before it.
 *
 * @param key - from {@link applicationKey}
 * @param lane - the purpose of the numbers
 * @param tick - any safe integer, can be negative
 * @returns a sequence that restarts with every call
 * @see J. K. Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3 (SC'11), for counter-based generators
 */
export function uniformsAt(key: number, lane: Lane, tick: number): Uniforms {
  const position = positionOf(key, lane, tick);
  let counter = 0;
  return () => {
    const uniform = drawAt(position, counter);
    counter += 1;
    return uniform;
  };
}

/** The first of the random numbers of {@link uniformsAt}. */
export function uniformAt(key: number, lane: Lane, tick: number): number {
  return drawAt(positionOf(key, lane, tick), 0);
}

function positionOf(key: number, lane: Lane, tick: number): number {
  return mix(mix(mix(key, lane), tick), Math.floor(tick / TWO_TO_32));
}

/** The middle of one of 2^32 equal intervals: never 0 or 1. */
function drawAt(position: number, counter: number): number {
  return (finish(mix(position, counter), WORDS_PER_DRAW) + 0.5) / TWO_TO_32;
}
