import { normalCdf } from '../special-functions.js';

const LEAST_EXPECTED_IN_A_CELL = 10;

interface Cell {
  observed: number;
  expected: number;
}

/**
 * Probability that counts from a correct generator differ from the expected ones at least this much (Pearson's
 * chi-square test). Specs require more than 1e-6: a correct generator misses that with one seed in a million,
 * and since the seeds are fixed, every run gives the same result.
 *
 * @param observed - count of each cell
 * @param expected - expected count of each cell; neighbours are merged until 10 are expected
 * @see E. B. Wilson and M. M. Hilferty, The distribution of chi-square, PNAS 17 (1931), for the p-value
 */
export function chiSquarePValue(observed: readonly number[], expected: readonly number[]): number {
  const cells = merged(observed, expected);
  const statistic = cells.reduce(
    (sum, cell) => sum + square(cell.observed - cell.expected) / cell.expected,
    0,
  );
  const freedom = cells.length - 1;
  const cubeRoot = Math.exp(Math.log(statistic / freedom) / 3);
  return normalCdf((1 - 2 / (9 * freedom) - cubeRoot) / Math.sqrt(2 / (9 * freedom)));
}

/**
 * Probability that numbers from a correct generator deviate at least this much from the uniform distribution over
 * (0, 1) (Kolmogorov-Smirnov test).
 *
 * @see M. A. Stephens, Use of the Kolmogorov-Smirnov, Cramer-von Mises and related statistics without extensive
 *   tables, Journal of the Royal Statistical Society B 32 (1970), for the correction of the number of draws
 */
export function kolmogorovSmirnovPValue(uniforms: readonly number[]): number {
  const n = uniforms.length;
  const sorted = Float64Array.from(uniforms).sort();
  let distance = 0;
  sorted.forEach((value, index) => {
    distance = Math.max(distance, value - index / n, (index + 1) / n - value);
  });
  const lambda = distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda);
  return Math.min(1, Math.max(0, sum));
}

/** Probability that two sequences of independent numbers have at least this correlation, positive or negative. */
export function correlationPValue(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [centred(first), centred(second)];
  const product = a.reduce((sum, value, index) => sum + value * b[index]!, 0);
  const scale = Math.sqrt(varianceAround(0, a) * varianceAround(0, b)) * a.length;
  return 2 * normalCdf((-Math.abs(product) / scale) * Math.sqrt(a.length));
}

/** Distance of the mean from the expected one in standard errors, given the deviation of the values. */
export function standardErrorsOff(values: readonly number[], expected: number, deviation: number): number {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  return (Math.abs(average - expected) * Math.sqrt(values.length)) / deviation;
}

/** Average squared distance from a known mean. */
export function varianceAround(mean: number, values: readonly number[]): number {
  return values.reduce((sum, value) => sum + square(value - mean), 0) / values.length;
}

/** Counts of the integers 0 to size - 1; greater ones count as the last. */
export function tally(values: readonly number[], size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const value of values) counts[Math.min(value, size - 1)]! += 1;
  return counts;
}

function merged(observed: readonly number[], expected: readonly number[]): Cell[] {
  const cells: Cell[] = [];
  let open: Cell = { observed: 0, expected: 0 };
  expected.forEach((expectedHere, index) => {
    open.observed += observed[index] ?? 0;
    open.expected += expectedHere;
    if (open.expected < LEAST_EXPECTED_IN_A_CELL) return;
    cells.push(open);
    open = { observed: 0, expected: 0 };
  });
  const last = cells.at(-1);
  if (last === undefined) throw new Error(`Expected at least ${LEAST_EXPECTED_IN_A_CELL} counts in all`);
  last.observed += open.observed;
  last.expected += open.expected;
  return cells;
}

function centred(values: readonly number[]): number[] {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - average);
}

function square(value: number): number {
  return value * value;
}
