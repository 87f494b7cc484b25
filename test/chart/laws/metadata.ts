import { idOf } from '../support/kubernetes-object.js';
import type { Law } from './law.js';

const LABELS = [
  ...['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/version'],
  ...['app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by', 'helm.sh/chart'],
];
/** RFC 1123, section 2.1, as Kubernetes takes it for names of Services and others. */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

export const allHaveTheStandardLabels: Law = ({ objects, given }) =>
  objects
    .filter((object) => !given.has(idOf(object)))
    .flatMap((object) =>
      LABELS.filter((label) => !object.metadata.labels?.[label]).map(
        (label) => `${idOf(object)} lacks the label ${label}`,
      ),
    );

export const allHaveANamespace: Law = ({ objects, given }) =>
  objects
    .filter((object) => !given.has(idOf(object)) && !object.metadata.namespace)
    .map((object) => `${idOf(object)} has no namespace`);

export const namesAreDnsLabels: Law = ({ objects }) =>
  objects
    .filter(({ metadata }) => !DNS_LABEL.test(metadata.name))
    .map((object) => `${idOf(object)} is not named by a DNS label`);

export const labelValuesAreValid: Law = ({ objects }) =>
  objects.flatMap((object) =>
    Object.entries(object.metadata.labels ?? {})
      .filter(([, value]) => typeof value !== 'string' || !LABEL_VALUE.test(value))
      .map(([label, value]) => `${idOf(object)} has the label ${label}=${String(value)}`),
  );

export const noObjectTwice: Law = ({ objects }) => {
  const ids = objects.map(
    (object) => `${object.apiVersion} ${idOf(object)} in ${object.metadata.namespace ?? ''}`,
  );
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${id} twice`);
};
