import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { it } from '@jest/globals';

const NOT_AVAILABLE = 3;
const installer = fileURLToPath(new URL('../../tools/other-node/install.mjs', import.meta.url));

// Runs before the tests are collected, so that a test without the other Node is reported as skipped.
const installation = spawnSync(process.execPath, [installer], { encoding: 'utf8' });
process.stderr.write(installation.stderr);

/** `it` when a real Node 24 is available. Otherwise the test is skipped with a message. */
export const itWithOtherNode = installation.status === NOT_AVAILABLE ? it.skip : it;

/**
 * The path of the other Node's binary.
 *
 * @throws Error with the installer's output when the installation failed
 */
export function otherNode(): string {
  if (installation.status !== 0) throw new Error(`the other Node was not installed: ${installation.stderr}`);
  return installation.stdout.trim();
}
