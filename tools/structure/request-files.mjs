/**
 * Prints how many of our files run code for one request: `GET /` of an agent that has just started, as a PNG.
 *
 * Two agents start and stop; the second one answers the request in between. A file counts when one of its functions
 * was called more often by the second (V8's coverage). Render threads end without a report: the function that they run
 * draws the same chart here, after one that warms it up. Build first.
 *
 * usage: node tools/structure/request-files.mjs [--files]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INDEX = {
  failRatio: 0.5,
  failAmount: 1,
  accessAmount: 2,
  maxConcurrent: 3,
  minLatency: 4,
  avgLatency: 5,
};

const APP_PORT = await freePort();
const metricsApi = start('k8s-app-monitor-test', { PORT: APP_PORT });
await answerOf(`http://127.0.0.1:${APP_PORT}/metrics`);
const idle = await callsOfAnAgent(() => {});
const asked = await callsOfAnAgent(async (url) => {
  const response = await fetch(url, { headers: { accept: 'image/png' } });
  if (!response.ok) throw new Error(`GET / answered ${response.status}`);
  await response.arrayBuffer();
});
await stop(metricsApi);

const inProcess = [...asked.keys()].filter((file) => asked.get(file) > (idle.get(file) ?? 0));
const files = [...new Set([...inProcess, ...(await filesOfAThread())])].sort();
console.log(`${String(files.length).padStart(4)}  GET / (cold picture), files that run code`);
if (process.argv.includes('--files')) for (const file of files) console.log(`        ${file}`);
process.exit(0);

/** Files that a render thread runs for the chart of the originals. */
async function filesOfAThread() {
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
  const { default: draw } = await import('../../dist/src/rendering/embedded/draw.worker.js');
  const { appMetricsChart } = await import('../../dist/src/chart-spec/app-metrics.chart.js');
  const spec = appMetricsChart({ performance_index: INDEX, host: '', app_name: 'a', domain: 'd' });
  const request = { spec, format: 'png', widthPx: 1024, heightPx: 512, pixelRatio: 1 };
  await draw({ request, sharp: 'absent' });
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await draw({ request, sharp: 'absent' });
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return [...callsIn(result)].filter(([, count]) => count > 0).map(([file]) => file);
}

/** Calls of functions by file, from the start of an agent to its end. */
async function callsOfAnAgent(use) {
  const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  const PORT = await freePort();
  const env = { PORT, APP_PORT, SERVICE_NAME: '127.0.0.1', RENDER_WORKERS: '1', NODE_V8_COVERAGE: folder };
  const agent = start('k8s-app-monitor-agent', env);
  await answerOf(`http://127.0.0.1:${PORT}/readyz`);
  await use(`http://127.0.0.1:${PORT}/`);
  await stop(agent);
  const calls = new Map();
  for (const name of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const [file, count] of callsIn(result)) calls.set(file, (calls.get(file) ?? 0) + count);
  }
  rmSync(folder, { recursive: true });
  return calls;
}

/** Calls of our functions by file, without the code that runs as a file is loaded. */
function callsIn(coverage) {
  const calls = new Map();
  for (const { url, functions } of coverage) {
    const file = /\/dist\/((?:src|apps)\/.*)\.js$/.exec(url)?.[1];
    if (file === undefined) continue;
    const named = functions.filter(({ functionName }) => functionName !== '');
    calls.set(
      `${file}.ts`,
      named.reduce((sum, { ranges }) => sum + ranges[0].count, 0),
    );
  }
  return calls;
}

function start(name, env) {
  return spawn(process.execPath, [`dist/apps/${name}/main.js`], {
    env: {
      PATH: process.env.PATH,
      LISTEN_ADDRESS: '127.0.0.1',
      METRICS_PORT: '0',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function stop(child) {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

/** Waits until an address answers with success, for a minute at most. */
async function answerOf(url) {
  const deadline = AbortSignal.timeout(60_000);
  for (;;) {
    deadline.throwIfAborted();
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return String(port);
}
