import {
  containersOf,
  idOf,
  type KubernetesObject,
  type Labels,
  type Pod,
  podsOf,
} from '../support/kubernetes-object.js';
import type { Rule } from './rules.js';

interface Selector {
  matchLabels?: Labels;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

interface ServicePort {
  name?: string;
  port: number;
  targetPort?: string | number;
}

interface PolicyRule {
  from?: Peer[];
  to?: Peer[];
}

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
}

/** A Deployment's selector selects its own pods; every other selector selects at least one pod. */
export const selectorsMatchPods: Rule = ({ objects }) => {
  const pods = podsOf(objects);
  return objects.flatMap((object) =>
    selectorsOf(object)
      .filter((selector) => {
        const own = pods.filter(({ of }) => of === idOf(object));
        const candidates = object.kind === 'Deployment' ? own : pods;
        return !candidates.some(({ labels }) => matches(selector, labels));
      })
      .map((selector) => `${idOf(object)} selects no pod by ${JSON.stringify(selector)}`),
  );
};

function selectorsOf({ kind, spec = {} }: KubernetesObject): Selector[] {
  switch (kind) {
    case 'Service':
      // A Service without a selector, such as an ExternalName, has no pods.
      return spec.selector ? [{ matchLabels: spec.selector as Labels }] : [];
    case 'Deployment':
    case 'PodDisruptionBudget':
    case 'PodMonitor':
      return [spec.selector as Selector];
    case 'NetworkPolicy':
      return [spec.podSelector as Selector, ...peersOf(spec)];
    case 'AuthorizationPolicy':
    case 'PeerAuthentication':
    case 'Telemetry':
      return spec.selector ? [spec.selector] : [];
    default:
      return [];
  }
}

/** Peers in other namespaces are not part of the chart. */
function peersOf(spec: Record<string, unknown>): Selector[] {
  const rules = [...((spec.ingress ?? []) as PolicyRule[]), ...((spec.egress ?? []) as PolicyRule[])];
  return rules
    .flatMap(({ from = [], to = [] }) => [...from, ...to])
    .filter(({ podSelector, namespaceSelector }) => podSelector && !namespaceSelector)
    .map(({ podSelector }) => podSelector as Selector);
}

/** Each port of a Service targets a port, by name, that a container of every selected pod has. */
export const targetPortsExist: Rule = ({ objects }) =>
  servicesIn(objects).flatMap((service) => {
    const pods = podsOf(objects).filter(({ labels }) =>
      matches({ matchLabels: service.spec?.selector as Labels }, labels),
    );
    return portsOf(service).flatMap(({ targetPort }) =>
      pods
        .filter((pod) => !portNamesOf(pod).includes(targetPort))
        .map(
          (pod) => `${idOf(service)} targets port ${targetPort}, but ${pod.of} has no port with that name`,
        ),
    );
  });

/** A monitor scrapes a port of a Service (or of a pod) that it selects. */
export const scrapedPortsExist: Rule = ({ objects }) =>
  objects
    .filter(({ kind }) => kind === 'ServiceMonitor' || kind === 'PodMonitor')
    .flatMap((monitor) => {
      const spec = monitor.spec as { selector: Selector } & Record<string, { port: string }[] | undefined>;
      const ports =
        monitor.kind === 'PodMonitor'
          ? podPorts(objects, spec.selector)
          : servicePorts(objects, spec.selector);
      return (spec.endpoints ?? spec.podMetricsEndpoints ?? [])
        .filter(({ port }) => !ports.includes(port))
        .map(({ port }) => `${idOf(monitor)} scrapes port ${port}, which nothing that it selects has`);
    });

function servicesIn(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.filter(({ kind, spec }) => kind === 'Service' && spec?.selector);
}

export function portsOf({ spec }: KubernetesObject): ServicePort[] {
  return (spec?.ports ?? []) as ServicePort[];
}

function servicePorts(objects: readonly KubernetesObject[], selector: Selector): unknown[] {
  return servicesIn(objects)
    .filter(({ metadata }) => matches(selector, metadata.labels ?? {}))
    .flatMap((service) => portsOf(service).map(({ name }) => name));
}

function podPorts(objects: readonly KubernetesObject[], selector: Selector): unknown[] {
  return podsOf(objects)
    .filter(({ labels }) => matches(selector, labels))
    .flatMap(portNamesOf);
}

function portNamesOf(pod: Pod): unknown[] {
  return containersOf(pod).flatMap(({ ports = [] }) => ports.map(({ name }) => name));
}

/** Whether a LabelSelector matches labels; an empty one matches all. */
function matches({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const isOne = value !== undefined && values.includes(value);
      return operator === 'In' ? isOne : !isOne;
    })
  );
}
