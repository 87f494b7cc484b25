import { afterAll, describe, expect, it } from '@jest/globals';
import { applicationKey, LANE, uniformAt, uniformsAt, type Lane } from './random.js';
import {
  chiSquarePValue,
  correlationPValue,
  kolmogorovSmirnovPValue,
  tally,
} from './testing/goodness-of-fit.js';

const DRAWS = 20_000;
const KEY = applicationKey(1, 'test-app');
const LANES = Object.entries(LANE);
const TODAY = 1_763_769_600;

type Sequence = (index: number) => number;

const at =
  (key: number, lane: Lane, tickOf: Sequence): Sequence =>
  (index) =>
    uniformAt(key, lane, tickOf(index));
const today = at(KEY, LANE.arrivals, (index) => TODAY + index);
const drawInATick = (tick: number): Sequence => {
  const uniform = uniformsAt(KEY, LANE.latency, tick);
  const drawn = Array.from({ length: DRAWS }, uniform);
  return (index) => drawn[index]!;
};
const nthDraw = (tick: number, n: number) => {
  const uniform = uniformsAt(KEY, LANE.arrivals, tick);
  for (let skipped = 1; skipped < n; skipped += 1) uniform();
  return uniform();
};
// As traffic.ts takes the heights of its noise: each octave from lattice points 2^40 after those of the previous one.
const octave = (n: number) => at(KEY, LANE.trafficNoise, (index) => index + n * 1_099_511_627_776);

const SINGLES: [what: string, sequence: Sequence][] = [
  ["today's ticks", today],
  ['ticks around 1970', at(KEY, LANE.arrivals, (index) => index - DRAWS / 2)],
  ['ticks far beyond 32 bits', at(KEY, LANE.arrivals, (index) => 9e15 + index)],
  ['midnights', at(KEY, LANE.arrivals, (index) => (index - DRAWS / 2) * 86_400)],
  ['draws in one tick', drawInATick(TODAY)],
  ['numbered names', (index) => uniformAt(applicationKey(1, `app-${index}`), LANE.arrivals, TODAY)],
  ['seeds', (index) => uniformAt(applicationKey(index, 'test-app'), LANE.arrivals, TODAY)],
  ...LANES.map(([name, lane]): [string, Sequence] => [
    `lane ${name}`,
    at(KEY, lane, (index) => TODAY + index),
  ]),
];

const PAIRS: [what: string, first: Sequence, second: Sequence][] = [
  ['the next tick', today, at(KEY, LANE.arrivals, (index) => TODAY + index + 1)],
  ['the tick after it', today, at(KEY, LANE.arrivals, (index) => TODAY + index + 2)],
  ['the next minute', today, at(KEY, LANE.arrivals, (index) => TODAY + index + 60)],
  ['the next day', today, at(KEY, LANE.arrivals, (index) => TODAY + index + 86_400)],
  ['2^32 ticks later', today, at(KEY, LANE.arrivals, (index) => TODAY + index + 4_294_967_296)],
  ['the mirrored tick', today, at(KEY, LANE.arrivals, (index) => -TODAY - index)],
  ['the second draw', today, (index) => nthDraw(TODAY + index, 2)],
  ['the third draw', today, (index) => nthDraw(TODAY + index, 3)],
  ['the next seed', today, at(applicationKey(2, 'test-app'), LANE.arrivals, (index) => TODAY + index)],
  ['a similar name', today, at(applicationKey(1, 'test-apq'), LANE.arrivals, (index) => TODAY + index)],
  ['a longer name', today, at(applicationKey(1, 'test-app2'), LANE.arrivals, (index) => TODAY + index)],
  ['the name of an edge', today, at(applicationKey(1, 'test-app\nb'), LANE.arrivals, (i) => TODAY + i)],
  ['the next octave', octave(0), octave(1)],
  ['the last octave', octave(0), octave(7)],
  ...LANES.slice(1).map(([name, lane], before): [string, Sequence, Sequence] => {
    const [neighbour, laneBefore] = LANES[before]!;
    const inLane = (anyLane: Lane) => at(KEY, anyLane, (index) => TODAY + index);
    return [`${name} of ${neighbour}`, inLane(lane), inLane(laneBefore)];
  }),
];

// Two tests of each: a correct generator fails any of them with less than one in a million sets of seeds (Bonferroni).
const LEAST_P_VALUE = 1e-6 / (2 * (SINGLES.length + PAIRS.length));

const lines = [`${'uniform over'.padEnd(30)}  chi-square     Kolmogorov`];
const noted = (what: string, ...pValues: number[]) => {
  lines.push(`${what.padEnd(30)}${pValues.map((p) => p.toFixed(4).padStart(12)).join('')}`);
  return Math.min(...pValues);
};
const drawn = (sequence: Sequence) => Array.from({ length: DRAWS }, (_, index) => sequence(index));

describe('random numbers', () => {
  afterAll(() => {
    process.stdout.write(`p-values; at least ${LEAST_P_VALUE.toExponential(1)} each\n${lines.join('\n')}\n`);
  });

  it.each(SINGLES)('are uniform over %s', (what, sequence) => {
    const values = drawn(sequence);
    const cells = tally(
      values.map((u) => Math.floor(u * 1000)),
      1000,
    );
    const chiSquare = chiSquarePValue(cells, new Array<number>(1000).fill(DRAWS / 1000));

    expect(noted(what, chiSquare, kolmogorovSmirnovPValue(values))).toBeGreaterThan(LEAST_P_VALUE);
  });

  // Counts of pairs in each cell of a 16 x 16 grid: uniform if the sequences are independent.
  it.each(PAIRS)('are independent of %s', (what, first, second) => {
    const [a, b] = [drawn(first), drawn(second)];
    const cells = a.map((u, index) => Math.floor(u * 16) * 16 + Math.floor(b[index]! * 16));
    const together = chiSquarePValue(tally(cells, 256), new Array<number>(256).fill(DRAWS / 256));

    expect(noted(`tell of ${what}`, together, correlationPValue(a, b))).toBeGreaterThan(LEAST_P_VALUE);
  });
});
