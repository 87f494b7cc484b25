import { performance } from 'node:perf_hooks';
import { isInstalled, PINNING, startAgent, startServer, stopServer, stopServers } from './processes.mjs';
import { inTurns, ratios } from './rounds.mjs';
import { printTable } from './table.mjs';
import { load, memoryOf } from './wrk.mjs';

const ROUNDS = 5;
const CONNECTIONS = 4;
const PEER = 'BENCH_PEER_URL';
const PROTOTYPE = 'plain prototype';
const AGENT = 'agent';
const CHART = '/chart?v=4&w=1024&h=512&devicePixelRatio=1&bkg=white&c=';
const SPECIFICATION = "{type:'bar',data:{labels:['a','b','c','d','e','f'],datasets:[{data:[1,2,3,4,5,6]}]}}";
// Each run requests charts that no other run requests.
const CHARTS_OF_A_RUN = 1_000_000;
let run = 0;

/** Charts a second on one core: rendered, from the cache, and answered with 304; memory; the first image of a process. */
export async function measureCharts() {
  if (!isInstalled('wrk')) {
    console.log('\nSkipping charts over HTTP: wrk is not on the PATH (https://github.com/wg/wrk)');
    return;
  }
  const peer = process.env[PEER];
  const agent = await startAgent({ RENDER_WORKERS: '1' });
  const prototype = await startServer(['bench/peers/plain-prototype.mjs'], '/');
  const servers = {
    [AGENT]: { url: new URL('/chart', agent.url).href, pid: agent.pid },
    [PROTOTYPE]: { url: new URL('/chart', prototype.url).href, pid: prototype.pid },
    ...(peer === undefined ? {} : { [PEER]: { url: peer } }),
  };
  const drawn = await measureDrawn(servers);
  await measureKept(agent, drawn);
  await stopServers();
  await measureTwoCores();
  await measureFirstPicture();
}

/** A different chart with each request. */
async function measureDrawn(servers) {
  const latencies = Object.fromEntries(Object.keys(servers).map((name) => [name, { p50: [], p99: [] }]));
  const contenders = Object.entries(servers).map(([name, { url }]) => [
    name,
    async () => {
      const { requestsPerSecond, p50Ms, p99Ms } = await loadWithCharts(url);
      latencies[name].p50.push(p50Ms);
      latencies[name].p99.push(p99Ms);
      return requestsPerSecond;
    },
  ]);
  const measured = await inTurns(ROUNDS, Object.fromEntries(contenders));
  const names = Object.keys(servers);
  printTable(
    `A chart of six bars, 1024x512, PNG, a different one each time; ${CONNECTIONS} connections, ${PINNING}`,
    [
      ...names.map((what) => ({ what, values: measured[what], unit: 'charts/s' })),
      ...names.slice(1).map((name) => ({
        what: `${AGENT} / ${name}`,
        values: ratios(measured[AGENT], measured[name]),
        unit: 'ratio',
        goal: name === PEER ? '3.5 (QuickChart), 2.5 (Go)' : '',
      })),
      ...names.flatMap((name) => [
        { what: `${name}: p50`, values: latencies[name].p50.slice(1), unit: 'ms' },
        { what: `${name}: p99`, values: latencies[name].p99.slice(1), unit: 'ms' },
      ]),
      ...names
        .filter((name) => servers[name].pid !== undefined)
        .flatMap((name) => memoryRows(name, servers[name])),
    ],
  );
  return measured[AGENT];
}

function memoryRows(name, { pid }) {
  const { nowBytes, mostBytes } = memoryOf(pid);
  return [
    { what: `${name}: memory afterwards`, values: [nowBytes / 1e6], unit: 'MB' },
    { what: `${name}: peak memory`, values: [mostBytes / 1e6], unit: 'MB' },
  ];
}

/** The same chart again: from the cache, or not even sent. */
async function measureKept(agent, drawn) {
  const url = new URL(CHART + encodeURIComponent(SPECIFICATION), agent.url).href;
  const etag = (await fetch(url)).headers.get('etag');
  const measured = await inTurns(ROUNDS, {
    kept: async () => (await load(url, { connections: CONNECTIONS })).requestsPerSecond,
    'not modified': async () =>
      (await load(url, { connections: CONNECTIONS, headers: [`If-None-Match: ${etag}`] })).requestsPerSecond,
  });
  printTable('The same chart again', [
    { what: 'from the cache', values: measured.kept, unit: 'charts/s' },
    { what: 'from the cache / rendered', values: ratios(measured.kept, drawn), unit: 'ratio', goal: '100' },
    { what: '304', values: measured['not modified'], unit: 'charts/s' },
    { what: '304 / rendered', values: ratios(measured['not modified'], drawn), unit: 'ratio', goal: '200' },
  ]);
}

/** The effect of a second core, which the load generator shares. */
async function measureTwoCores() {
  const servers = {
    one: await startAgent({ RENDER_WORKERS: '1' }),
    two: await startAgent({ RENDER_WORKERS: '2' }, { cores: 'all' }),
  };
  const contender = (name) => async () =>
    (await loadWithCharts(new URL('/chart', servers[name].url).href)).requestsPerSecond;
  const measured = await inTurns(3, { one: contender('one'), two: contender('two') });
  printTable('On two cores, shared with the load generator', [
    { what: 'one core, one worker', values: measured.one, unit: 'charts/s' },
    { what: 'two cores, two workers', values: measured.two, unit: 'charts/s' },
    { what: 'two / one', values: ratios(measured.two, measured.one), unit: 'ratio', goal: 'near 2' },
    ...memoryRows('two workers', servers.two),
  ]);
  await stopServers();
}

/** From the start of the process to the last byte of its first image. */
async function measureFirstPicture() {
  const milliseconds = await inTurns(ROUNDS, {
    first: async () => {
      const startMs = performance.now();
      const path = CHART + encodeURIComponent(SPECIFICATION);
      const agent = await startAgent({}, { cores: 'all', path });
      const elapsedMs = performance.now() - startMs;
      await stopServer(agent);
      return elapsedMs;
    },
  });
  printTable('Startup', [
    { what: 'first image', values: milliseconds.first, unit: 'ms', goal: '1,000 or less' },
  ]);
}

async function loadWithCharts(url) {
  run += 1;
  const script = ['bench/chart.lua', String(run * CHARTS_OF_A_RUN)];
  return load(url, { connections: CONNECTIONS, script });
}
