// What the suites proved, in sentences and pictures: tools/cluster/report writes the page from it.
import { expect } from '@jest/globals';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './commands.js';

const FOLDER = join(ROOT, 'test-results', 'cluster');
mkdirSync(FOLDER, { recursive: true });

/** Tells what the running test has just shown, with its numbers: on the terminal and on the page. */
export function prove(sentence: string): void {
  process.stderr.write(`    proved: ${sentence}\n`);
  note({ sentence });
}

/** Keeps a picture that was taken, for the page. @param name - a file's, with its ending */
export function keepPicture(name: string, picture: Uint8Array): void {
  writeFileSync(join(FOLDER, name), picture);
  note({ picture: name });
}

/** Tells why something is not tried here; the test itself is left out by `it.skip` or by returning early. */
export function tellSkipped(reason: string): void {
  process.stderr.write(`    skipped: ${reason}\n`);
  note({ skipped: reason });
}

function note(entry: { sentence?: string; picture?: string; skipped?: string }): void {
  const { currentTestName: test = '', testPath: file = '' } = expect.getState();
  appendFileSync(join(FOLDER, 'proofs.ndjson'), `${JSON.stringify({ file, test, ...entry })}\n`);
}
