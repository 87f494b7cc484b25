import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { PINNING, startAgent, stopServers } from './processes.mjs';
import { inTurns, ratios } from './rounds.mjs';
import { printTable } from './table.mjs';

const ROUNDS = 5;
const CHARTS = 100;
const CONNECTIONS = 4;

let number = 0;

/** A chart that no other request has, so that it is rendered. */
function chart(points, options) {
  number += 1;
  const values = Array.from({ length: points }, (_, index) => ((number * 37 + index * 11) % 1000) + 1000);
  return { type: 'bar', data: { labels: values.map(String), datasets: [{ data: values }] }, options };
}

const labels = (formatter) => ({ plugins: { datalabels: { display: true, formatter } } });

const FORMATTERS = {
  'no function': undefined,
  'a formatter by its name': 'decimal',
  'a function: v + "%"': "(v) => v + '%'",
  'a function with a regular expression': "(v) => v.toString().replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',')",
  'a function with Intl': "(v) => v.toLocaleString('de-DE', { style: 'currency', currency: 'EUR' })",
};

/** Charts a second with labels from a function, compared with labels of numbers and from a named formatter. */
export async function measureFunctions() {
  for (const points of [10, 500]) {
    const { url } = await startAgent({ RENDER_WORKERS: '1' });
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    const contenders = Object.entries(FORMATTERS).map(([name, formatter]) => [
      name,
      () => chartsPerSecond(new URL('/chart', url), agent, () => chart(points, labels(formatter))),
    ]);
    const measured = await inTurns(ROUNDS, Object.fromEntries(contenders));
    await stopServers();
    const [first, ...others] = Object.keys(FORMATTERS);
    printTable(`A chart of ${points} bars with ${points} labels, 500x300, PNG; ${PINNING}`, [
      { what: first, values: measured[first], unit: 'charts/s' },
      ...others.map((what) => ({
        what: `${what} / ${first}`,
        values: ratios(measured[what], measured[first]),
        unit: 'ratio',
      })),
    ]);
  }
}

async function chartsPerSecond(url, agent, make) {
  const startMs = performance.now();
  let left = CHARTS;
  const caller = async () => {
    while (left-- > 0) await send(url, agent, make());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  return (CHARTS * 1000) / (performance.now() - startMs);
}

function send(url, agent, content) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`Expected status 200 but received ${response.statusCode}`));
      });
    });
    sending.on('error', reject);
    sending.end(JSON.stringify({ chart: content, version: '4', width: 500, height: 300 }));
  });
}
