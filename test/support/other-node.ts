import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { it } from '@jest/globals';

const CANNOT_BE_HAD = 3;
const installer = fileURLToPath(new URL('../../tools/other-node/install.mjs', import.meta.url));

// Asked for before the tests are listed: where it cannot be had, a test is listed as skipped.
const answer = spawnSync(process.execPath, [installer], { encoding: 'utf8' });
process.stderr.write(answer.stderr);

/** `it` where a real Node 24 can be had. Elsewhere the test is skipped and says why. */
export const itWithOtherNode = answer.status === CANNOT_BE_HAD ? it.skip : it;

/**
 * The binary of the other Node.
 *
 * @throws Error with the installer's words when it failed for another reason than that there is none
 */
export function otherNode(): string {
  if (answer.status !== 0) throw new Error(`the other Node was not installed: ${answer.stderr}`);
  return answer.stdout.trim();
}
