import { containersOf, idOf, type Pod, podsOf, type Reference } from '../support/kubernetes-object.js';
import type { RenderedSet, Rule } from './rules.js';

const LABELS = [
  ...['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/version'],
  ...['app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by', 'helm.sh/chart'],
];
/** RFC 1123, section 2.1, which Kubernetes requires for names of Services and other objects. */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

const KINDS: Record<string, string> = {
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  secret: 'Secret',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
};

export const standardLabelsAreSet: Rule = ({ objects, given }) =>
  objects
    .filter((object) => !given.has(idOf(object)))
    .flatMap((object) =>
      LABELS.filter((label) => !object.metadata.labels?.[label]).map(
        (label) => `${idOf(object)} has no label ${label}`,
      ),
    );

export const namespacesAreSet: Rule = ({ objects, given }) =>
  objects
    .filter((object) => !given.has(idOf(object)) && !object.metadata.namespace)
    .map((object) => `${idOf(object)} has no namespace`);

export const namesAreDnsLabels: Rule = ({ objects }) =>
  objects
    .filter(({ metadata }) => !DNS_LABEL.test(metadata.name))
    .map((object) => `${idOf(object)} has a name that is not a DNS label`);

export const labelValuesAreValid: Rule = ({ objects }) =>
  objects.flatMap((object) =>
    Object.entries(object.metadata.labels ?? {})
      .filter(([, value]) => typeof value !== 'string' || !LABEL_VALUE.test(value))
      .map(([label, value]) => `${idOf(object)} has the invalid label ${label}=${String(value)}`),
  );

export const objectsAreUnique: Rule = ({ objects }) => {
  const ids = objects.map(
    (object) => `${object.apiVersion} ${idOf(object)} in ${object.metadata.namespace ?? ''}`,
  );
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${id} exists twice`);
};

/** Each upgrade would reset the number of pods that an autoscaler has chosen. */
export const noReplicasWithAutoscaler: Rule = ({ objects }) =>
  objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .flatMap((autoscaler) => {
      const { kind, name } = autoscaler.spec?.scaleTargetRef as { kind: string; name: string };
      const target = objects.find((object) => object.kind === kind && object.metadata.name === name);
      if (target === undefined) return [`${idOf(autoscaler)} scales ${kind}/${name}, which does not exist`];
      return target.spec?.replicas === undefined
        ? []
        : [`${idOf(target)} sets replicas despite an autoscaler`];
    });

export const serviceAccountsExist: Rule = (set) =>
  podsOf(set.objects)
    .filter(({ spec }) => (spec.serviceAccountName ?? 'default') !== 'default')
    .filter(({ spec }) => !exists(set, `ServiceAccount/${spec.serviceAccountName}`))
    .map(({ of, spec }) => `${of} runs as ServiceAccount/${spec.serviceAccountName}, which does not exist`);

/** ConfigMaps and Secrets that a pod cannot start without, and the Secrets of an Ingress's TLS. */
export const configurationExists: Rule = (set) => [
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
  return ids.filter((id) => !exists(set, id)).map((id) => `${user} needs ${id}, which does not exist`);
}

function exists({ objects, given }: RenderedSet, id: string): boolean {
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
