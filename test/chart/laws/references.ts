import { containersOf, idOf, type Pod, podsOf, type Reference } from '../support/kubernetes-object.js';
import type { Law, RenderedSet } from './law.js';

export const serviceAccountsExist: Law = (set) =>
  podsOf(set.objects)
    .filter(({ spec }) => (spec.serviceAccountName ?? 'default') !== 'default')
    .filter(({ spec }) => !isThere(set, `ServiceAccount/${spec.serviceAccountName}`))
    .map(({ of, spec }) => `${of} runs as ServiceAccount/${spec.serviceAccountName}, which is not there`);

/** ConfigMaps and Secrets that a pod cannot start without, and those of an Ingress's TLS. */
export const configurationExists: Law = (set) => [
  ...podsOf(set.objects).flatMap((pod) => missing(set, pod.of, referencesOf(pod))),
  ...set.objects
    .filter(({ kind }) => kind === 'Ingress')
    .flatMap((ingress) => {
      const tls = (ingress.spec?.tls ?? []) as { secretName?: string }[];
      const secrets = tls.flatMap(({ secretName }) => (secretName ? [`Secret/${secretName}`] : []));
      return missing(set, idOf(ingress), secrets);
    }),
];

function missing(set: RenderedSet, user: string, ids: readonly string[]): string[] {
  return ids.filter((id) => !isThere(set, id)).map((id) => `${user} needs ${id}, which is not there`);
}

function isThere({ objects, given }: RenderedSet, id: string): boolean {
  return given.has(id) || objects.some((object) => idOf(object) === id);
}

function referencesOf(pod: Pod): string[] {
  const { volumes = [], imagePullSecrets = [] } = pod.spec;
  return [
    ...volumes.flatMap((volume) => [...named(volume), ...projectedIn(volume).flatMap(named)]),
    ...imagePullSecrets.flatMap((secret) => named({ secret })),
    ...containersOf(pod).flatMap(({ env = [], envFrom = [] }) => [
      ...env.flatMap(({ valueFrom = {} }) => named(valueFrom)),
      ...envFrom.flatMap(named),
    ]),
  ];
}

const KINDS: Record<string, string> = {
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  secret: 'Secret',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
};

function named(source: Record<string, unknown>): string[] {
  return Object.entries(source).flatMap(([field, value]) => {
    const kind = KINDS[field];
    const { name, secretName, optional } = (value ?? {}) as Reference;
    return kind === undefined || optional ? [] : [`${kind}/${name ?? secretName}`];
  });
}

function projectedIn(volume: Record<string, unknown>): Record<string, unknown>[] {
  return (volume.projected as { sources?: Record<string, unknown>[] } | undefined)?.sources ?? [];
}
