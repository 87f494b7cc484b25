// Records what the suites proved, in sentences and images. tools/cluster/report makes a page of it.
import { expect } from '@jest/globals';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './commands.js';

const FOLDER = join(ROOT, 'test-results', 'cluster');
mkdirSync(FOLDER, { recursive: true });

/** Reports what the running test has proved, with its numbers, on the terminal and on the page. */
export function prove(sentence: string): void {
  process.stderr.write(`    proved: ${sentence}\n`);
  note({ sentence });
}

/** Saves an image for the page. @param name - of the file, with its extension */
export function keepPicture(name: string, picture: Uint8Array): void {
  writeFileSync(join(FOLDER, name), picture);
  note({ picture: name });
}

/** Reports why something is skipped; the caller skips the test with `it.skip` or by returning early. */
export function reportSkipped(reason: string): void {
  process.stderr.write(`    skipped: ${reason}\n`);
  note({ skipped: reason });
}

function note(entry: { sentence?: string; picture?: string; skipped?: string }): void {
  const { currentTestName: test = '', testPath: file = '' } = expect.getState();
  appendFileSync(join(FOLDER, 'proofs.ndjson'), `${JSON.stringify({ file, test, ...entry })}\n`);
}
