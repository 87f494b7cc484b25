import { rangeText } from '../dist/src/metrics-api/points/answers.js';
import { seriesOf } from '../dist/src/metrics-api/points/series.js';
import { FIRST_TICK, modelOf } from './model.mjs';
import { startMetricsApi, stopServers } from './processes.mjs';
import { inTurns, millisecondsOf } from './rounds.mjs';
import { printTable } from './table.mjs';

const ROUNDS = 9;
const POINTS = 11_000;
const LAST_TICK = FIRST_TICK + POINTS - 1;
const SPAN = { fromTick: FIRST_TICK, toTick: LAST_TICK, stepTicks: 1, aggregation: undefined };
const GOALS = { 'JSON over HTTP': '100 or less', 'CSV over HTTP': '100 or less' };

/** The longest range of one response: over HTTP, generated in this process, and its text alone. */
export async function measureRange() {
  const model = modelOf('default');
  const points = await pointsOf(model);
  const server = await startMetricsApi({ LOG_LEVEL: 'warn' });
  const url = new URL(`/api/v1/apps/test-app/range?from=${FIRST_TICK}&to=${LAST_TICK}&step=1`, server.url);
  await mustBeEqual(url, 'application/json', textOf('json', model, points));
  await mustBeEqual(url, 'text/csv', textOf('csv', model, points));

  const contenders = {
    'JSON over HTTP': () => textAt(url, 'application/json'),
    'CSV over HTTP': () => textAt(url, 'text/csv'),
    'the points alone, in process': () => pointsOf(model),
    'JSON in process': async () => textOf('json', model, await pointsOf(model)),
    'CSV in process': async () => textOf('csv', model, await pointsOf(model)),
    'the JSON text alone': () => textOf('json', model, points),
    'the CSV text alone': () => textOf('csv', model, points),
  };
  const timed = Object.entries(contenders).map(([name, work]) => [name, () => millisecondsOf(work)]);
  const measured = await inTurns(ROUNDS, Object.fromEntries(timed));
  await stopServers();
  printTable(
    `A range of ${POINTS.toLocaleString('en-US')} points of the default scenario`,
    Object.entries(measured).map(([what, values]) => ({ what, values, unit: 'ms', goal: GOALS[what] })),
  );
}

async function pointsOf(model) {
  const points = [];
  for await (const batch of seriesOf(model, model.nodes[0], SPAN)) points.push(...batch);
  return points;
}

function textOf(form, model, points) {
  const text = rangeText(form, model.nodes[0], SPAN);
  return text.start + text.points(points, true) + text.end;
}

async function textAt(url, accept) {
  return (await fetch(url, { headers: { accept } })).text();
}

/** Comparing times only makes sense for the same work. */
async function mustBeEqual(url, accept, text) {
  if ((await textAt(url, accept)) !== text)
    throw new Error(`${url} responds to ${accept} with different text than this process generates`);
}
