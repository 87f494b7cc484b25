import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { RunningService } from '../support/running-service.js';
import { describeWithPrometheus, Prometheus } from '../support/prometheus.js';
import { TraceReceiver } from '../support/trace-receiver.js';
import { inbound, outbound } from './support/envoy-config.js';
import { AGENT, AGENT_PORT, Mesh, METRICS_API, METRICS_API_PORT, type ProxyName } from './support/mesh.js';
import { describeWith, isLong, Part } from './support/parts.js';

const RATE_PER_SECOND = 10;
// More than are read within a second: the agent shares equal reads.
const APPLICATIONS = Array.from({ length: 4 * RATE_PER_SECOND }, (_, index) => `app-${index}`);
const WINDOW_SECONDS = isLong ? 60 : 20;
const MARGIN_SECONDS = 3;
const LOAD_SECONDS = WINDOW_SECONDS + 2 * MARGIN_SECONDS;
const SCRAPE_SECONDS = 1;
const TOLERANCE = 0.05;

/** A hop, by the proxy that sends and the cluster that it sends to. */
interface Hop {
  readonly proxy: ProxyName;
  readonly cluster: string;
}

const HOPS: Readonly<Record<string, Hop>> = {
  'gateway → agent': { proxy: 'gateway', cluster: outbound(AGENT, AGENT_PORT) },
  "agent's sidecar → agent": { proxy: 'agentSidecar', cluster: inbound(AGENT_PORT) },
  'agent → metrics API': { proxy: 'agentSidecar', cluster: outbound(METRICS_API, METRICS_API_PORT) },
  "metrics API's sidecar → metrics API": { proxy: 'metricsApiSidecar', cluster: inbound(METRICS_API_PORT) },
};

const envoy = Part.install('envoy');
const describeWithParts = describeWithPrometheus === describe ? describeWith(envoy) : describe.skip;

describeWithParts('the request rates of a mesh under a steady load', () => {
  let receiver: TraceReceiver;
  let mesh: Mesh;
  let prometheus: Prometheus;
  let before: Readonly<Record<string, number>>;
  let after: Readonly<Record<string, number>>;
  let load: Load;
  let reader: RunningService;
  let graph: NodeGraph;

  beforeAll(
    async () => {
      receiver = await TraceReceiver.start();
      mesh = await Mesh.start(envoy.path, Number(new URL(receiver.url).port), {
        SCENARIO_YAML: scenario(),
      });
      prometheus = await Prometheus.start(configuration(mesh));
      // Any agent can read the graph of the others.
      reader = await RunningService.start(AGENT, {
        GRAPH_SOURCE: 'prometheus',
        GRAPH_PROMETHEUS_URL: prometheus.url,
        GRAPH_PROMETHEUS_METRICS: 'envoy',
        UPSTREAM_TIMEOUT_MS: '30000',
      });
      // The first requests load what later ones need, and create the counters.
      for (const application of APPLICATIONS.slice(0, 4)) await request(mesh, application);
      before = await counters(mesh);
      await eventually('Prometheus has read the counters', () => isRead(prometheus, before));
      const graphOfWindow = () => readGraph(reader);
      [load, graph] = await sendLoad(mesh, graphOfWindow);
      after = await counters(mesh);
      await eventually('Prometheus has read the counters after the load', () => isRead(prometheus, after));
    },
    (LOAD_SECONDS + 180) * 1000,
  );

  afterAll(async () => {
    await reader?.stop();
    await prometheus?.stop();
    await mesh?.stop();
    await receiver?.stop();
  });

  it('were sent without a failure', () => {
    expect(load.statuses).toEqual({ 200: RATE_PER_SECOND * LOAD_SECONDS });
  });

  it.each(Object.keys(HOPS))('are counted by the proxy: %s', (hop) => {
    expect(after[hop]! - before[hop]!).toBe(load.sentSeconds.length);
  });

  it.each(Object.entries(HOPS))('are those in Prometheus: %s', async (name, hop) => {
    const query = `sum by (cluster_name) (rate(envoy_cluster_upstream_rq${selector(hop)}[${WINDOW_SECONDS}s]))`;
    // A window inside the load, so that none of its scrapes is before or after it.
    const toSeconds = load.sentSeconds.at(-1)! - MARGIN_SECONDS;
    const [series, ...others] = await prometheus.query(query, toSeconds);
    expect(others).toEqual([]);
    const rate = Number(series!.values[0]![1]);
    const isInWindow = (at: number) => at > toSeconds - WINDOW_SECONDS && at <= toSeconds;
    const sentRate = load.sentSeconds.filter(isInWindow).length / WINDOW_SECONDS;
    const counted = after[name]! - before[name]!;
    process.stdout.write(
      `${name}: ${counted} counted, ${rate.toFixed(3)}/s in Prometheus, ${sentRate}/s sent\n`,
    );
    expect(rate / sentRate).toBeGreaterThan(1 - TOLERANCE);
    expect(rate / sentRate).toBeLessThan(1 + TOLERANCE);
  });

  it.each([
    ['gateway', AGENT],
    [AGENT, METRICS_API],
  ])('are those in the service graph of the agent: %s → %s', (source, target) => {
    const edges = graph.edges.filter((edge) => edge.source === idOf(source) && edge.target === idOf(target));
    expect(edges).toHaveLength(1);
    const rate = edges[0]!.detail__requests_per_second;
    process.stdout.write(
      `${source} → ${target}: ${rate.toFixed(3)}/s in the graph, ${RATE_PER_SECOND}/s sent\n`,
    );
    expect(rate / RATE_PER_SECOND).toBeGreaterThan(1 - TOLERANCE);
    expect(rate / RATE_PER_SECOND).toBeLessThan(1 + TOLERANCE);
    expect(edges[0]).toMatchObject({ detail__error_percent: 0 });
  });

  it('are the only edges in the service graph', () => {
    expect(graph.edges.map(({ source, target }) => [source, target]).sort()).toEqual([
      [idOf('gateway'), idOf(AGENT)],
      [idOf(AGENT), idOf(METRICS_API)],
    ]);
  });
});

