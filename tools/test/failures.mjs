// What failed in a run, told once more at its end: a long run's output is read from there, or kept from there only.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES_OF_A_MESSAGE = 12;

export class Failures {
  #told = [];

  add(suite, what, message = '') {
    const lines = stripVTControlCharacters(message).split('\n').slice(0, LINES_OF_A_MESSAGE);
    this.#told.push([
      `${suite}: ${what}`,
      ...lines.filter((line) => line !== '').map((line) => `    ${line}`),
    ]);
  }

  /** @param report - what jest writes with `--json` */
  addOfJest(suite, report) {
    for (const { name, message, assertionResults } of report.testResults) {
      const file = relative(process.cwd(), name);
      const broken = assertionResults.filter(({ status }) => status === 'failed');
      for (const { fullName, failureMessages } of broken) {
        this.add(suite, `${file}: ${fullName}`, failureMessages.join('\n'));
      }
      // Without a test of its own to blame: a file that could not be read as one.
      if (broken.length === 0 && message !== '') this.add(suite, file, message);
    }
  }

  /** Prints them, and adds them to the file that FAILURES_FILE names, for who runs several commands. */
  tell() {
    if (this.#told.length === 0) return;
    const text = `${this.#told.flat().join('\n')}\n`;
    console.log(`\nFailed:\n${text}`);
    const file = process.env.FAILURES_FILE;
    if (file) appendFileSync(file, text);
  }
}
