import {
  mountedVolumesExist,
  noFloatingTag,
  noPortNameTwice,
  noVariableTwice,
  probedPortsExist,
} from './containers.js';
import type { Law } from './law.js';
import {
  allHaveANamespace,
  allHaveTheStandardLabels,
  labelValuesAreValid,
  namesAreDnsLabels,
  noObjectTwice,
} from './metadata.js';
import { podsAreRestricted } from './pod-security.js';
import { configurationExists, serviceAccountsExist } from './references.js';
import { backendsExist } from './routes.js';
import { noReplicasBesideAnAutoscaler } from './scaling.js';
import { selectorsHitPods } from './selectors.js';
import { scrapedPortsExist, targetPortsAreNamed } from './services.js';

/** Each by the sentence that it is. */
export const LAWS: Record<string, Law> = {
  'pods pass Pod Security restricted': podsAreRestricted,
  'no container has a variable twice': noVariableTwice,
  'no image has a tag that moves': noFloatingTag,
  'no pod has two ports of one name': noPortNameTwice,
  'probes ask ports that are there': probedPortsExist,
  'mounted volumes are there': mountedVolumesExist,
  'selectors hit pods': selectorsHitPods,
  "Services' target ports are named in the selected pods": targetPortsAreNamed,
  'monitors scrape ports that are there': scrapedPortsExist,
  'no replicas beside an autoscaler': noReplicasBesideAnAutoscaler,
  'objects have the standard labels': allHaveTheStandardLabels,
  'objects have a namespace': allHaveANamespace,
  'names are DNS labels': namesAreDnsLabels,
  'label values are valid': labelValuesAreValid,
  'no object is there twice': noObjectTwice,
  'ServiceAccounts are there': serviceAccountsExist,
  'ConfigMaps and Secrets are there': configurationExists,
  'routes lead to Services and ports that are there': backendsExist,
};