const NAMESPACE = 'default';
const idOf = (name: string) => `${name}.${NAMESPACE}`;

interface NodeGraph {
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly detail__requests_per_second: number;
  }[];
}

async function readGraph({ url }: RunningService): Promise<NodeGraph> {
  const response = await fetch(`${url}/graph/nodegraph?time_horizon=${WINDOW_SECONDS}s`);
  return (await response.json()) as NodeGraph;
}

interface Load {
  /** Unix time of each request. */
  readonly sentSeconds: readonly number[];
  /** Responses by their status. */
  readonly statuses: Readonly<Record<string, number>>;
}

/**
 * Sends requests at a steady rate, whether or not earlier ones have been answered.
 *
 * @param atEndOfWindow - called while the load goes on, when the window inside it is over
 */
async function sendLoad<T>(mesh: Mesh, atEndOfWindow: () => Promise<T>): Promise<[Load, T]> {
  const startedMs = performance.now();
  const responses: Promise<number>[] = [];
  const sentSeconds: number[] = [];
  let result: Promise<T> | undefined;
  for (let sent = 0; sent < RATE_PER_SECOND * LOAD_SECONDS; sent += 1) {
    await delay(startedMs + (sent * 1000) / RATE_PER_SECOND - performance.now());
    if (sent === RATE_PER_SECOND * (LOAD_SECONDS - 1)) result = atEndOfWindow();
    sentSeconds.push(Date.now() / 1000);
    responses.push(request(mesh, APPLICATIONS[sent % APPLICATIONS.length]!));
  }
  const statuses: Record<string, number> = {};
  for (const status of await Promise.all(responses)) statuses[status] = (statuses[status] ?? 0) + 1;
  return [{ sentSeconds, statuses }, await result!];
}

/** Each request is about another application, since equal reads of the agent are shared. */
async function request(mesh: Mesh, application: string): Promise<number> {
  const response = await fetch(`${mesh.url}/${AGENT}.html?app=${application}`);
  await response.arrayBuffer();
  return response.status;
}

/** The requests of each hop, as its proxy has counted them. */
async function counters(mesh: Mesh): Promise<Record<string, number>> {
  const counted = Object.entries(HOPS).map(async ([hop, { proxy, cluster }]) => {
    const metrics = await (await fetch(`http://${mesh.targetOf(proxy)}/stats/prometheus`)).text();
    const lines = metrics.split('\n').filter((line) => {
      const isHop = line.startsWith('envoy_cluster_upstream_rq{') && line.includes(`"${cluster}"`);
      return isHop && line.includes('response_code="');
    });
    return [hop, lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)];
  });
  return Object.fromEntries(await Promise.all(counted)) as Record<string, number>;
}

async function isRead(prometheus: Prometheus, expected: Readonly<Record<string, number>>): Promise<boolean> {
  const read = Object.entries(HOPS).map(async ([name, hop]) => {
    const [series] = await prometheus.query(`sum(envoy_cluster_upstream_rq${selector(hop)})`);
    return Number(series?.values[0]![1]) === expected[name];
  });
  return !(await Promise.all(read)).includes(false);
}

function selector({ proxy, cluster }: Hop): string {
  // Each response is also counted in the series of its class, such as 2xx.
  return `{job="${proxy}",cluster_name="${cluster}",response_code!=""}`;
}

function scenario(): string {
  return JSON.stringify({
    name: 'many-applications',
    description: 'Applications that differ in their names.',
    applications: APPLICATIONS.map((name) => ({
      name,
      domain: 'test-domain',
      traffic: { ratePerSecond: 10 },
      latency: { serviceMs: 20 },
    })),
  });
}

/** The services that the proxies send for. */
const APPS = { gateway: 'gateway', agentSidecar: AGENT, metricsApiSidecar: METRICS_API } as const;

function configuration(mesh: Mesh): string {
  const jobs = ['gateway', 'agentSidecar', 'metricsApiSidecar'] as const;
  return JSON.stringify({
    global: { scrape_interval: `${SCRAPE_SECONDS}s` },
    scrape_configs: jobs.map((job) => ({
      job_name: job,
      metrics_path: '/stats/prometheus',
      static_configs: [{ targets: [mesh.targetOf(job)], labels: { app: APPS[job], namespace: NAMESPACE } }],
    })),
  });
}
