import { isInstalled, PINNING, startAgent, startMetricsApi, startServer, stopServers } from './processes.mjs';
import { inTurns, ratios } from './rounds.mjs';
import { printTable } from './table.mjs';
import { load, processorTimeUs } from './wrk.mjs';

const ROUNDS = 5;
const SECONDS = 3;
const CHART = `/chart?c=${encodeURIComponent("{type:'bar',data:{labels:['a','b'],datasets:[{data:[1,2]}]}}")}`;
const NONE = 'no tracing';

/** What tracing costs the fastest routes of both services, by the share of the requests that are recorded. */
export async function measureTracing() {
  if (!isInstalled('wrk')) {
    console.log('\nSkipping the cost of tracing: wrk is not on the PATH (https://github.com/wg/wrk)');
    return;
  }
  await compare('GET /metrics', startMetricsApi, '/metrics');
  await compare('GET /chart, a cached image', startAgent, CHART);
}

async function compare(what, start, path) {
  const receiver = await startServer(['bench/peers/span-sink.mjs'], '/', {}, { cores: 'all' });
  const sampled = (share) =>
    start({
      LOG_LEVEL: 'warn',
      OTEL_EXPORTER_OTLP_ENDPOINT: new URL(receiver.url).origin,
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: share,
      // Large enough for every span, so that none is dropped.
      OTEL_BSP_MAX_QUEUE_SIZE: '65536',
      OTEL_BSP_SCHEDULE_DELAY: '500',
    });
  const servers = {
    [NONE]: await start({ LOG_LEVEL: 'warn' }),
    'no tracing, another process': await start({ LOG_LEVEL: 'warn' }),
    '1 % recorded': await sampled('0.01'),
    '100 % recorded': await sampled('1'),
  };
  const cpuUs = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  const contenders = Object.entries(servers).map(([name, { url, pid }]) => [
    name,
    async () => {
      const beforeUs = processorTimeUs(pid);
      const { requestsPerSecond, requests } = await load(new URL(path, url).href, { seconds: SECONDS });
      cpuUs[name].push((processorTimeUs(pid) - beforeUs) / requests);
      return requestsPerSecond;
    },
  ]);
  const measured = await inTurns(ROUNDS, Object.fromEntries(contenders));
  await stopServers();
  report(`The cost of tracing: ${what} (wrk, 32 connections; ${PINNING})`, measured, cpuUs);
}

function report(title, measured, cpuUs) {
  const names = Object.keys(measured);
  printTable(title, [
    ...names.map((what) => ({ what, values: measured[what], unit: 'requests/s' })),
    ...names
      .map((what) => ({ what: `${what}: CPU time`, values: cpuUs[what].slice(1), unit: 'µs/request' }))
      .filter(({ values }) => !values.some(Number.isNaN)),
    ...names
      .filter((name) => name !== NONE)
      .map((what) => ({
        what: `${what} / ${NONE}`,
        values: ratios(measured[what], measured[NONE]),
        unit: 'ratio',
      })),
  ]);
}
