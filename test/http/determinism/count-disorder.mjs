// Checks 200,000 points of the compiled generator for numbers that contradict each other, and prints the number of
// points and of each kind of contradiction. A separate process, since jest's sandbox takes twenty times as long.
import { readFileSync } from 'node:fs';
import { pointAt } from '../../../dist/src/generator/snapshot.js';
import { createModel } from '../../../dist/src/generator/model.js';
import { quantileMs } from '../../../dist/src/generator/latency.js';

const POINTS = 200_000;
const FIRST_TICK = 1_763_769_600;

const scenarios = new URL('../../../src/generator/golden/scenarios.json', import.meta.url);
const models = JSON.parse(readFileSync(scenarios, 'utf8')).map(createModel);
const nodes = models.flatMap((model) => model.nodes.map((node) => ({ model, node })));

const disorder = { latencies: 0, rounded: 0, failures: 0, buckets: 0 };
for (let index = 0; index < POINTS; index += 1) {
  const { model, node } = nodes[index % nodes.length];
  const point = pointAt(model, node, FIRST_TICK + Math.floor(index / nodes.length));
  const { latency, shape, requests, failures, minLatencyMs, avgLatencyMs, maxLatencyMs } = point;
  const quantiles = [0.5, 0.9, 0.99].map((probability) => quantileMs(latency, probability, shape));
  const averages = [minLatencyMs, avgLatencyMs, maxLatencyMs];
  if (!isRising([minLatencyMs, ...quantiles, maxLatencyMs]) || !isRising(averages)) disorder.latencies += 1;
  if (!isRising(averages.map(Math.round))) disorder.rounded += 1;
  if (!isRising([0, failures, requests])) disorder.failures += 1;
  if (latency.buckets.reduce((sum, count) => sum + count, 0) !== requests) disorder.buckets += 1;
}
console.log(JSON.stringify({ points: POINTS, ...disorder }));

function isRising(values) {
  return values.every((value, index) => index === 0 || value >= values[index - 1]);
}
