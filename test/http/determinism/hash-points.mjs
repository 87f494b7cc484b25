// Hashes the JSON of 20,000 points of the compiled generator, computed in the given order (`forwards` or `backwards`),
// and prints the hash together with the properties that differ between processes.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pointAt } from '../../../dist/src/generator/snapshot.js';
import { createModel } from '../../../dist/src/generator/model.js';

const POINTS = 20_000;
const SEEDS = [0, 1, 42, 4294967295];
const RATES_PER_SECOND = [0, 0.1, 9.5, 84, 3000, 100_000];
const FIRST_TICK = -3_000_000_000;
// Coprime to the other periods, so that all combinations occur; 20,000 steps end after the year 2100.
const TICK_STEP = 377_777;

const scenarios = new URL('../../../src/generator/golden/scenarios.json', import.meta.url);
const [apart, graph] = JSON.parse(readFileSync(scenarios, 'utf8'));
const models = SEEDS.flatMap((seed) => [
  ...RATES_PER_SECOND.map((ratePerSecond) => createModel(withRate({ ...apart, seed }, ratePerSecond))),
  // As many as all the others together: it has calls, retries and incidents of all kinds.
  ...RATES_PER_SECOND.map(() => createModel({ ...graph, seed })),
]);

const texts = new Array(POINTS);
const indices = [...texts.keys()];
for (const index of process.argv[2] === 'backwards' ? indices.reverse() : indices)
  texts[index] = textOf(index);

const sha256 = createHash('sha256').update(texts.join('\n')).digest('hex');
const utcOffsetMinutes = -new Date().getTimezoneOffset();
const { version, env, pid } = process;
console.log(
  JSON.stringify({ sha256, points: new Set(texts).size, version, host: env.HOSTNAME, utcOffsetMinutes, pid }),
);

function withRate(scenario, ratePerSecond) {
  const applications = scenario.applications.map((application) => {
    return { ...application, traffic: { ...application.traffic, ratePerSecond } };
  });
  return { ...scenario, applications };
}

function textOf(index) {
  const model = models[index % models.length];
  const node = model.nodes[Math.floor(index / models.length) % model.nodes.length];
  return JSON.stringify(pointAt(model, node, FIRST_TICK + index * TICK_STEP));
}
