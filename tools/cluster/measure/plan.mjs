// What is measured, in the order in which it is: a pod keeps what memory earlier load has left it with.
const METRICS_API = 'k8s-app-monitor-test';
const AGENT = 'k8s-app-monitor-agent';

const legacy = { url: `http://${METRICS_API}:3000`, path: '/metrics', connections: 16 };
const picture = { url: `http://${AGENT}:8888`, path: `/${AGENT}`, connections: 16 };
const charts = { url: `http://${AGENT}:8888`, path: '/chart', charts: true, connections: 8 };

const workers = (count) => ({ agent: { settings: { RENDER_WORKERS: count } } });
const agents = (replicas) => ({ agent: { replicas, settings: { RENDER_WORKERS: 1 } } });
const metricsApis = (replicas) => ({ metricsApi: { replicas } });
const counted = (replicas) => `${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`;

/** Rows of one release of the chart each; without `values` those of the row before stay. */
export const PLAN = [
  { values: {}, service: METRICS_API, load: 'none' },
  { service: AGENT, load: 'none' },
  { service: METRICS_API, load: '50 `GET /metrics` a second', wish: { ...legacy, ratePerSecond: 50 } },
  { service: METRICS_API, load: '500 `GET /metrics` a second', wish: { ...legacy, ratePerSecond: 500 } },
  { service: AGENT, load: '50 pictures a second', wish: { ...picture, ratePerSecond: 50 } },
  { service: AGENT, load: '500 pictures a second', wish: { ...picture, ratePerSecond: 500 } },
  { service: AGENT, load: 'none, after that' },

  { values: workers(1), service: AGENT, load: 'charts, `RENDER_WORKERS: 1`', wish: charts },
  { values: workers(2), service: AGENT, load: 'charts, `RENDER_WORKERS: 2`', wish: charts },
  { service: AGENT, load: 'none, after that' },

  ...[1, 2, 4].map((replicas) => ({
    values: agents(replicas),
    service: AGENT,
    load: `charts, ${counted(replicas)} of one worker`,
    wish: { ...charts, connections: 16 },
  })),
  ...[1, 2, 4].map((replicas) => ({
    values: metricsApis(replicas),
    service: METRICS_API,
    load: `as many \`GET /metrics\` as go, ${counted(replicas)}`,
    wish: { ...legacy, connections: 32 },
  })),
];
