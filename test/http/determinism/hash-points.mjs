// Hashes the JSON of 20,000 service points of the compiled generator, made in the order that is asked for
// (`forwards` or `backwards`), and prints the hash beside what differs between the processes that run this.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pointAt } from '../../../dist/src/generator/snapshot.js';
import { createModel } from '../../../dist/src/generator/model.js';

const POINTS = 20_000;
const SEEDS = [0, 1, 42, 4294967295];
const RATES_PER_SECOND = [0, 0.1, 9.5, 84, 3000, 100_000];
const FIRST_TICK = -3_000_000_000;
// Coprime to the other cycles, so that all combinations meet; 20,000 of them end beyond the year 2100.
const TICK_STEP = 377_777;

const scenarios = new URL('../../../src/generator/golden/scenarios.json', import.meta.url);
const [apart, graph] = JSON.parse(readFileSync(scenarios, 'utf8'));
const models = SEEDS.flatMap((seed) => [
  ...RATES_PER_SECOND.map((ratePerSecond) => createModel(withRate({ ...apart, seed }, ratePerSecond))),
  // Weighed as all the others together: here calls, retries and incidents of all kinds happen.
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
