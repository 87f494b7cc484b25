/**
 * Measures the performance of the services on this machine, compared with peers in the same rounds.
 *
 * usage: node bench/run.mjs [measurement...]
 */
import { measureBefore } from './before.mjs';
import { measureCharts } from './charts.mjs';
import { measureExport } from './export.mjs';
import { measureFairness } from './fairness.mjs';
import { measureFunctions } from './functions.mjs';
import { measureLegacyHttp } from './legacy-http.mjs';
import { measurePoint } from './point.mjs';
import { measureRange } from './range.mjs';
import { measureShutdown } from './shutdown.mjs';
import { measureTracing } from './tracing.mjs';

const MEASUREMENTS = {
  point: measurePoint,
  range: measureRange,
  export: measureExport,
  'legacy-http': measureLegacyHttp,
  tracing: measureTracing,
  fairness: measureFairness,
  shutdown: measureShutdown,
  charts: measureCharts,
  functions: measureFunctions,
  before: measureBefore,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in MEASUREMENTS));
if (unknown.length > 0) {
  console.error(
    `Expected measurements among ${Object.keys(MEASUREMENTS).join(', ')} but received ${unknown.join(', ')}`,
  );
  process.exit(1);
}
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}
process.exit(0);
