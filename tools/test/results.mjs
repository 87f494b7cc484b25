/**
 * Collects the results of suites, and prints them at the end of a run: what failed, a table with the duration of each
 * suite, and the closing line `N passed, N failed[, N skipped]`.
 *
 * With RESULTS_FILE set, a runner adds its results to that file instead of printing them, so that a script that uses
 * several runners prints all results once:
 *
 *   node tools/test/results.mjs FILE [FAILED_COMMAND…]
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const MAX_LINES_PER_FAILURE = 12;
const COLUMNS = ['passed', 'failed', 'skipped', 'seconds'];

export class Results {
  #suites = [];
  #failures = [];

  /**
   * @param counts - `passed`, `failed` and `skipped` tests, the `seconds` that the suite took, and `isUnavailable` where
   *   a tool that it needs cannot be installed on this machine
   */
  add(suite, counts) {
    this.#suites.push({ suite, ...counts });
  }

  addFailure(suite, what, message = '') {
    const lines = stripVTControlCharacters(message).split('\n').slice(0, MAX_LINES_PER_FAILURE);
    this.#failures.push(
      `${suite}: ${what}`,
      ...lines.filter((line) => line !== '').map((line) => `    ${line}`),
    );
  }

  /** @param report - what jest writes with `--json` */
  addFailuresOfJest(suite, report) {
    for (const { name, message, assertionResults } of report.testResults) {
      const file = relative(process.cwd(), name);
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      for (const { fullName, failureMessages } of failed) {
        this.addFailure(suite, `${file}: ${fullName}`, failureMessages.join('\n'));
      }
      // A file that could not be loaded, or whose hooks failed, has a message but no failed test.
      if (failed.length === 0 && message !== '') this.addFailure(suite, file, message);
    }
  }

  /** Prints the results, or adds them to RESULTS_FILE, and sets the exit code. */
  finish() {
    const file = process.env.RESULTS_FILE;
    if (file) {
      appendFileSync(file, `${JSON.stringify({ suites: this.#suites, failures: this.#failures })}\n`);
    } else {
      this.#print();
    }
    process.exitCode = this.#total().failed === 0 ? 0 : 1;
  }

  /** Prints what several runners added to a file. @param failedCommands - commands that ended with an error */
  static printFile(file, failedCommands) {
    const results = new Results();
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const { suites, failures } = JSON.parse(line);
      results.#suites.push(...suites);
      results.#failures.push(...failures);
    }
    // A command whose failed tests are counted already is not counted again.
    const isCounted = results.#total().failed > 0;
    for (const command of failedCommands) {
      results.#failures.push(`command failed: ${command}`);
      if (!isCounted) results.add(command, { passed: 0, failed: 1, skipped: 0, seconds: 0 });
    }
    results.#print();
    process.exitCode = results.#total().failed === 0 ? 0 : 1;
  }

  #print() {
    if (this.#failures.length > 0) console.log(`\nFailed:\n${this.#failures.join('\n')}`);
    console.log(`\n${table(this.#suites)}`);
    const { passed, failed, skipped } = this.#total();
    console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }

  #total() {
    const sum = (key) => this.#suites.reduce((total, suite) => total + suite[key], 0);
    const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
    // A run without a passed test has tested nothing. That is a failure, unless nothing could run here.
    const isUnavailable = this.#suites.length > 0 && this.#suites.every((suite) => suite.isUnavailable);
    if (total.passed === 0 && !isUnavailable) total.failed ||= 1;
    return total;
  }
}

function table(suites) {
  const rows = [
    ['suite', ...COLUMNS],
    ...suites.map((entry) => [entry.suite, ...COLUMNS.map((column) => String(Math.round(entry[column])))]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  '),
    )
    .join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const [file, ...failedCommands] = process.argv.slice(2);
  if (file === undefined) throw new Error('Expected the file of results as the first argument');
  Results.printFile(file, failedCommands);
}
