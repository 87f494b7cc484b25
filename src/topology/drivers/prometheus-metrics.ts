import type { Peer } from '../../platform/service-calls.js';
import type { Labels } from '../../sources/metrics-source.port.js';
import type { PrometheusMetrics } from '../topology.settings.js';

/** Both ends of a call. */
export interface Peers {
  readonly source: Peer;
  readonly target: Peer;
}

/** How one program counts calls between services. */
export interface MetricSet {
  /** The counter of requests. */
  readonly name: string;
  /** A label without which the counter cannot be drawn. */
  readonly label: string;
  /** Its other name. */
  readonly otherLabel?: string;
  /** PromQL for a time span such as `300s`; each call is counted once. */
  queries(span: string): {
    /** Requests per second. */
    readonly rates: string;
    /** Failed requests per second. */
    readonly failures: string;
    /** A quantile of the latency, in milliseconds. */
    readonly quantile: (quantile: string) => string;
  };
  /** Who called whom; undefined for a series that is not about a call between services. */
  peersOf(labels: Labels): Peers | undefined;
}

const ISTIO_PEERS =
  'source_workload, source_workload_namespace, destination_workload, destination_workload_namespace, destination_service_name, destination_service_namespace';

/**
 * Istio's standard metrics. Both proxies of a call count it: the one of the target counts here, and the one of the caller
 * only for targets without a proxy.
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
const ISTIO: MetricSet = {
  name: 'istio_requests_total',
  label: 'destination_workload',
  queries: (span) => {
    const rate = (matchers: string) => {
      const by = `sum by (${ISTIO_PEERS}, connection_security_policy)`;
      const counted = 'destination_workload, destination_workload_namespace';
      const targets = `sum by (${counted}) (rate(istio_requests_total{reporter="destination"}[${span}]))`;
      return (
        `${by} (rate(istio_requests_total{reporter="destination"${matchers}}[${span}]))` +
        ` or ${by} (rate(istio_requests_total{reporter="source"${matchers}}[${span}])) unless on (${counted}) ${targets}`
      );
    };
    return {
      rates: rate(''),
      failures: rate(',response_code=~"5..|0"'),
      quantile: (quantile) =>
        `histogram_quantile(${quantile}, sum by (le, ${ISTIO_PEERS}) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[${span}])))`,
    };
  },
  peersOf: (labels) => {
    const target = labels['destination_workload'];
    if (target === undefined) return undefined;
    return {
      source: {
        name: labels['source_workload'] ?? 'unknown',
        namespace: known(labels['source_workload_namespace']),
      },
      target:
        known(target) === ''
          ? {
              name: labels['destination_service_name'] ?? 'unknown',
              namespace: known(labels['destination_service_namespace']),
            }
          : { name: target, namespace: known(labels['destination_workload_namespace']) },
    };
  },
};

/** Istio writes `unknown` for what it does not know. */
function known(value: string | undefined): string {
  return value === undefined || value === 'unknown' ? '' : value;
}

const OPENTELEMETRY_PEERS = 'client, client_k8s_namespace_name, server, server_k8s_namespace_name';

/** @see https://grafana.com/docs/tempo/latest/metrics-generator/service_graphs/ */
const OPENTELEMETRY: MetricSet = {
  name: 'traces_service_graph_request_total',
  label: 'server',
  queries: (span) => {
    const rate = (metric: string) => `sum by (${OPENTELEMETRY_PEERS}) (rate(${metric}[${span}]))`;
    const quantileOf = (quantile: string, side: string) =>
      `1000 * histogram_quantile(${quantile}, sum by (le, ${OPENTELEMETRY_PEERS}) (rate(traces_service_graph_request_${side}_seconds_bucket[${span}])))`;
    return {
      rates: rate('traces_service_graph_request_total'),
      failures: rate('traces_service_graph_request_failed_total'),
      quantile: (quantile) => `${quantileOf(quantile, 'server')} or ${quantileOf(quantile, 'client')}`,
    };
  },
  peersOf: ({ client, server, ...labels }) => {
    if (client === undefined || server === undefined) return undefined;
    return {
      source: { name: client, namespace: labels['client_k8s_namespace_name'] ?? '' },
      target: { name: server, namespace: labels['server_k8s_namespace_name'] ?? '' },
    };
  },
};

// The names of the labels differ between Envoy as it is and Envoy as Istio configures it, and the labels of a target
// between scrape configurations.
const ENVOY_LABELS =
  'app, app_kubernetes_io_name, job, namespace, envoy_cluster_name, cluster_name, envoy_response_code, response_code';

/** Envoy's own counters of the requests that it sends, which need no telemetry of a mesh. */
const ENVOY: MetricSet = {
  name: 'envoy_cluster_upstream_rq',
  label: 'envoy_response_code',
  otherLabel: 'response_code',
  queries: (span) => {
    const rate = (matchers: string) =>
      `sum by (${ENVOY_LABELS}) (rate(envoy_cluster_upstream_rq{${matchers}}[${span}]))`;
    return {
      // Without a code, a series counts all codes of a class, such as 2xx, again.
      rates: `${rate('envoy_response_code!=""')} or ${rate('response_code!=""')}`,
      failures: `${rate('envoy_response_code=~"5.."')} or ${rate('response_code=~"5.."')}`,
      quantile: (quantile) =>
        `histogram_quantile(${quantile}, sum by (le, ${ENVOY_LABELS}) (rate(envoy_cluster_upstream_rq_time_bucket[${span}])))`,
    };
  },
  peersOf: (labels) => {
    const target = outboundTarget(labels['envoy_cluster_name'] ?? labels['cluster_name'] ?? '');
    const name = labels['app'] ?? labels['app_kubernetes_io_name'] ?? labels['job'];
    if (target === undefined || name === undefined) return undefined;
    return { source: { name, namespace: labels['namespace'] ?? '' }, target };
  },
};

/**
 * The service of an outbound cluster, whose name Istio gives it, such as `outbound|3000||name.namespace.svc.cluster.local`.
 * Requests to a proxy's own service (`inbound|…`) are counted by the caller's proxy.
 */
export function outboundTarget(cluster: string): Peer | undefined {
  const [direction, , , host = ''] = cluster.split(/[|;]/);
  if (direction !== 'outbound' || host === '') return undefined;
  const [name = host, namespace = '', svc] = host.split('.');
  return svc === 'svc' ? { name, namespace } : { name: host, namespace: '' };
}

export const METRIC_SETS: Readonly<Record<PrometheusMetrics, MetricSet>> = {
  istio: ISTIO,
  opentelemetry: OPENTELEMETRY,
  envoy: ENVOY,
};
