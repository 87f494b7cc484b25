import { isInstalled, PINNING, startMetricsApi, startServer, stopServers } from './processes.mjs';
import { inTurns, ratios } from './rounds.mjs';
import { printTable } from './table.mjs';
import { load, processorTimeUs } from './wrk.mjs';

const ROUNDS = 5;
const PEER = 'BENCH_PEER_URL';
const FASTIFY = 'bare Fastify, same body';
const OURS = ['metrics API, LOG_LEVEL=warn', 'metrics API, LOG_LEVEL=info'];

/** `GET /metrics` in the format of the original service, on one core, compared with a bare Fastify and a given peer. */
export async function measureLegacyHttp() {
  if (!isInstalled('wrk')) {
    console.log('\nSkipping GET /metrics over HTTP: wrk is not on the PATH (https://github.com/wg/wrk)');
    return;
  }
  const servers = await startServers();
  const cpuUs = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  const contenders = Object.entries(servers).map(([name, { url, pid }]) => [
    name,
    async () => {
      const beforeUs = processorTimeUs(pid);
      const { requestsPerSecond, requests } = await load(url);
      cpuUs[name].push((processorTimeUs(pid) - beforeUs) / requests);
      return requestsPerSecond;
    },
  ]);
  const measured = await inTurns(ROUNDS, Object.fromEntries(contenders));
  await stopServers();
  report(measured, cpuUs);
}

async function startServers() {
  const [warn, info] = OURS;
  const ours = await startMetricsApi({ LOG_LEVEL: 'warn' });
  const body = await (await fetch(ours.url)).text();
  const given = process.env[PEER];
  return {
    [warn]: ours,
    [info]: await startMetricsApi({ LOG_LEVEL: 'info' }),
    [FASTIFY]: await startServer(['bench/peers/bare-fastify.mjs'], '/metrics', { BODY: body }),
    ...(given === undefined ? {} : { [PEER]: { url: given, pid: undefined } }),
  };
}

function report(measured, cpuUs) {
  const rates = Object.entries(measured).map(([what, values]) => ({ what, values, unit: 'requests/s' }));
  const costs = Object.entries(cpuUs)
    .map(([what, [, ...values]]) => ({ what: `${what}: CPU time`, values, unit: 'µs/request' }))
    .filter(({ values }) => !values.some(Number.isNaN));
  const peers = [FASTIFY, PEER].filter((peer) => measured[peer] !== undefined);
  const compared = OURS.flatMap((name) =>
    peers.map((peer) => ({
      what: `${name} / ${peer}`,
      values: ratios(measured[name], measured[peer]),
      unit: 'ratio',
      goal: peer === PEER ? '1 or more' : '',
    })),
  );
  printTable(`GET /metrics (wrk, 32 connections; ${PINNING})`, [...rates, ...costs, ...compared]);
}
