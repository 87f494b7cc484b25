// Hashes the JSON of 20,000 service points of the compiled generator, made in the order that is asked for
// (`forwards` or `backwards`), and prints the hash beside what differs between the processes that run this.
import { createHash } from 'node:crypto';
import { defaultScenario } from '../../../dist/src/generator/scenario.js';
import { servicePointAt } from '../../../dist/src/generator/service-point.js';

const POINTS = 20_000;
const SEEDS = [0, 1, 42, 4294967295];
const NAMES = ['test-app', '', '支付服务', 'a-name-that-is-rather-long-for-an-application'];
const RATES_PER_SECOND = [0, 0.1, 9.5, 84, 3000, 100_000];
const FIRST_TICK = -3_000_000_000;
// Coprime to the other cycles, so that all combinations meet; 20,000 of them end beyond the year 2100.
const TICK_STEP = 377_777;

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

function textOf(index) {
  const scenario = defaultScenario(SEEDS[index % SEEDS.length]);
  const [testApp] = scenario.applications;
  const name = NAMES[Math.floor(index / SEEDS.length) % NAMES.length];
  const ratePerSecond = RATES_PER_SECOND[Math.floor(index / 16) % RATES_PER_SECOND.length];
  const application = { ...testApp, name, traffic: { ...testApp.traffic, ratePerSecond } };
  return JSON.stringify(servicePointAt(scenario, application, FIRST_TICK + index * TICK_STEP));
}
