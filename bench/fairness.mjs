import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { PINNING, startAgent, stopServers } from './processes.mjs';
import { inTurns, ratios } from './rounds.mjs';
import { printTable } from './table.mjs';

const ROUNDS = 5;
const SECONDS = 5;
const ORDINARY = 10;
const OTHERS = 2;

let number = 0;

/** A bar chart that no other request has, so that it is rendered. */
function ordinary() {
  number += 1;
  const values = Array.from({ length: 10 }, (_, index) => (number * 37 + index * 11) % 1000);
  return {
    type: 'bar',
    data: { labels: values.map(String), datasets: [{ label: `${number}`, data: values }] },
  };
}

const annotated = (annotation) => ({
  ...ordinary(),
  options: { plugins: { annotation: { annotations: Array.from({ length: 20 }, () => annotation) } } },
});
const dotted = { borderWidth: 50, borderDash: [0.5, 0.5] };

const HOSTILE = {
  'dotted polygons': () =>
    annotated({
      type: 'polygon',
      sides: 1000,
      radius: 2000,
      shadowBlur: 100,
      xValue: 1,
      yValue: 1,
      ...dotted,
    }),
  'dotted ellipses': () => annotated({ type: 'ellipse', xMin: 0, xMax: 9, ...dotted }),
  'dotted pies': () => {
    number += 1;
    const data = Array.from({ length: 1000 }, (_, index) => (number + index) % 1000);
    return { type: 'pie', data: { datasets: [{ data, ...dotted }] } };
  },
};

/** How long ordinary charts take while two callers send others, next to how long they take without those. */
export async function measureFairness() {
  for (const [name, hostile] of Object.entries(HOSTILE)) {
    const { url } = await startAgent({ LOG_LEVEL: 'warn' });
    const measured = await inTurns(ROUNDS, {
      [`${ORDINARY + OTHERS} ordinary callers`]: () => round(url, ordinary),
      [`${ORDINARY} ordinary and ${OTHERS} hostile callers`]: () => round(url, hostile),
    });
    await stopServers();
    report(name, measured);
  }
}

/** All callers for some seconds. Resolves to percentiles of the times of the ordinary charts, in milliseconds. */
async function round(url, other) {
  const timesMs = [];
  const endAtMs = performance.now() + SECONDS * 1000;
  const agent = new Agent({ keepAlive: true });
  const caller = async (chart, record) => {
    while (performance.now() < endAtMs) {
      const startMs = performance.now();
      const status = await post(agent, new URL('/chart', url), chart());
      if (record && status !== 200) throw new Error(`An ordinary chart got status ${status}`);
      if (record) timesMs.push(performance.now() - startMs);
    }
  };
  await Promise.all([
    ...Array.from({ length: ORDINARY }, () => caller(ordinary, true)),
    ...Array.from({ length: OTHERS }, () => caller(other, false)),
  ]);
  agent.destroy();
  timesMs.sort((a, b) => a - b);
  const percentile = (share) => timesMs[Math.floor((timesMs.length - 1) * share)];
  return { p50: percentile(0.5), p99: percentile(0.99) };
}

function post(agent, url, chart) {
  return new Promise((resolve, reject) => {
    const sending = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } });
    sending.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sending.end(JSON.stringify({ chart, version: '4' }));
  });
}

function report(hostile, measured) {
  const [alone, mixed] = Object.values(measured);
  const of = (rounds, percentile) => rounds.map((each) => each[percentile]);
  printTable(`Fairness: ordinary charts next to ${hostile} (one caller process; ${PINNING})`, [
    ...Object.entries(measured).flatMap(([what, rounds]) =>
      ['p50', 'p99'].map((percentile) => ({
        what: `${what}: ${percentile}`,
        values: of(rounds, percentile),
        unit: 'ms',
      })),
    ),
    ...['p50', 'p99'].map((percentile) => ({
      what: `${percentile}, hostile / ordinary`,
      values: ratios(of(mixed, percentile), of(alone, percentile)),
      unit: 'ratio',
    })),
  ]);
}
