import { PrometheusDriver } from '../../sources/drivers/prometheus.driver.js';
import type { Labels, Sample } from '../../sources/metrics-source.port.js';
import { Budget, type UpstreamClient } from '../../sources/upstream-client.js';
import type { GraphNode, ServiceGraph, TopologyQuestion, TopologySource, Traffic } from '../topology.port.js';
import { METRIC_SETS, type MetricSet, type Peers } from './prometheus-metrics.js';
import type { PrometheusMetrics } from '../topology.settings.js';

/** Calls that a service mesh or OpenTelemetry counts, from a Prometheus. */
export class PrometheusTopology implements TopologySource {
  readonly kind = 'prometheus';
  private readonly prometheus: PrometheusDriver;
  private readonly metrics: MetricSet;

  constructor(
    private readonly url: string,
    metrics: PrometheusMetrics,
    client: UpstreamClient,
    private readonly timeoutMs: number,
  ) {
    this.prometheus = new PrometheusDriver(url, client, undefined);
    this.metrics = METRIC_SETS[metrics];
  }

  async read({ atMs, horizonSeconds }: TopologyQuestion): Promise<ServiceGraph> {
    const budget = new Budget(this.timeoutMs);
    const query = (promql: string) => this.query(promql, atMs, budget);
    const { rates, failures, quantile } = this.metrics.queries(`${horizonSeconds}s`);
    const [requests, failed, p50, p95] = await Promise.all([
      query(rates),
      query(failures),
      query(quantile('0.5')),
      query(quantile('0.95')),
    ]);
    const edges = new EdgeSums(this.metrics);
    edges.add(requests, (edge, value) => (edge.requestsPerSecond += value));
    edges.add(failed, (edge, value) => (edge.failuresPerSecond += value));
    edges.add(p50, (edge, value) => (edge.p50Ms = Math.max(edge.p50Ms ?? 0, value)));
    edges.add(p95, (edge, value) => (edge.p95Ms = Math.max(edge.p95Ms ?? 0, value)));
    const isEmpty = !edges.all.some(({ requestsPerSecond }) => requestsPerSecond > 0);
    return {
      source: 'prometheus',
      atMs,
      horizonSeconds,
      nodes: edges.nodes(),
      edges: edges.all.map((edge) => ({
        source: edge.source,
        target: edge.target,
        traffic: trafficOf(edge),
        mtlsShare: edge.knownMtls === 0 ? null : edge.mtls / edge.knownMtls,
      })),
      notes: isEmpty ? [await this.reasonForNothing(query, horizonSeconds)] : [],
    };
  }

  private async query(promql: string, atMs: number, budget: Budget): Promise<readonly Sample[]> {
    const reading = await this.prometheus.read({ atMs, query: promql }, budget);
    return reading.kind === 'samples' ? reading.samples : [];
  }

  /** Two more small queries find out which part is missing. */
  private async reasonForNothing(
    query: (promql: string) => Promise<readonly Sample[]>,
    horizonSeconds: number,
  ): Promise<string> {
    const { name, label, otherLabel = label } = this.metrics;
    const { host } = new URL(this.url);
    const exists = async (selector: string) => (await query(`count(${selector})`)).length > 0;
    if (!(await exists(name))) {
      return `The Prometheus at ${host} has no ${name}: it scrapes nothing that counts these calls, or GRAPH_PROMETHEUS_METRICS names other metrics.`;
    }
    if (!(await exists(`${name}{${label}!=""} or ${name}{${otherLabel}!=""}`))) {
      return `${name} at ${host} has no label ${label}: the scrape configuration drops it, or another program writes the metric.`;
    }
    return `${name} at ${host} counted no requests in the last ${horizonSeconds} s.`;
  }
}

interface EdgeSum {
  readonly source: string;
  readonly target: string;
  requestsPerSecond: number;
  failuresPerSecond: number;
  p50Ms: number | null;
  p95Ms: number | null;
  /** Requests per second with mutual TLS, and with known security. */
  mtls: number;
  knownMtls: number;
}

/** Samples by edge: several series can be about one edge. */
class EdgeSums {
  private readonly edges = new Map<string, EdgeSum>();
  private readonly peers = new Map<string, GraphNode>();

  constructor(private readonly metrics: MetricSet) {}

  get all(): readonly EdgeSum[] {
    return [...this.edges.values()];
  }

  add(samples: readonly Sample[], apply: (edge: EdgeSum, value: number) => void): void {
    for (const { labels, value } of samples) {
      const peers = this.metrics.peersOf(labels);
      if (peers === undefined || value === null) continue;
      const edge = this.edgeOf(peers);
      const before = edge.requestsPerSecond;
      apply(edge, value);
      this.countMtls(edge, labels, edge.requestsPerSecond - before);
    }
  }

  nodes(): GraphNode[] {
    return [...this.peers.values()].map((node) => {
      const received = this.all.filter(({ target }) => target === node.id);
      if (received.length === 0) return node;
      const sum = {
        requestsPerSecond: received.reduce((total, edge) => total + edge.requestsPerSecond, 0),
        failuresPerSecond: received.reduce((total, edge) => total + edge.failuresPerSecond, 0),
        // Percentiles of several edges cannot be added.
        p50Ms: received.length === 1 ? received[0]!.p50Ms : null,
        p95Ms: received.length === 1 ? received[0]!.p95Ms : null,
      };
      return { ...node, traffic: trafficOf(sum) };
    });
  }

  private countMtls(edge: EdgeSum, labels: Labels, requestsPerSecond: number): void {
    const policy = labels['connection_security_policy'] ?? 'unknown';
    if (policy === 'unknown' || policy === '') return;
    edge.knownMtls += requestsPerSecond;
    if (policy === 'mutual_tls') edge.mtls += requestsPerSecond;
  }

  private edgeOf(peers: Peers): EdgeSum {
    const [source, target] = [this.nodeOf(peers.source), this.nodeOf(peers.target)];
    const key = JSON.stringify([source, target]);
    const known = this.edges.get(key);
    if (known !== undefined) return known;
    const numbers = {
      requestsPerSecond: 0,
      failuresPerSecond: 0,
      p50Ms: null,
      p95Ms: null,
      mtls: 0,
      knownMtls: 0,
    };
    const edge: EdgeSum = { source, target, ...numbers };
    this.edges.set(key, edge);
    return edge;
  }

  private nodeOf({ name, namespace }: Peers['source']): string {
    const id = namespace === '' ? name : `${name}.${namespace}`;
    if (!this.peers.has(id)) this.peers.set(id, { id, title: name, domain: namespace, traffic: null });
    return id;
  }
}

type Sums = Pick<EdgeSum, 'requestsPerSecond' | 'failuresPerSecond' | 'p50Ms' | 'p95Ms'>;

function trafficOf({ requestsPerSecond, failuresPerSecond, p50Ms, p95Ms }: Sums): Traffic {
  const errorShare = requestsPerSecond === 0 ? null : Math.min(1, failuresPerSecond / requestsPerSecond);
  return { requestsPerSecond, errorShare, p50Ms, p95Ms };
}
