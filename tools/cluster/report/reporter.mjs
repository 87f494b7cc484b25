import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { junit } from './junit.mjs';
import { page } from './page.mjs';
import { suitesOf } from './suites.mjs';

/**
 * A reporter of jest's for the suites of test/cluster: writes test-results/cluster.xml (JUnit) and cluster.html, one
 * page with what was proved and the pictures taken, and prints the proved sentences together at the end.
 */
export default class ClusterReporter {
  #root;
  #folder;

  constructor({ rootDir }) {
    this.#root = rootDir;
    this.#folder = join(rootDir, 'test-results', 'cluster');
  }

  /** What an earlier run proved is not of this one. */
  onRunStart() {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
  }

  onRunComplete(_contexts, results) {
    const suites = suitesOf(results, this.#proofs(), (file) => relative(this.#root, file));
    const picture = (name) => readFileSync(join(this.#folder, name));
    writeFileSync(`${this.#folder}.xml`, junit(suites));
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

function summary(suites) {
  const lines = suites.flatMap(({ file, skipped, tests }) => {
    const proved = tests.flatMap(({ sentences }) => sentences);
    return [file, ...proved.map((line) => `  ${line}`), ...skipped.map((why) => `  skipped: ${why}`)];
  });
  return ['', 'What was proved:', ...lines].join('\n');
}
