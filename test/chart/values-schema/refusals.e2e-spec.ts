import { describe, expect, it } from '@jest/globals';
import { otherThanNested, refusalOf } from './refusal.js';

const agent = (values: object) => ({ agent: values });
const scenario = (changes: object) => ({
  metricsApi: {
    scenario: {
      name: 'mine',
      applications: [{ name: 'cart', domain: 'shop', latency: { serviceMs: 80 } }],
      ...changes,
    },
  },
});
const incident = (changes: object) =>
  scenario({ incidents: [{ id: 'a', kind: 'outage', start: '2026-01-02T10:00:00Z', ...changes }] });

const cases: [what: string, values: object, sentence: string][] = [
  ['a typo at the top', { monitorring: {} }, "at '': additional properties 'monitorring' not allowed"],
  [
    'a typo in a component',
    agent({ replica: 2 }),
    "at '/agent': additional properties 'replica' not allowed",
  ],
  [
    'a typo in a Kubernetes type',
    agent({ affinity: { nodeAfinity: {} } }),
    "at '/agent/affinity': additional properties 'nodeAfinity' not allowed",
  ],
  [
    'a typo in resources',
    agent({ resources: { limit: { memory: '1Gi' } } }),
    "at '/agent/resources': additional properties 'limit' not allowed",
  ],
  ['a wrong type', agent({ replicas: 'two' }), "at '/agent/replicas': got string, want integer"],
  [
    'a tag that YAML read as 1.1',
    agent({ image: { tag: 1.1 } }),
    "at '/agent/image/tag': got number, want string",
  ],
  [
    'a tag with its colon',
    agent({ image: { tag: ':v1' } }),
    "at '/agent/image/tag': ':v1' does not match pattern",
  ],
  [
    'a tag in the repository',
    agent({ image: { repository: 'team/agent:v1' } }),
    "at '/agent/image/repository': 'team/agent:v1' does not match pattern",
  ],
  [
    'a truncated digest',
    agent({ image: { digest: 'sha256:12ab' } }),
    "at '/agent/image/digest': 'sha256:12ab' does not match pattern",
  ],
  [
    'a registry with a scheme',
    { global: { imageRegistry: 'https://registry.example.com' } },
    "at '/global/imageRegistry': 'https://registry.example.com' does not match pattern",
  ],
  ['an invalid port', agent({ port: 70000 }), "at '/agent/port': maximum: got 70,000, want 65,535"],
  [
    'an unknown word',
    agent({ service: { type: 'Nodeport' } }),
    "at '/agent/service/type': value must be one of 'ClusterIP', 'NodePort', 'LoadBalancer'",
  ],
  [
    'an invalid quantity',
    agent({ resources: { requests: { memory: '128MB' } } }),
    "at '/agent/resources/requests/memory': '128MB' does not match pattern",
  ],
  [
    'a percentage of pods without a percent sign',
    agent({ podDisruptionBudget: { minAvailable: '50' } }),
    "at '/agent/podDisruptionBudget/minAvailable': '50' does not match pattern '^[0-9]{1,3}%$'",
  ],
  [
    'a variable whose value is a number',
    agent({ extraEnv: [{ name: 'A', value: 5 }] }),
    "at '/agent/extraEnv/0/value': got number, want string",
  ],
  [
    'a label that the chart sets',
    agent({ podLabels: { 'app.kubernetes.io/name': 'mine' } }),
    "at '/agent/podLabels/app.kubernetes.io~1name': value must be 'set by the chart itself'",
  ],
  [
    'a label that Helm sets',
    { commonLabels: { 'helm.sh/chart': 'mine' } },
    "at '/commonLabels/helm.sh~1chart': value must be 'set by the chart itself'",
  ],
  [
    'an annotation that is a boolean',
    { commonAnnotations: { a: true } },
    "at '/commonAnnotations/a': got boolean",
  ],
  [
    'a sidecar that is neither on nor off',
    { istio: { sidecarInjection: 'maybe' } },
    "at '/istio/sidecarInjection': value must be one of true, false, 'true', 'false', ''",
  ],
  [
    'two mutually exclusive fields',
    { istio: { virtualService: { fault: { abort: { httpStatus: 500, grpcStatus: 'UNAVAILABLE' } } } } },
    "at '/istio/virtualService/fault/abort/grpcStatus': value must be 'omitted when httpStatus is set'",
  ],
];

/** Refused by the schemas with which the services validate settings and scenarios. */
const casesOfServices: [what: string, values: object, sentence: string][] = [
  [
    'a setting that the chart sets from another value',
    agent({ settings: { PORT: 1 } }),
    "at '/agent/settings': additional properties 'PORT' not allowed",
  ],
  [
    'a setting of the other service',
    { metricsApi: { settings: { RENDER_WORKERS: 1 } } },
    "at '/metricsApi/settings': additional properties 'RENDER_WORKERS' not allowed",
  ],
  [
    'a setting out of its range',
    agent({ settings: { RENDER_WORKERS: 257 } }),
    "at '/agent/settings/RENDER_WORKERS': maximum: got 257, want 256",
  ],
  [
    'a setting that is not a number',
    agent({ settings: { RENDER_WORKERS: 'all' } }),
    "at '/agent/settings/RENDER_WORKERS': 'all' does not match pattern '^[0-9]*$'",
  ],
  [
    'a setting with an unknown word',
    { metricsApi: { settings: { FAULTS: 'maybe' } } },
    "at '/metricsApi/settings/FAULTS': value must be one of 'disabled', 'enabled'",
  ],
  [
    'an unknown kind of service',
    agent({ services: [{ name: 'a', kind: 'statsd', url: 'http://a' }] }),
    "at '/agent/services/0/kind': value must be one of 'app-monitor', 'exposition', 'prometheus'",
  ],
  [
    'a query for a kind without queries',
    agent({ services: [{ name: 'a', kind: 'exposition', url: 'http://a', query: 'up' }] }),
    "at '/agent/services/0': additional properties 'query' not allowed",
  ],
  [
    'a typo in a scenario',
    scenario({ incident: [] }),
    "at '/metricsApi/scenario': additional properties 'incident' not allowed",
  ],
  [
    'a number of a scenario out of its range',
    scenario({ applications: [{ name: 'a', domain: 'b', latency: { serviceMs: 0 } }] }),
    "at '/metricsApi/scenario/applications/0/latency/serviceMs': minimum: got 0, want 0.001",
  ],
  [
    'an unknown kind of incident',
    incident({ kind: 'outtage' }),
    "at '/metricsApi/scenario/incidents/0/kind': value must be one of 'outage', 'brownout', 'error-burst'",
  ],
  [
    'an incident without a required field of its kind',
    incident({ kind: 'brownout', duration: '5m' }),
    "at '/metricsApi/scenario/incidents/0': missing property 'latencyFactor'",
  ],
  [
    'an invalid time',
    incident({ start: 'yesterday', duration: '5m' }),
    "at '/metricsApi/scenario/incidents/0/start': 'yesterday' is not valid date-time",
  ],
];

describe('values.schema.json', () => {
  it.each([...cases, ...casesOfServices])(
    'refuses %s with one message that names it',
    async (_, values, sentence) => {
      const refusal = await refusalOf(values);

      expect(otherThanNested(refusal)).toEqual([expect.stringContaining(sentence)]);
    },
  );
});
