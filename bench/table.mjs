import { availableParallelism, cpus } from 'node:os';

const HEAD = ['', 'median', 'min', 'max', 'unit', 'goal'];

/**
 * Prints measured numbers, under a title and a line that describes the machine.
 *
 * @param {string} title
 * @param {readonly { what: string, values: readonly number[], unit: string, goal?: string }[]} rows
 */
export function printTable(title, rows) {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log(`\n${title}\n${machine()}\n`);
  for (const line of lines) console.log(line.map((cell, column) => aligned(cell, column, widths)).join('  '));
}

/** The machine that the numbers depend on. */
function machine() {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${model}, ${availableParallelism()} cores, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`;
}

function cellsOf({ what, values, unit, goal = '' }) {
  const sorted = values.toSorted((a, b) => a - b);
  return [what, ...[medianOf(sorted), sorted[0], sorted.at(-1)].map(shown), unit, goal];
}

function medianOf(sorted) {
  const upper = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
}

function shown(value) {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

function aligned(cell, column, widths) {
  const isNumber = column >= 1 && column <= 3;
  return isNumber ? cell.padStart(widths[column]) : cell.padEnd(widths[column]);
}
