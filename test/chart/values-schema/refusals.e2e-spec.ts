import { describe, expect, it } from '@jest/globals';
import { otherThanNested, refusalOf } from './refusal.js';

const agent = (values: object) => ({ agent: values });
const cases: [what: string, values: object, sentence: string][] = [
  ['a typo at the top', { monitorring: {} }, "at '': additional properties 'monitorring' not allowed"],
  [
    'a typo in a component',
    agent({ replica: 2 }),
    "at '/agent': additional properties 'replica' not allowed",
  ],
  [
    'a typo in a type of Kubernetes',
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
    'a digest that is cut off',
    agent({ image: { digest: 'sha256:12ab' } }),
    "at '/agent/image/digest': 'sha256:12ab' does not match pattern",
  ],
  [
    'a registry with a scheme',
    { global: { imageRegistry: 'https://registry.example.com' } },
    "at '/global/imageRegistry': 'https://registry.example.com' does not match pattern",
  ],
  ['a port that is none', agent({ port: 70000 }), "at '/agent/port': maximum: got 70,000, want 65,535"],
  [
    'a word that is none of a few',
    agent({ service: { type: 'Nodeport' } }),
    "at '/agent/service/type': value must be one of 'ClusterIP', 'NodePort', 'LoadBalancer'",
  ],
  [
    'a quantity that is none',
    agent({ resources: { requests: { memory: '128MB' } } }),
    "at '/agent/resources/requests/memory': '128MB' does not match pattern",
  ],
  [
    'a percentage of pods without its sign',
    agent({ podDisruptionBudget: { minAvailable: '50' } }),
    "at '/agent/podDisruptionBudget/minAvailable': '50' does not match pattern '^[0-9]{1,3}%$'",
  ],
  [
    'a variable whose value is a number',
    agent({ extraEnv: [{ name: 'A', value: 5 }] }),
    "at '/agent/extraEnv/0/value': got number, want string",
  ],
  [
    'a label of the chart',
    agent({ podLabels: { 'app.kubernetes.io/name': 'mine' } }),
    "at '/agent/podLabels/app.kubernetes.io~1name': value must be 'set by the chart itself'",
  ],
  [
    'a label of Helm',
    { commonLabels: { 'helm.sh/chart': 'mine' } },
    "at '/commonLabels/helm.sh~1chart': value must be 'set by the chart itself'",
  ],
  [
    'an annotation that is a boolean',
    { commonAnnotations: { a: true } },
    "at '/commonAnnotations/a': got boolean",
  ],
  [
    'a sidecar neither on nor off',
    { istio: { sidecarInjection: 'maybe' } },
    "at '/istio/sidecarInjection': value must be one of true, false, 'true', 'false', ''",
  ],
  [
    'one of two that exclude each other',
    { istio: { virtualService: { fault: { abort: { httpStatus: 500, grpcStatus: 'UNAVAILABLE' } } } } },
    "at '/istio/virtualService/fault/abort/grpcStatus': value must be 'omitted when httpStatus is set'",
  ],
];

describe('values.schema.json', () => {
  it.each(cases)('refuses %s in one sentence that names it', async (_, values, sentence) => {
    const refusal = await refusalOf(values);

    expect(otherThanNested(refusal)).toEqual([expect.stringContaining(sentence)]);
  });
});
