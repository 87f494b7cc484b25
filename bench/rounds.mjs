import { performance } from 'node:perf_hooks';

/**
 * Measures contenders in turns, each once per round, so that other load on the machine affects all of them.
 *
 * @param {number} rounds
 * @param {Record<string, () => number | Promise<number>>} contenders - each returns one measured number
 * @returns {Promise<Record<string, number[]>>} one number per round, after a warm-up round
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

/** The ratio in each round. */
export function ratios(ours, peers) {
  return ours.map((value, round) => value / peers[round]);
}

/** How many milliseconds a task takes. */
export async function millisecondsOf(work) {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** How many microseconds one of many equal tasks takes; the task gets its index. */
export function microsecondsOfEach(count, work) {
  const startMs = performance.now();
  for (let number = 0; number < count; number += 1) work(number);
  return ((performance.now() - startMs) * 1000) / count;
}
