import { z } from 'zod';
import { oneOf, variable } from '../platform/settings/read-settings.js';
import { TOPOLOGY_KINDS } from './topology.port.js';

const HTTP_URL = 'an http or https URL without credentials, query or fragment';

export const PROMETHEUS_METRICS = ['istio', 'opentelemetry', 'envoy'] as const;

export type PrometheusMetrics = (typeof PROMETHEUS_METRICS)[number];

/** Where the service graph comes from. */
export const topologyVariables = {
  GRAPH_SOURCE: variable(oneOf(TOPOLOGY_KINDS), {
    default: 'observed',
    unit: 'name',
    example: 'model',
    sentence:
      'Source of the service graph: observed (the calls that this agent receives and makes), model (the scenario of the metrics API) or prometheus. Requests can select another with ?source=.',
  }),
  GRAPH_PROMETHEUS_URL: variable(
    z.string().refine((text) => text === '' || isPlainHttpUrl(text), HTTP_URL),
    {
      default: '',
      unit: 'URL',
      example: 'http://prometheus.monitoring:9090',
      sentence: 'Address of the Prometheus for the source prometheus.',
    },
  ),
  GRAPH_PROMETHEUS_METRICS: variable(oneOf(PROMETHEUS_METRICS), {
    default: 'istio',
    unit: 'name',
    example: 'envoy',
    sentence:
      'Metrics that the source prometheus reads: istio (istio_requests_total), opentelemetry (traces_service_graph_request_total) or envoy (envoy_cluster_upstream_rq).',
  }),
};

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username + password + search + hash === '';
}

export type TopologySettings = z.output<z.ZodObject<typeof topologyVariables>>;
