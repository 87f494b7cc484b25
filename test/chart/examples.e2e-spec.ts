// What the files of examples promise, besides what the matrix checks of every values file.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templated } from './support/helm.js';
import { containersOf, idOf, podsOf } from './support/kubernetes-object.js';
import { ROOT } from './support/tools.js';
import { EXAMPLES } from './support/values-files.js';

interface Policy {
  readonly podSelector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly policyTypes: readonly string[];
  readonly egress: readonly { readonly ports: readonly { readonly port: number }[] }[];
}

const SCENARIO = join(ROOT, 'examples', 'scenario.yaml');
const COMPUTE_RESOURCES = ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];

it('has values for a laptop, Traefik, Istio, traces and a restricted namespace', () => {
  expect(EXAMPLES.map(({ name }) => name)).toEqual([
    'example-istio',
    'example-laptop',
    'example-restricted',
    'example-traces',
    'example-traefik',
  ]);
});

describe.each(EXAMPLES)('$name', ({ path }) => {
  it('begins with the command that installs it', () => {
    const file = path.slice(ROOT.length + 1);

    expect(readFileSync(path, 'utf8')).toMatch(
      new RegExp(`^#   helm install k8s-app-monitor charts/k8s-app-monitor .*-f ${file}$`, 'm'),
    );
  });
});

it('a quota on CPU and memory admits every container of restricted.yaml', async () => {
  const pods = podsOf(await templated(['--values', pathOf('restricted')]));
  const resources = pods.flatMap((pod) =>
    containersOf(pod).map((container) => [`${pod.of} ${container.name}`, resourcesOf(container)]),
  );

  expect(resources.length).toBeGreaterThanOrEqual(3);
  expect(resources).toEqual(resources.map(([name]) => [name, COMPUTE_RESOURCES]));
});

it('lets the pods of restricted.yaml connect where a policy of the namespace denies all traffic', async () => {
  const objects = await templated(['--values', pathOf('restricted')]);
  const policies = objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ spec }) => spec as unknown as Policy);
  const portsOf = (labels: Record<string, string>) =>
    policies
      .filter(({ podSelector, policyTypes }) => {
        const selected = Object.entries(podSelector.matchLabels).every(
          ([key, value]) => labels[key] === value,
        );
        return selected && policyTypes.includes('Egress');
      })
      .flatMap(({ egress }) => egress.flatMap(({ ports }) => ports.map(({ port }) => port)));
  const ports = podsOf(objects).map((pod) => [
    pod.labels['app.kubernetes.io/name'],
    [...new Set(portsOf(pod.labels))],
  ]);

  expect(ports).toEqual([
    ['k8s-app-monitor-agent', [3000, 53]],
    ['k8s-app-monitor-test', []],
    ['k8s-app-monitor-helm-test', [3000, 8888, 53]],
    ['k8s-app-monitor-helm-test', [3000, 8888, 53]],
  ]);
});

it('traefik.yaml creates the Ingress of the original project', async () => {
  const ingress = (await templated(['--values', pathOf('traefik')])).find(({ kind }) => kind === 'Ingress');

  expect(ingress?.spec).toMatchObject({
    ingressClassName: 'traefik',
    rules: [{ host: 'k8s-app-monitor-agent.jimmysong.io', http: { paths: [{ path: '/' }] } }],
  });
});

it('scenario.yaml can be set with --set-file', async () => {
  const objects = await templated(['--set-file', `metricsApi.scenario=${SCENARIO}`]);
  const configMap = objects.find((object) => idOf(object) === 'ConfigMap/k8s-app-monitor-test-scenario');

  expect(configMap?.data).toEqual({ 'scenario.yaml': readFileSync(SCENARIO, 'utf8') });
});

function pathOf(name: string): string {
  return join(ROOT, 'examples', 'values', `${name}.yaml`);
}

function resourcesOf({ resources = {} }: Record<string, unknown>): string[] {
  return Object.entries(resources as Record<string, object>)
    .flatMap(([kind, amounts]) => Object.keys(amounts).map((name) => `${kind}.${name}`))
    .sort();
}
