import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { MOST_BYTES } from './read-yaml.js';
import { type LoadedScenario, readScenario } from './read-scenario.js';
import { ScenarioError } from './scenario.error.js';

/**
 * Reads a scenario from a file.
 *
 * @throws ScenarioError when it cannot be read, too
 */
export function readScenarioFile(path: string): LoadedScenario {
  return readScenario(textOf(path), path);
}

function textOf(path: string): string {
  try {
    if (!statSync(path).isFile()) throw new Error('it is not a file');
    return new TextDecoder('utf-8', { fatal: true }).decode(beginningOf(path));
  } catch (error) {
    const sentence = `The file cannot be read: ${(error as Error).message}`;
    throw new ScenarioError(path, [{ line: 1, column: 1, sentence }]);
  }
}

/** One byte more than a scenario may have is enough to refuse a file that would not fit into memory. */
function beginningOf(path: string): Buffer {
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  const descriptor = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += read;
      if (read === 0 || length === buffer.length) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
