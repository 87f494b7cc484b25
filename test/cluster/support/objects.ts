import { kubectl } from './commands.js';

// What a cluster puts into each namespace, sooner or later; a mesh its certificate too.
const THE_CLUSTERS_OWN = new Set([
  'serviceaccount/default',
  'configmap/kube-root-ca.crt',
  'configmap/istio-ca-root-cert',
  'configmap/istio-ca-crl',
]);

/**
 * The objects of every kind in a namespace, as `deployment.apps/name`, sorted; without events, and without what the
 * cluster itself puts into each namespace.
 */
export async function objectsOf(namespace: string): Promise<string[]> {
  const kinds = (await kubectl(['api-resources', '--verbs=list', '--namespaced', '--output', 'name']))
    .trim()
    .split('\n')
    .filter((kind) => !/^events(\.|$)|\.metrics\.k8s\.io$/.test(kind));
  const names = await kubectl(['get', kinds.join(','), '--namespace', namespace, '--output', 'name']);
  return names
    .split('\n')
    .filter((name) => name !== '' && !THE_CLUSTERS_OWN.has(name))
    .sort();
}

/** The kinds that the cluster knows, such as `httproutes.gateway.networking.k8s.io`. */
export async function kindsOfCluster(): Promise<Set<string>> {
  return new Set((await kubectl(['api-resources', '--output', 'name'])).trim().split('\n'));
}
