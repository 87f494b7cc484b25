import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithPrometheus, Prometheus, promtool } from '../../support/prometheus.js';
import { RunningService } from '../../support/running-service.js';
import { unusedPort } from '../../support/stub-upstream.js';

type Labels = Readonly<Record<string, string>>;

const STEP_SECONDS = 5;
const BEFORE_SECONDS = 900;
// Tests that take longer than this would find no more samples.
const AFTER_SECONDS = 1800;

/** A counter that grows steadily, as samples in the OpenMetrics format from the past to the future. */
function counter(nowSeconds: number, name: string, labels: Labels, perSecond: number): string {
  const text = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  const lines = [];
  for (let at = nowSeconds - BEFORE_SECONDS; at <= nowSeconds + AFTER_SECONDS; at += STEP_SECONDS) {
    lines.push(`${name}{${text.join(',')}} ${perSecond * (at - nowSeconds + BEFORE_SECONDS)} ${at}`);
  }
  return lines.join('\n');
}

interface Edge {
  readonly source: string;
  readonly target: string;
  readonly detail__requests_per_second: number;
  readonly detail__error_percent: number;
  readonly detail__p50_ms: number | null;
  readonly detail__mtls: string;
}

/** A Prometheus with a past and a future, and an agent that reads its graph from it. */
class Fixture {
  private constructor(
    private readonly prometheus: Prometheus,
    private readonly agent: RunningService,
    private readonly folder: string,
  ) {}

  static async start(metrics: string, seriesAt: (nowSeconds: number) => readonly string[]): Promise<Fixture> {
    const folder = mkdtempSync(join(tmpdir(), 'graph-'));
    const nowSeconds = Math.floor(Date.now() / 1000 / STEP_SECONDS) * STEP_SECONDS;
    const file = join(folder, 'samples.txt');
    writeFileSync(file, [...seriesAt(nowSeconds), '# EOF', ''].join('\n'));
    const data = join(folder, 'data');
    const made = await promtool(['tsdb', 'create-blocks-from', 'openmetrics', file, data]);
    if (made.code !== 0) throw new Error(made.stderr);
    const prometheus = await Prometheus.start('{}', data);
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      GRAPH_SOURCE: 'prometheus',
      GRAPH_PROMETHEUS_URL: `${prometheus.url}/`,
      GRAPH_PROMETHEUS_METRICS: metrics,
      UPSTREAM_TIMEOUT_MS: '30000',
      RENDER_WORKERS: '1',
    });
    return new Fixture(prometheus, agent, folder);
  }

  async edges(): Promise<Record<string, Edge>> {
    const response = await fetch(`${this.agent.url}/graph/nodegraph?time_horizon=1m`);
    const { edges } = (await response.json()) as { edges: Edge[] };
    return Object.fromEntries(edges.map((edge) => [`${edge.source} → ${edge.target}`, edge]));
  }

  /** The sentences on the live page. */
  async page(): Promise<string> {
    const headers = { accept: 'text/html' };
    return (await fetch(`${this.agent.url}/graph?time_horizon=1m`, { headers })).text();
  }

  async stop(): Promise<void> {
    await this.agent.stop();
    await this.prometheus.stop();
    rmSync(this.folder, { recursive: true });
  }
}

const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(3)));

function figures(edges: Record<string, Edge>) {
  return Object.fromEntries(
    Object.entries(edges).map(([name, edge]) => [
      name,
      [rounded(edge.detail__requests_per_second), rounded(edge.detail__error_percent), edge.detail__mtls],
    ]),
  );
}

describeWithPrometheus('the graph from the metrics of Istio', () => {
  let fixture: Fixture;

  const call = (from: string, to: string): Labels => ({
    source_workload: from,
    source_workload_namespace: 'shop',
    destination_workload: to,
    destination_workload_namespace: to === 'unknown' ? 'unknown' : 'shop',
    destination_service_name: to === 'unknown' ? 'api.example.com' : to,
  });
  const ok = { response_code: '200' };
  const seen = { reporter: 'destination', connection_security_policy: 'mutual_tls' };
  const sent = { reporter: 'source', connection_security_policy: 'unknown' };

  beforeAll(async () => {
    fixture = await Fixture.start('istio', (now) => [
      '# TYPE istio_requests counter',
      // Both proxies count these calls.
      counter(now, 'istio_requests_total', { ...call('web', 'cart'), ...seen, ...ok }, 8),
      counter(now, 'istio_requests_total', { ...call('web', 'cart'), ...sent, ...ok }, 8),
      counter(now, 'istio_requests_total', { ...call('web', 'cart'), ...seen, response_code: '503' }, 2),
      counter(now, 'istio_requests_total', { ...call('web', 'cart'), ...sent, response_code: '503' }, 2),
      // The target has no proxy, or is outside the cluster.
      counter(now, 'istio_requests_total', { ...call('cart', 'legacy'), ...sent, ...ok }, 3),
      counter(now, 'istio_requests_total', { ...call('cart', 'unknown'), ...sent, ...ok }, 1),
      '# TYPE istio_request_duration_milliseconds_bucket gauge',
      ...['50', '100', '+Inf'].map((le, index) =>
        counter(
          now,
          'istio_request_duration_milliseconds_bucket',
          { ...call('web', 'cart'), ...seen, le },
          [0, 10, 10][index]!,
        ),
      ),
    ]);
  });
  afterAll(() => fixture.stop());

  it('counts each call once, with its failures, latencies and mutual TLS', async () => {
    const edges = await fixture.edges();
    expect(figures(edges)).toEqual({
      'web.shop → cart.shop': [10, 20, '100 %'],
      'cart.shop → legacy.shop': [3, 0, 'unknown'],
      'cart.shop → api.example.com': [1, 0, 'unknown'],
    });
    expect(edges['web.shop → cart.shop']!.detail__p50_ms).toBeCloseTo(75, 3);
    expect(edges['cart.shop → legacy.shop']!.detail__p50_ms).toBeNull();
  });
});

