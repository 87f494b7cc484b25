import { setTimeout as delay } from 'node:timers/promises';

const GIVE_UP_MS = 60_000;
const BETWEEN_LOOKS_MS = 50;

/**
 * Looks again and again until something holds; how long that takes is never judged.
 *
 * @param what - ends the sentence "It never came true that …"
 * @throws Error when it never does
 */
export async function eventually(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`It never came true that ${what}`);
    await delay(BETWEEN_LOOKS_MS);
  }
}
