import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { isProbeOrScrape } from './tracing/trace-requests.js';

/** One call between two services, as this process saw it. */
export interface ServiceCall {
  readonly client: Peer;
  readonly server: Peer;
  readonly side: 'client' | 'server';
  readonly durationMs: number;
  readonly isFailure: boolean;
  /** Whether the call is known to have used mutual TLS. */
  readonly mtls?: boolean;
}

/** One end of a call. */
export interface Peer {
  readonly name: string;
  /** The namespace in Kubernetes; empty if unknown. */
  readonly namespace: string;
}

/** A caller that says nothing about itself, under the name that OpenTelemetry's service graphs give it. */
export const UNKNOWN_CALLER: Peer = { name: 'user', namespace: '' };

// Callers can claim any name.
const MAX_EDGES = 50;
const OTHER: Peer = { name: 'other', namespace: '' };

// Those of the metrics that OpenTelemetry's and Grafana's generators of service graphs write.
const BOUNDS_SECONDS = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8];

interface EdgeTotals {
  readonly client: Peer;
  readonly server: Peer;
  readonly side: ServiceCall['side'];
  requests: number;
  failed: number;
  sumSeconds: number;
  /** By bucket, not cumulative; one more without a bound. */
  readonly buckets: number[];
}

/**
 * The calls that this process makes and receives: as metrics, and for listeners. The number of edges is bounded: further
 * callers are one, also for listeners.
 */
export class ServiceCalls {
  private readonly edges = new Map<string, EdgeTotals>();
  private lastEdge: EdgeTotals | undefined;
  private readonly listeners: ((call: ServiceCall) => void)[] = [];

  constructor(registry: Registry) {
    for (const metric of this.metrics()) registry.registerMetric(metric as never);
  }

  onCall(listener: (call: ServiceCall) => void): void {
    this.listeners.push(listener);
  }

  record(call: ServiceCall): void {
    const edge = this.isLast(call) ? this.lastEdge! : this.edgeOf(call);
    this.lastEdge = edge;
    const seconds = call.durationMs / 1000;
    const bucket = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
    edge.requests += 1;
    edge.failed += call.isFailure ? 1 : 0;
    edge.sumSeconds += seconds;
    edge.buckets[bucket < 0 ? BOUNDS_SECONDS.length : bucket]! += 1;
    for (const listener of this.listeners) listener({ ...call, client: edge.client, server: edge.server });
  }

  /** Most calls are along the same edge as the one before: the objects of the common peers are constants. */
  private isLast({ client, server, side }: ServiceCall): boolean {
    const last = this.lastEdge;
    return last?.client === client && last.server === server && last.side === side;
  }

  private edgeOf({ client, server, side }: ServiceCall): EdgeTotals {
    const key = `${side} ${client.namespace}/${client.name} ${server.namespace}/${server.name}`;
    const known = this.edges.get(key);
    if (known !== undefined) return known;
    if (this.edges.size >= MAX_EDGES && client !== OTHER) {
      return this.edgeOf({ client: OTHER, server, side, durationMs: 0, isFailure: false });
    }
    const buckets = new Array<number>(BOUNDS_SECONDS.length + 1).fill(0);
    const edge = { client, server, side, requests: 0, failed: 0, sumSeconds: 0, buckets };
    this.edges.set(key, edge);
    return edge;
  }

  /**
   * The metrics in prom-client's form, computed at each scrape: requests of the fastest routes only add to numbers.
   *
   * @see https://grafana.com/docs/tempo/latest/metrics-generator/service_graphs/
   */
  private metrics(): object[] {
    const metric = (name: string, help: string, type: string, values: () => object[]) => {
      // For OpenMetrics, the registry cuts `_total` off the name.
      const described = { name, help, type, aggregator: 'sum' };
      return Object.assign(described, { get: () => ({ ...described, values: values() }) });
    };
    const all = () => [...this.edges.values()];
    const counter = (name: string, help: string, valueOf: (edge: EdgeTotals) => number) =>
      metric(name, help, 'counter', () =>
        all()
          .filter(isCountedHere)
          .map((edge) => ({ value: valueOf(edge), labels: labelsOf(edge) })),
      );
    const histogram = (name: string, help: string, side: ServiceCall['side']) =>
      metric(name, help, 'histogram', () =>
        all()
          .filter((edge) => edge.side === side)
          .flatMap((edge) => histogramValues(name, edge)),
      );
    return [
      counter(
        'traces_service_graph_request_total',
        'Requests between two services, each counted by one of them.',
        (edge) => edge.requests,
      ),
      counter(
        'traces_service_graph_request_failed_total',
        'Requests between two services that failed.',
        (edge) => edge.failed,
      ),
      histogram('traces_service_graph_request_client_seconds', 'Duration as the client saw it.', 'client'),
      histogram('traces_service_graph_request_server_seconds', 'Duration as the server saw it.', 'server'),
    ];
  }
}

