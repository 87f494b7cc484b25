/**
 * Writes src/generator/golden/points.ndjson from the compiled generator. Run it, after a build, only for an intended
 * change of the model: the file holds published values, and its spec compares every digit.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pointAt } from '../../dist/src/generator/snapshot.js';
import { createModel } from '../../dist/src/generator/model.js';

const SEEDS = [0, 4294967295];
const TICKS = [
  -5_000_000_000, // before 1900
  -1,
  0,
  1_763_769_600,
  2_147_483_648, // the first beyond 31 bits
  4_294_967_296, // the first beyond 32 bits
  9_007_199_254_740_000, // near the last
];
// The incidents of the scenario with calls repeat every hundred ticks: each step has different ones.
const STEPS = [0, 17, 28, 36, 45, 58, 71, 76, 84, 93];

const golden = join(import.meta.dirname, '..', '..', 'src', 'generator', 'golden');
const [independent, graph] = JSON.parse(readFileSync(join(golden, 'scenarios.json'), 'utf8'));
const graphTicks = TICKS.slice(0, 4).flatMap((tick) => STEPS.map((step) => tick + step));
const lines = [
  ...SEEDS.flatMap((seed) => TICKS.flatMap((tick) => linesOf({ ...independent, seed }, tick))),
  ...graphTicks.flatMap((tick) => linesOf({ ...graph, seed: 1 }, tick)),
];
const file = join(golden, 'points.ndjson');
writeFileSync(file, `${lines.join('\n')}\n`);
process.stdout.write(`${lines.length} points in ${file}\n`);

function linesOf(scenario, tick) {
  const model = createModel(scenario);
  return model.nodes.map((node) => {
    const { name } = node.application;
    const { seed } = scenario;
    return JSON.stringify({ scenario: scenario.name, seed, name, point: pointAt(model, node, tick) });
  });
}
