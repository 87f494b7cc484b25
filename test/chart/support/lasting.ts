import { isDeepStrictEqual } from 'node:util';
import { idOf, type KubernetesObject } from './kubernetes-object.js';

/** What an upgrade must find again: `helm upgrade` cannot change a selector, and others refer to names. */
export interface Lasting {
  selector?: unknown;
  /** Names of a Service's ports. */
  ports?: string[];
}

/** By `Kind/name`, for all but the pods of `helm test`, which no one refers to. */
export function lastingOf(objects: readonly KubernetesObject[]): Record<string, Lasting> {
  return Object.fromEntries(
    objects
      .filter(({ metadata }) => !metadata.annotations?.['helm.sh/hook'])
      .map((object) => [idOf(object), lasting(object)]),
  );
}

/** A sentence for each object that is gone, each selector that is another, each port that has lost its name. */
export function brokenSince(was: Record<string, Lasting>, now: Record<string, Lasting>): string[] {
  return Object.entries(was).flatMap(([id, { selector, ports = [] }]) => {
    const successor = now[id];
    if (successor === undefined) return [`${id} is gone`];
    return [
      ...(isDeepStrictEqual(successor.selector, selector) ? [] : [`${id} has another selector`]),
      ...ports
        .filter((port) => !successor.ports?.includes(port))
        .map((port) => `${id} has no port ${port} any more`),
    ];
  });
}

function lasting({ kind, spec = {} }: KubernetesObject): Lasting {
  const ports = (spec.ports ?? []) as { name: string }[];
  return {
    ...(spec.selector === undefined ? {} : { selector: spec.selector }),
    ...(kind === 'Service' ? { ports: ports.map(({ name }) => name) } : {}),
  };
}
