import { setTimeout as delay } from 'node:timers/promises';

const GIVE_UP_MS = 60_000;
const POLL_INTERVAL_MS = 50;

/**
 * Polls until a condition holds, however long that takes.
 *
 * @param what - the condition, which completes "Gave up waiting until …"
 * @param giveUpMs - for conditions that can take longer than a minute
 * @throws Error when the condition does not hold in time
 */
export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  giveUpMs = GIVE_UP_MS,
): Promise<void> {
  const giveUpAt = Date.now() + giveUpMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`Gave up waiting until ${what}`);
    await delay(POLL_INTERVAL_MS);
  }
}

/** A promise with its resolver; `Promise.withResolvers` is not in Node 20. */
export function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise;
  });
  return { promise, resolve };
}
