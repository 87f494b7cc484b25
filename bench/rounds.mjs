import { performance } from 'node:perf_hooks';

/**
 * Measures contenders in turns: each once a round, so that whatever disturbs the machine meets all of them.
 *
 * @param {number} rounds
 * @param {Record<string, () => number | Promise<number>>} contenders - each gives one measured number
 * @returns {Promise<Record<string, number[]>>} a number a round, after one round that only warms up
 */
export async function inTurns(rounds, contenders) {
  const measured = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries(contenders)) {
      const value = await measure();
      if (round >= 0) measured[name].push(value);
    }
  }
  return measured;
}

/** The ratio within each round. */
export function ratios(ours, peers) {
  return ours.map((value, round) => value / peers[round]);
}

/** Milliseconds that some work takes. */
export async function millisecondsOf(work) {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Microseconds that one of many equal pieces of work takes; it is given its number. */
export function microsecondsOfEach(count, work) {
  const startMs = performance.now();
  for (let number = 0; number < count; number += 1) work(number);
  return ((performance.now() - startMs) * 1000) / count;
}
