import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';

const AGENT = 'k8s-app-monitor-agent';
const METRICS_API = 'k8s-app-monitor-test';
const CERTIFICATE = 'Hash=0;URI=spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway';

interface Graph {
  readonly nodes: Readonly<Record<string, object>>;
  readonly edges: readonly { source: string; target: string; labels: { 'reqs/sec': string } }[];
}

let metricsApi: RunningService;
let agent: RunningService;

beforeAll(async () => {
  metricsApi = await RunningService.start(METRICS_API, { SCENARIO: 'online-shop' });
  agent = await RunningService.start(AGENT, {
    SERVICE_NAME: '127.0.0.1',
    APP_PORT: String(metricsApi.port),
    RENDER_WORKERS: '1',
  });
});

afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

async function graph(query: string): Promise<Graph> {
  return (await (await fetch(`${agent.url}/graph?${query}`)).json()) as Graph;
}

/** The requests of each edge, over the metrics of both services. */
async function counted(): Promise<Record<string, number>> {
  const texts = await Promise.all(
    [agent, metricsApi].map(async ({ metricsUrl }) => (await fetch(metricsUrl)).text()),
  );
  const sums: Record<string, number> = {};
  const lines = texts
    .join('\n')
    .matchAll(/^traces_service_graph_request_total{client="(.*?)",.*?server="(.*?)",.*} (\d+)$/gm);
  for (const [, client, server, count] of lines) {
    const edge = `${client} → ${server}`;
    sums[edge] = (sums[edge] ?? 0) + Number(count);
  }
  return sums;
}

async function difference(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await counted();
  await work();
  const after = await counted();
  const changed = Object.entries(after).map(([edge, count]) => [edge, count - (before[edge] ?? 0)] as const);
  return Object.fromEntries(changed.filter(([, count]) => count > 0));
}

describe('the calls of both services', () => {
  it('are each counted once', async () => {
    const changes = await difference(async () => {
      for (let range = 100; range < 107; range += 1) {
        const path = `/${AGENT}.svg?app=cart&range=${range}s`;
        expect((await fetch(agent.url + path)).status).toBe(200);
      }
      for (let request = 0; request < 3; request += 1) await fetch(`${metricsApi.url}/api/v1/apps`);
      const headers = { 'x-forwarded-client-cert': CERTIFICATE };
      await fetch(`${agent.url}/chart?v=4&c={type:'bar',data:{datasets:[{data:[1]}]}}`, { headers });
    });
    expect(changes).toEqual({
      [`user → ${AGENT}`]: 7,
      // A range is two requests: the points and the incidents.
      [`${AGENT} → ${METRICS_API}`]: 14,
      [`user → ${METRICS_API}`]: 3,
      [`istio-ingressgateway → ${AGENT}`]: 1,
    });
  });

  it('do not include probes, scrapes, documents and the graph itself', async () => {
    const changes = await difference(async () => {
      for (const path of [
        '/healthz',
        '/readyz',
        '/docs',
        '/openapi.json',
        '/graph',
        '/dotgraph',
        '/nowhere/at/all',
      ]) {
        await (await fetch(agent.url + path)).arrayBuffer();
      }
      const headers = { accept: 'application/openmetrics-text;version=1.0.0' };
      await (await fetch(`${metricsApi.url}/metrics`, { headers })).arrayBuffer();
    });
    expect(changes).toEqual({});
  });
});

describe('the source of a graph', () => {
  it('is by default what the agent observed', async () => {
    const { nodes, edges } = await graph('time_horizon=1h');
    expect(Object.keys(nodes)).toEqual(
      expect.arrayContaining(['user (user)', `${AGENT} (${AGENT})`, `${METRICS_API} (${METRICS_API})`]),
    );
    const rates = edges.map(({ labels }) => Number(labels['reqs/sec']));
    expect(Math.min(...rates)).toBeGreaterThan(0);
  });

  it('can be the model, with every call of the scenario', async () => {
    const topology = (await (await fetch(`${metricsApi.url}/api/v1/topology?window=300`)).json()) as {
      edges: { from: string; to: string }[];
    };
    const { edges } = await graph('source=model&time_horizon=5m');
    const names = topology.edges.map(({ from, to }) => `${from} (${from}) → ${to} (${to})`);
    expect(edges.map(({ source, target }) => `${source} → ${target}`)).toEqual(names);
    expect(names.length).toBeGreaterThan(5);
  });

  it.each([
    ['destination_workload=cart', ['storefront', 'checkout']],
    ['source_workload=checkout&destination_namespace=finance', ['checkout']],
    ['source_namespace=nowhere', []],
  ])('is filtered by %s', async (filter, sources) => {
    const { edges } = await graph(`source=model&${filter}`);
    expect(edges.map(({ source }) => source.split(' ')[0]).sort()).toEqual([...sources].sort());
  });

  it.each([
    ['source=prometheus', 'source'],
    ['source=elsewhere', 'source'],
    ['time_horizon=2h', 'time_horizon'],
    ['time_horizon=soon', 'time_horizon'],
    ['filter_empty=perhaps', 'filter_empty'],
  ])('cannot be %s', async (query, field) => {
    for (const path of ['graph', 'graph.json', 'd3graph', 'dotgraph', 'graph/nodegraph', 'dotviz']) {
      const response = await fetch(`${agent.url}/${path}?${query}`);
      const { problems } = (await response.json()) as { problems: { field: string }[] };
      expect([path, response.status, problems.map((problem) => problem.field)]).toEqual([path, 400, [field]]);
    }
  });

  it.each([
    [{ GRAPH_SOURCE: 'prometheus' }, 'GRAPH_PROMETHEUS_URL is not set'],
    [
      {
        GRAPH_SOURCE: 'model',
        SERVICES: '[{name: node, kind: exposition, url: "http://node:9100/metrics"}]',
      },
      'SERVICES has no service of kind app-monitor',
    ],
  ])('must be configured: %j', async (settings, sentence) => {
    const service = RunningService.spawn(AGENT, settings);
    expect(await service.ended).toEqual({ code: 78, signal: null });
    expect(service.stderr.join('')).toContain(sentence);
  });
});
