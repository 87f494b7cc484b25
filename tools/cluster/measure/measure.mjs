/**
 * Measures on a real cluster what the pods of both services use: idle, under steady load, at their maximum throughput,
 * and with more replicas. Prints a table, and checks nothing.
 *
 *   node tools/cluster/measure/measure.mjs [--seconds 20]
 *
 * It finds the cluster as tools/cluster/run.mjs does, and uses the images from there: run `npm run test:cluster` first.
 * It works in a separate namespace, which it deletes. A pod reads the node's /sys/fs/cgroup.
 */
import { parseArgs } from 'node:util';
import { findCluster } from '../cluster.mjs';
import { Stage } from './stage.mjs';

const METRICS_API = 'k8s-app-monitor-test';
const AGENT = 'k8s-app-monitor-agent';

const legacy = { url: `http://${METRICS_API}:3000`, path: '/metrics', connections: 16 };
const picture = { url: `http://${AGENT}:8888`, path: `/${AGENT}`, connections: 16 };
const charts = { url: `http://${AGENT}:8888`, path: '/chart', charts: true, connections: 8 };

const workers = (count) => ({ agent: { settings: { RENDER_WORKERS: count } } });
const agents = (replicas) => ({ agent: { replicas, settings: { RENDER_WORKERS: 1 } } });
const metricsApis = (replicas) => ({ metricsApi: { replicas } });
const counted = (replicas) => `${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`;

/**
 * Each row uses a release of the chart with its `values`; without them, the release of the previous row. The order
 * matters, because a pod keeps the memory that it needed for earlier load.
 */
const PLAN = [
  { values: {}, service: METRICS_API, load: 'none' },
  { service: AGENT, load: 'none' },
  { service: METRICS_API, load: '50 `GET /metrics` a second', requests: { ...legacy, ratePerSecond: 50 } },
  { service: METRICS_API, load: '500 `GET /metrics` a second', requests: { ...legacy, ratePerSecond: 500 } },
  { service: AGENT, load: '50 pictures a second', requests: { ...picture, ratePerSecond: 50 } },
  { service: AGENT, load: '500 pictures a second', requests: { ...picture, ratePerSecond: 500 } },
  { service: AGENT, load: 'none, afterwards' },

  { values: workers(1), service: AGENT, load: 'charts, `RENDER_WORKERS: 1`', requests: charts },
  { values: workers(2), service: AGENT, load: 'charts, `RENDER_WORKERS: 2`', requests: charts },
  { service: AGENT, load: 'none, afterwards' },

  ...[1, 2, 4].map((replicas) => ({
    values: agents(replicas),
    service: AGENT,
    load: `charts, ${counted(replicas)} of one worker`,
    requests: { ...charts, connections: 16 },
  })),
  ...[1, 2, 4].map((replicas) => ({
    values: metricsApis(replicas),
    service: METRICS_API,
    load: `maximum rate of \`GET /metrics\`, ${counted(replicas)}`,
    requests: { ...legacy, connections: 32 },
  })),
];

const MIB = 2 ** 20;
const SHORT = { 'k8s-app-monitor-test': 'metrics API', 'k8s-app-monitor-agent': 'agent' };
const HEAD = [
  'Pods',
  'Load',
  'Responses per second',
  'Failed',
  'CPU',
  'CPU per response',
  'Memory',
  'Peak memory',
];

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } });
const cluster = findCluster();
if (cluster === undefined)
  throw new Error('No cluster: set KUBECONFIG, or set CLUSTER to a command that starts one');

const stage = new Stage(cluster.env);
const rows = [];
try {
  await stage.build();
  for (const { values, service, load, requests } of PLAN) {
    if (values !== undefined) await stage.release(values);
    console.error(`${service}: ${load}`);
    const measured = await stage.measure({ service, seconds: Number(options.seconds), load: requests });
    rows.push({ service, load, ...measured });
  }
} finally {
  console.log(table(rows));
  await stage.remove();
}

/** Markdown, as in docs/guides/operate.md; CPU and memory are totals over all pods. */
function table(rows) {
  const lines = [HEAD, HEAD.map((_, column) => (column < 2 ? '---' : '--:')), ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells({ service, load, pods, cores, meanBytes, peakBytes, ...answers }) {
  const { ratePerSecond, failed } = answers;
  return [
    `${pods} ${SHORT[service]}`,
    load,
    ratePerSecond?.toFixed(ratePerSecond < 100 ? 1 : 0) ?? '',
    failed ?? '',
    `${(cores * 1000).toFixed(0)} m`,
    ratePerSecond ? `${((cores / ratePerSecond) * 1000).toPrecision(2)} ms` : '',
    `${(meanBytes / MIB).toFixed(0)} MiB`,
    `${(peakBytes / MIB).toFixed(0)} MiB`,
  ];
}
