import {
  containersOf,
  idOf,
  type KubernetesObject,
  type Labels,
  type Pod,
  podsOf,
} from '../support/kubernetes-object.js';
import { matches, type Selector } from './label-selector.js';
import type { Law } from './law.js';

interface ServicePort {
  name?: string;
  port: number;
  targetPort?: string | number;
}

/** Each port of a Service leads to a port that a container of every selected pod has, by its name. */
export const targetPortsAreNamed: Law = ({ objects }) =>
  servicesIn(objects).flatMap((service) => {
    const pods = podsOf(objects).filter(({ labels }) =>
      matches({ matchLabels: service.spec?.selector as Labels }, labels),
    );
    return portsOf(service).flatMap(({ targetPort }) =>
      pods
        .filter((pod) => !portNamesOf(pod).includes(targetPort))
        .map((pod) => `${idOf(service)} leads to the port ${targetPort}, which ${pod.of} does not name`),
    );
  });

/** What a monitor scrapes is a port of a Service (or of a pod) that it selects. */
export const scrapedPortsExist: Law = ({ objects }) =>
  objects
    .filter(({ kind }) => kind === 'ServiceMonitor' || kind === 'PodMonitor')
    .flatMap((monitor) => {
      const spec = monitor.spec as { selector: Selector } & Record<string, { port: string }[] | undefined>;
      const there =
        monitor.kind === 'PodMonitor'
          ? podPorts(objects, spec.selector)
          : servicePorts(objects, spec.selector);
      return (spec.endpoints ?? spec.podMetricsEndpoints ?? [])
        .filter(({ port }) => !there.includes(port))
        .map(({ port }) => `${idOf(monitor)} scrapes the port ${port}, which nothing that it selects has`);
    });

export function servicesIn(objects: readonly KubernetesObject[]): KubernetesObject[] {
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
