/**
 * Writes src/generator/golden/service-points.json from the compiled generator. Run it, after a build, only when
 * the model is meant to change: the file is what people have seen, and its spec keeps every digit of it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultScenario } from '../../dist/src/generator/scenario.js';
import { servicePointAt } from '../../dist/src/generator/service-point.js';

const SEEDS = [0, 1, 4294967295];
const NAMES = ['test-app', '', '支付服务'];
// Few requests, the default's and many: each draws by another algorithm.
const RATES = [1.5, 84, 25_000];
const TICKS = [
  -5_000_000_000, // before 1900
  -1,
  0,
  1_763_769_600,
  1_763_769_601,
  2_147_483_648, // the first beyond 31 bits
  4_102_444_800, // 2100-01-01
  4_294_967_296, // the first beyond 32 bits
  9_007_199_254_740_991,
];

const points = SEEDS.flatMap((seed) =>
  NAMES.flatMap((name) =>
    RATES.flatMap((ratePerSecond) =>
      TICKS.map((tick) => ({ seed, name, ratePerSecond, point: pointAt(seed, name, ratePerSecond, tick) })),
    ),
  ),
);
const file = join(import.meta.dirname, '..', '..', 'src', 'generator', 'golden', 'service-points.json');
writeFileSync(file, `${JSON.stringify(points, null, 2)}\n`);
process.stdout.write(`${points.length} points in ${file}\n`);

function pointAt(seed, name, ratePerSecond, tick) {
  const scenario = defaultScenario(seed);
  const [testApp] = scenario.applications;
  const application = { ...testApp, name, traffic: { ...testApp.traffic, ratePerSecond } };
  return servicePointAt(scenario, application, tick);
}