// The agent counts its own calls, so the service that it calls does not: a sum over both counts each call once.
const COUNTS_ITS_CALLS = 'k8s-app-monitor-agent';

function isCountedHere({ side, client }: EdgeTotals): boolean {
  return side === 'client' || client.name !== COUNTS_ITS_CALLS;
}

function labelsOf({ client, server }: EdgeTotals) {
  const connectionType = client === UNKNOWN_CALLER ? 'virtual_node' : '';
  return {
    client: client.name,
    client_k8s_namespace_name: client.namespace,
    server: server.name,
    server_k8s_namespace_name: server.namespace,
    connection_type: connectionType,
  };
}

function histogramValues(name: string, edge: EdgeTotals): object[] {
  const labels = labelsOf(edge);
  let cumulative = 0;
  const buckets = edge.buckets.map((count, index) => {
    cumulative += count;
    const le = BOUNDS_SECONDS[index] ?? '+Inf';
    return { metricName: `${name}_bucket`, value: cumulative, labels: { ...labels, le } };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, value: edge.sumSeconds, labels },
    { metricName: `${name}_count`, value: edge.requests, labels },
  ];
}

// First segments of routes that show the service itself, or the graph, instead of doing its work.
const UNCOUNTED = new Set([
  ...['docs', 'assets', 'api.html', 'openapi.json', 'openapi.yaml'],
  ...['graph', 'dotviz', 'dotgraph', 'd3graph', 'force'],
]);

/** Records the requests that a service receives, except for probes, scrapes and those for documents. */
export function observeCallers(server: FastifyInstance, service: string, calls: ServiceCalls): void {
  const self: Peer = { name: service, namespace: '' };
  // By the pattern of the route, of which a service has a few dozen.
  const countedRoutes = new Map<string, boolean>();
  const isCounted = (request: FastifyRequest): boolean => {
    const route = request.routeOptions.url;
    if (route === undefined) return false;
    const known = countedRoutes.get(route) ?? isCountedRoute(route);
    countedRoutes.set(route, known);
    return known && !isProbeOrScrape(request);
  };
  server.addHook('onResponse', (request, reply, done) => {
    if (isCounted(request)) {
      const { peer, mtls } = callerOf(request);
      const isFailure = reply.statusCode >= 500;
      calls.record({
        client: peer,
        server: self,
        side: 'server',
        durationMs: reply.elapsedTime,
        isFailure,
        mtls,
      });
    }
    done();
  });
}

function isCountedRoute(route: string): boolean {
  return !UNCOUNTED.has(route.split(/[/.]/)[1] ?? '') && !UNCOUNTED.has(route.slice(1));
}

interface Caller {
  readonly peer: Peer;
  readonly mtls: boolean;
}

const UNIDENTIFIED: Caller = { peer: UNKNOWN_CALLER, mtls: false };
const AGENT_CALLER: Caller = { peer: { name: COUNTS_ITS_CALLS, namespace: '' }, mtls: false };

const MAX_CERTIFICATE_LENGTH = 4096;
const IDENTITY = /^spiffe:\/\/[^/]+\/ns\/([a-z0-9-]{1,63})\/sa\/([a-z0-9.-]{1,253})$/;

/**
 * Who sent a request: the identity that the service's sidecar saw, or the agent, which names itself.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#x-forwarded-client-cert
 */
export function callerOf({ headers }: Pick<FastifyRequest, 'headers'>): Caller {
  const header = headers['x-forwarded-client-cert'];
  if (typeof header === 'string' && header.length <= MAX_CERTIFICATE_LENGTH) {
    // The last certificate is that of the direct caller.
    const fields = header.split(',').at(-1)!.split(';');
    const uri = fields.find((field) => /^\s*URI=/i.test(field))?.replace(/^\s*URI="?|"?\s*$/gi, '');
    const [, namespace, name] = IDENTITY.exec(uri ?? '') ?? [];
    if (namespace !== undefined && name !== undefined) return { peer: { name, namespace }, mtls: true };
  }
  return headers['user-agent'] === COUNTS_ITS_CALLS ? AGENT_CALLER : UNIDENTIFIED;
}
