import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CHART } from '../support/tools.js';
import { refusalOf } from './refusal.js';

type Values = Record<string, unknown>;

const TYPO = { tpyo: {} };
const { global: _, ...defaults } = parse(readFileSync(join(CHART, 'values.yaml'), 'utf8')) as Values;

const lists = ['tolerations', 'topologySpreadConstraints', 'extraEnv', 'extraEnvFrom', 'extraVolumes'].concat(
  ['extraVolumeMounts', 'initContainers', 'sidecars', 'hostAliases'],
);
const mappings = [
  'affinity',
  'strategy',
  'lifecycle',
  'startupProbe',
  'readinessProbe',
  'livenessProbe',
].concat(['podSecurityContext', 'securityContext', 'resources', 'dnsConfig']);
const passedOn = {
  ...Object.fromEntries(lists.map((key) => [key, [TYPO]])),
  ...Object.fromEntries(mappings.map((key) => [key, TYPO])),
  autoscaling: { metrics: [TYPO], behavior: TYPO },
};
const rules = { extraIngress: [TYPO], extraEgress: [TYPO] };
const monitor = { relabelings: [TYPO], metricRelabelings: [TYPO] };

describe('An unknown key', () => {
  it('is refused at every level of values.yaml, except in global', async () => {
    const everywhere = withTypos(defaults);

    const refusal = await refusalOf({ ...everywhere, global: TYPO });

    const places = refusal.map(
      (line) => /^at '(.*)': additional properties 'tpyo' not allowed/.exec(line)?.[1],
    );
    expect(places.filter((place) => place !== undefined).sort()).toEqual(placesOf(everywhere).sort());
  });

  it.each([
    ['of the metrics API', { metricsApi: passedOn }],
    ['of the agent', { agent: passedOn }],
    ['of the Ingress', { agent: { ingress: { hosts: [{ paths: [{ path: '/', ...TYPO }] }], tls: [TYPO] } } }],
    [
      'of the Gateway API',
      {
        agent: {
          httpRoute: { parentRefs: [TYPO], rules: [{ matches: [TYPO], filters: [TYPO], timeouts: TYPO }] },
        },
      },
    ],
    ['of NetworkPolicies', { networkPolicy: { agent: rules, metricsApi: rules } }],
    ['of prometheus-operator', { monitoring: { serviceMonitor: monitor, podMonitor: monitor } }],
    [
      'of Istio',
      {
        istio: {
          gateway: { tls: TYPO },
          virtualService: { retries: TYPO, fault: TYPO },
          destinationRule: { connectionPool: TYPO, outlierDetection: TYPO, loadBalancer: TYPO },
        },
      },
    ],
  ])('is refused in every type %s', async (_, values) => {
    const refusal = await refusalOf(values);

    const places = refusal
      .filter((line) => line.includes("additional properties 'tpyo' not allowed"))
      .map((line) => /^at '(.*?)'/.exec(line)![1]);
    expect(places.sort()).toEqual(placesOf(values).sort());
  });
});

/** The values with a typo in each mapping, except in mappings that hold the user's data. */
function withTypos(values: Values): Values {
  const changed = Object.entries(values).map(([key, value]) => [
    key,
    isOurs(key, value) ? withTypos(value) : value,
  ]);
  return { ...(Object.fromEntries(changed) as Values), ...TYPO };
}

function isOurs(key: string, value: unknown): value is Values {
  return (
    isMapping(value) &&
    !['selector', 'podLabels', 'requests', 'limits'].includes(key) &&
    hasOwnKeys(key, value)
  );
}

/** An empty mapping is labels, annotations, or a type that the other cases test. */
function hasOwnKeys(key: string, value: Values): boolean {
  return key === 'settings' || Object.keys(value).length > 0;
}

/** JSON Pointers of the mappings that hold the typo. */
function placesOf(value: unknown, place = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, `${place}/${index}`));
  if (!isMapping(value)) return [];
  const inner = Object.entries(value).flatMap(([key, item]) => placesOf(item, `${place}/${key}`));
  return 'tpyo' in value ? [place, ...inner] : inner;
}

function isMapping(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
