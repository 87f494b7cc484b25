import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { page } from './page.mjs';

/**
 * @typedef {object} Test
 * @property {string} name - with the names of the blocks around it
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {number} durationMs
 * @property {string[]} failures
 * @property {string[]} sentences - what it proved
 * @property {string[]} pictures - file names
 *
 * @typedef {object} Suite
 * @property {string} file - relative to the checkout
 * @property {string[]} skipped - why parts of it did not run
 * @property {Test[]} tests - a file that failed before its first test has one failed test
 */

/**
 * A jest reporter for the suites of test/cluster: writes test-results/cluster.html, one page with what was proved and
 * the pictures taken, and prints the proved sentences together at the end. jest-junit writes cluster.xml.
 */
export default class ClusterReporter {
  #root;
  #folder;

  constructor({ rootDir }) {
    this.#root = rootDir;
    this.#folder = join(rootDir, 'test-results', 'cluster');
  }

  /** Removes what an earlier run proved. */
  onRunStart() {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
  }

  onRunComplete(_contexts, results) {
    const suites = suitesOf(results, this.#proofs(), (file) => relative(this.#root, file));
    const picture = (name) => readFileSync(join(this.#folder, name));
    writeFileSync(`${this.#folder}.html`, page({ suites, startedAt: new Date(results.startTime), picture }));
    console.error(summary(suites));
  }

  #proofs() {
    try {
      const lines = readFileSync(join(this.#folder, 'proofs.ndjson'), 'utf8').trim().split('\n');
      return lines.map((line) => JSON.parse(line));
    } catch (error) {
      if (error.code === 'ENOENT') return [];
      throw error;
    }
  }
}

/**
 * Joins jest's results with what the tests reported as proved.
 *
 * @param results - jest's AggregatedResult
 * @param proofs - lines of proofs.ndjson: `file`, `test`, and one of `sentence`, `picture` and `skipped`
 * @returns {Suite[]} by file
 */
function suitesOf(results, proofs, nameOfFile) {
  return results.testResults
    .map(({ testFilePath, testResults, failureMessage }) => {
      const own = proofs.filter(({ file }) => file === testFilePath);
      const tests = testResults.map((test) => testOf(test, own));
      const couldNotRun = testResults.length === 0 && failureMessage;
      return {
        file: nameOfFile(testFilePath),
        skipped: valuesOf('skipped', own),
        tests: couldNotRun ? [suiteThatCouldNotRun(failureMessage)] : tests,
      };
    })
    .sort((one, other) => one.file.localeCompare(other.file));
}

function testOf({ fullName, status, duration, failureMessages }, proofs) {
  const own = proofs.filter(({ test }) => test === fullName);
  return {
    name: fullName,
    state: status === 'passed' || status === 'failed' ? status : 'skipped',
    durationMs: duration ?? 0,
    failures: (failureMessages ?? []).map(stripVTControlCharacters),
    sentences: valuesOf('sentence', own),
    pictures: valuesOf('picture', own),
  };
}

function suiteThatCouldNotRun(message) {
  return {
    name: 'The suite could not run',
    state: 'failed',
    durationMs: 0,
    failures: [stripVTControlCharacters(message)],
    sentences: [],
    pictures: [],
  };
}

function valuesOf(key, proofs) {
  return proofs.filter((proof) => proof[key] !== undefined).map((proof) => proof[key]);
}

function summary(suites) {
  const lines = suites.flatMap(({ file, skipped, tests }) => {
    const proved = tests.flatMap(({ sentences }) => sentences);
    return [file, ...proved.map((line) => `  ${line}`), ...skipped.map((why) => `  skipped: ${why}`)];
  });
  return ['', 'What was proved:', ...lines].join('\n');
}
