import { setTimeout as delay } from 'node:timers/promises';

const GIVE_UP_MS = 60_000;
const BETWEEN_LOOKS_MS = 50;

/**
 * Looks again and again until something holds; how long that takes is never judged.
 *
 * @param what - ends the sentence "It never came true that …"
 * @param giveUpMs - for what may take longer than a minute
 * @throws Error when it never does
 */
export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  giveUpMs = GIVE_UP_MS,
): Promise<void> {
  const giveUpAt = Date.now() + giveUpMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`It never came true that ${what}`);
    await delay(BETWEEN_LOOKS_MS);
  }
}
