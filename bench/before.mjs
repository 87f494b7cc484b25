import { performance } from 'node:perf_hooks';
import { isInstalled, PINNING, startAgent, startMetricsApi, stopServer, stopServers } from './processes.mjs';
import { inTurns, ratios } from './rounds.mjs';
import { printTable } from './table.mjs';
import { load, processorTimeUs } from './wrk.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const SECONDS = 3;
const BEFORE = 'BENCH_BEFORE';
const CHART = `/chart?c=${encodeURIComponent("{type:'bar',data:{labels:['a','b'],datasets:[{data:[1,2]}]}}")}`;
// Each load requests charts that no other load requests.
const CHARTS_OF_A_LOAD = 1_000_000;
let loads = 0;

/** Requests per second of this build next to another one, such as the previous commit's, in the same rounds. */
export async function measureBefore() {
  const root = process.env[BEFORE];
  if (root === undefined || !isInstalled('wrk')) {
    console.log(
      `\nThe comparison with another build is skipped: it needs wrk and ${BEFORE}=<a built checkout>`,
    );
    return;
  }
  await compare('GET /metrics, JSON', root, startMetricsApi, {}, (url) => get(url, '/metrics'));
  await compare('GET /metrics, OpenMetrics', root, startMetricsApi, {}, (url) =>
    get(url, '/metrics', { headers: ['Accept: application/openmetrics-text'] }),
  );
  await compare('a range of 1,000 points', root, startMetricsApi, {}, (url) =>
    get(url, '/api/v1/apps/test-app/range?from=1700000000&to=1700000999&step=1', { connections: 4 }),
  );
  await compare('an export of one minute', root, startMetricsApi, {}, (url) =>
    get(url, '/api/v1/export?from=1700000000&to=1700000059&step=1', { connections: 4 }),
  );
  const metricsApi = await startMetricsApi({ LOG_LEVEL: 'warn' }, { cores: 'all' });
  const env = { RENDER_WORKERS: '1', APP_PORT: new URL(metricsApi.url).port, SERVICE_NAME: '127.0.0.1' };
  await compare('GET / as PNG', root, startAgent, env, (url) => get(url, '/', { connections: 4 }));
  await compare('POST /chart, each time another chart', root, startAgent, env, (url) => {
    loads += 1;
    const script = ['bench/chart.lua', String(loads * CHARTS_OF_A_LOAD)];
    return load(new URL('/chart', url).href, { connections: 4, seconds: SECONDS, script });
  });
  await compare('GET /chart, the same chart again', root, startAgent, env, (url) =>
    get(url, CHART, { connections: 4 }),
  );
  await compareStarts(root);
  await stopServers();
}

function get(url, path, options = {}) {
  return load(new URL(path, url).href, { seconds: SECONDS, ...options });
}

/** Each measurement has a new process, warmed up: two processes of the same build can differ by several percent. */
async function compare(what, root, start, env, measure) {
  const costUs = { after: [], before: [] };
  const contender = (name, options) => async () => {
    const server = await start(env, options);
    await measure(server.url);
    const beforeUs = processorTimeUs(server.pid);
    const { requestsPerSecond, requests } = await measure(server.url);
    costUs[name].push((processorTimeUs(server.pid) - beforeUs) / requests);
    await stopServer(server);
    return requestsPerSecond;
  };
  const measured = await inTurns(ROUNDS, {
    after: contender('after', {}),
    before: contender('before', { root }),
  });
  print(`${what} (${PINNING})`, measured, 'requests/s');
  const [afterUs, beforeUs] = [costUs.after.slice(1), costUs.before.slice(1)];
  if (!afterUs.concat(beforeUs).some(Number.isNaN))
    print('its processor time', { after: afterUs, before: beforeUs }, 'µs');
}

/** From the start of the process to the first byte of its answer. */
async function compareStarts(root) {
  for (const [name, start] of Object.entries({ 'metrics API': startMetricsApi, agent: startAgent })) {
    const startAndStop = async (options) => {
      const startMs = performance.now();
      const server = await start({}, options);
      const elapsedMs = performance.now() - startMs;
      await stopServer(server);
      return elapsedMs;
    };
    const measured = await inTurns(ROUNDS, {
      after: () => startAndStop({ cores: 'all' }),
      before: () => startAndStop({ cores: 'all', root }),
    });
    print(`start of the ${name}, to its first answer`, measured, 'ms');
  }
}

function print(title, { after, before }, unit) {
  printTable(title, [
    { what: 'this build', values: after, unit },
    { what: 'the build before', values: before, unit },
    {
      what: 'this / before',
      values: ratios(after, before),
      unit: 'ratio',
      goal: unit === 'requests/s' ? '1 or more' : '1 or less',
    },
  ]);
}
