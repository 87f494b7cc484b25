import type { KubernetesObject } from '../support/kubernetes-object.js';

/** What one rendering of the chart yields, and what it may take for granted. */
export interface RenderedSet {
  objects: readonly KubernetesObject[];
  /** `Kind/name` of what whoever installs the chart must have made, or has made by `extraObjects`. */
  given: ReadonlySet<string>;
}

/** What must hold for all that the chart renders: a pure function, which gives a sentence for each breach. */
export type Law = (set: RenderedSet) => string[];

export function setOf(objects: readonly KubernetesObject[], given: readonly string[] = []): RenderedSet {
  return { objects, given: new Set(given) };
}
