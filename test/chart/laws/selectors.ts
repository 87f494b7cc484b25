import { idOf, type KubernetesObject, type Labels, podsOf } from '../support/kubernetes-object.js';
import type { Law } from './law.js';
import { matches, type Selector } from './label-selector.js';

/** A workload's selector selects its own pods; every other selector hits a pod. */
export const selectorsHitPods: Law = ({ objects }) => {
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
      // Without a selector, such as an ExternalName, it is no Service of pods.
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

interface Rule {
  from?: Peer[];
  to?: Peer[];
}

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
}

/** Peers in other namespaces are not the chart's. */
function peersOf(spec: Record<string, unknown>): Selector[] {
  const rules = [...((spec.ingress ?? []) as Rule[]), ...((spec.egress ?? []) as Rule[])];
  return rules
    .flatMap(({ from = [], to = [] }) => [...from, ...to])
    .filter(({ podSelector, namespaceSelector }) => podSelector && !namespaceSelector)
    .map(({ podSelector }) => podSelector as Selector);
}
