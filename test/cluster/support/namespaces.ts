import { afterAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { kubectl } from './commands.js';

// tools/cluster/cluster.mjs deletes namespaces by this label, in case a run was killed.
const LABEL = 'k8s-app-monitor/suite';

// Objects that the cluster or a mesh creates in each namespace.
const CLUSTER_OBJECTS = new Set([
  'serviceaccount/default',
  'configmap/kube-root-ca.crt',
  'configmap/istio-ca-root-cert',
  'configmap/istio-ca-crl',
]);

const created = new Set<string>();

afterAll(async () => {
  if (created.size === 0) return;
  await kubectl(['delete', 'namespace', ...created, '--ignore-not-found', '--timeout=180s']);
}, 200_000);

/**
 * Creates a namespace that is deleted after the tests of the file.
 *
 * @param podSecurity - the level to enforce; `privileged` only for a mesh, whose init container needs it
 */
export async function ownNamespace(
  purpose: string,
  podSecurity: 'restricted' | 'privileged' = 'restricted',
): Promise<string> {
  const name = `suite-${purpose}-${randomUUID().slice(0, 6)}`;
  await kubectl(['create', 'namespace', name]);
  created.add(name);
  await kubectl(['label', 'namespace', name, `${LABEL}=${purpose}`]);
  await kubectl(['label', 'namespace', name, `pod-security.kubernetes.io/enforce=${podSecurity}`]);
  return name;
}

/**
 * The objects of every kind in a namespace, as `deployment.apps/name`, sorted; without events, and without those that
 * the cluster creates in each namespace.
 */
export async function objectsOf(namespace: string): Promise<string[]> {
  const kinds = (await kubectl(['api-resources', '--verbs=list', '--namespaced', '--output', 'name']))
    .trim()
    .split('\n')
    .filter((kind) => !/^events(\.|$)|\.metrics\.k8s\.io$/.test(kind));
  const names = await kubectl(['get', kinds.join(','), '--namespace', namespace, '--output', 'name']);
  return names
    .split('\n')
    .filter((name) => name !== '' && !CLUSTER_OBJECTS.has(name))
    .sort();
}

/** The kinds of the cluster, such as `httproutes.gateway.networking.k8s.io`. */
export async function kindsOfCluster(): Promise<Set<string>> {
  return new Set((await kubectl(['api-resources', '--output', 'name'])).trim().split('\n'));
}
