// What must hold for everything that the chart renders.
import type { KubernetesObject } from '../support/kubernetes-object.js';
import {
  configurationExists,
  labelValuesAreValid,
  namesAreDnsLabels,
  namespacesAreSet,
  noReplicasWithAutoscaler,
  objectsAreUnique,
  serviceAccountsExist,
  standardLabelsAreSet,
} from './objects.js';
import {
  imageTagsAreFixed,
  mountedVolumesExist,
  podsAreRestricted,
  portNamesAreUnique,
  probedPortsExist,
  variablesAreUnique,
} from './pods.js';
import { backendsExist } from './routes.js';
import { scrapedPortsExist, selectorsMatchPods, targetPortsExist } from './selectors.js';

/** The objects of one rendering of the chart, and what it requires. */
export interface RenderedSet {
  objects: readonly KubernetesObject[];
  /** `Kind/name` of objects that must exist before the chart is installed, or that `extraObjects` creates. */
  given: ReadonlySet<string>;
}

/** A pure function that returns a sentence for each violation. */
export type Rule = (set: RenderedSet) => string[];

export function setOf(objects: readonly KubernetesObject[], given: readonly string[] = []): RenderedSet {
  return { objects, given: new Set(given) };
}

/** By what each rule says. */
export const RULES: Record<string, Rule> = {
  'pods pass Pod Security restricted': podsAreRestricted,
  'no container sets a variable twice': variablesAreUnique,
  'every image has a fixed tag': imageTagsAreFixed,
  'no pod uses a port name twice': portNamesAreUnique,
  'probes use existing ports': probedPortsExist,
  'mounted volumes exist': mountedVolumesExist,
  'selectors match pods': selectorsMatchPods,
  'Services target named ports of the selected pods': targetPortsExist,
  'monitors scrape existing ports': scrapedPortsExist,
  'a Deployment with an autoscaler sets no replicas': noReplicasWithAutoscaler,
  'objects have the standard labels': standardLabelsAreSet,
  'objects have a namespace': namespacesAreSet,
  'names are DNS labels': namesAreDnsLabels,
  'label values are valid': labelValuesAreValid,
  'no object exists twice': objectsAreUnique,
  'ServiceAccounts exist': serviceAccountsExist,
  'ConfigMaps and Secrets exist': configurationExists,
  'routes lead to existing Services and ports': backendsExist,
};