describeWithPrometheus('the graph from the metrics of OpenTelemetry', () => {
  let fixture: Fixture;

  beforeAll(async () => {
    const labels = { client: 'web', server: 'cart', connection_type: '' };
    fixture = await Fixture.start('opentelemetry', (now) => [
      '# TYPE traces_service_graph_request counter',
      counter(now, 'traces_service_graph_request_total', labels, 5),
      counter(
        now,
        'traces_service_graph_request_total',
        { client: 'user', server: 'web', client_k8s_namespace_name: 'edge' },
        2,
      ),
      '# TYPE traces_service_graph_request_failed counter',
      counter(now, 'traces_service_graph_request_failed_total', labels, 1),
      '# TYPE traces_service_graph_request_server_seconds_bucket gauge',
      ...['0.1', '0.2', '+Inf'].map((le, index) =>
        counter(
          now,
          'traces_service_graph_request_server_seconds_bucket',
          { ...labels, le },
          [0, 5, 5][index]!,
        ),
      ),
    ]);
  });
  afterAll(() => fixture.stop());

  it('has the rates, failures and latencies', async () => {
    const edges = await fixture.edges();
    expect(figures(edges)).toEqual({
      'web → cart': [5, 20, 'unknown'],
      'user.edge → web': [2, 0, 'unknown'],
    });
    expect(edges['web → cart']!.detail__p50_ms).toBeCloseTo(150, 3);
  });
});

describeWithPrometheus("the graph from Envoy's own counters", () => {
  let fixture: Fixture;

  beforeAll(async () => {
    const target = 'outbound|3000||k8s-app-monitor-test.shop.svc.cluster.local';
    const agent = { app: 'k8s-app-monitor-agent', namespace: 'shop' };
    fixture = await Fixture.start('envoy', (now) => [
      '# TYPE envoy_cluster_upstream_rq unknown',
      counter(
        now,
        'envoy_cluster_upstream_rq',
        { ...agent, envoy_cluster_name: target, envoy_response_code: '200' },
        6,
      ),
      counter(
        now,
        'envoy_cluster_upstream_rq',
        { ...agent, envoy_cluster_name: target, envoy_response_code: '502' },
        2,
      ),
      // Envoy counts each response in the series of its class, too.
      counter(
        now,
        'envoy_cluster_upstream_rq',
        { ...agent, envoy_cluster_name: target, envoy_response_code_class: '2xx' },
        8,
      ),
      // What a sidecar passes to its own service.
      counter(
        now,
        'envoy_cluster_upstream_rq',
        { ...agent, envoy_cluster_name: 'inbound|8888||', envoy_response_code: '200' },
        9,
      ),
      // As Istio names the labels.
      counter(
        now,
        'envoy_cluster_upstream_rq',
        {
          job: 'gateway',
          cluster_name: 'outbound|8888||k8s-app-monitor-agent.shop.svc.cluster.local',
          response_code: '200',
        },
        4,
      ),
    ]);
  });
  afterAll(() => fixture.stop());

  it('has the calls between services, each once', async () => {
    expect(figures(await fixture.edges())).toEqual({
      'k8s-app-monitor-agent.shop → k8s-app-monitor-test.shop': [8, 25, 'unknown'],
      'gateway → k8s-app-monitor-agent.shop': [4, 0, 'unknown'],
    });
  });
});

describeWithPrometheus('an empty graph', () => {
  it.each([
    ['the metric does not exist', [], 'has no istio_requests_total'],
    [
      'a label is missing',
      [['istio_requests_total', { reporter: 'destination', app: 'web' }, 1]],
      'has no label destination_workload',
    ],
    [
      'there was no traffic',
      [
        [
          'istio_requests_total',
          { reporter: 'destination', source_workload: 'a', destination_workload: 'b' },
          0,
        ],
      ],
      'counted no requests in the last 60 s',
    ],
  ] as [string, [string, Labels, number][], string][])('says that %s', async (_name, series, sentence) => {
    // Some other series: without any there would be no block.
    const all: [string, Labels, number][] = [...series, ['other_total', {}, 1]];
    const fixture = await Fixture.start('istio', (now) =>
      all.flatMap(([name, labels, rate]) => [
        `# TYPE ${name.replace(/_total$/, '')} counter`,
        counter(now, name, labels, rate),
      ]),
    );
    expect(await fixture.page()).toContain(sentence);
    await fixture.stop();
  });

  it('is an error, and not empty, when Prometheus is away', async () => {
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      GRAPH_SOURCE: 'prometheus',
      GRAPH_PROMETHEUS_URL: `http://127.0.0.1:${await unusedPort()}`,
      RENDER_WORKERS: '1',
    });
    const response = await fetch(`${agent.url}/graph`);
    const { detail } = (await response.json()) as { detail: string };
    expect([response.status, detail]).toEqual([502, expect.stringContaining('refused')]);
    await agent.stop();
  });
});
