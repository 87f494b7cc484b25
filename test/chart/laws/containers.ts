import { type Container, containersOf, type Pod, podsOf } from '../support/kubernetes-object.js';
import type { Law } from './law.js';

/** The API server keeps the last of two variables of one name, which is not what whoever wrote the first meant. */
export const noVariableTwice: Law = ofEachContainer(({ env = [] }) =>
  repeated(env.map(({ name }) => name)).map((name) => `the variable ${name} twice`),
);

export const noFloatingTag: Law = ofEachContainer(({ image = '' }) => {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return [];
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? [`the image ${image}, whose tag moves`] : [];
});

export const noPortNameTwice: Law = ({ objects }) =>
  podsOf(objects).flatMap((pod) =>
    repeated(containersOf(pod).flatMap(({ ports = [] }) => ports.map(({ name }) => name ?? ''))).map(
      (name) => `${pod.of}: the port name ${name} twice`,
    ),
  );

export const probedPortsExist: Law = ofEachContainer((container) => {
  const names = (container.ports ?? []).map(({ name }) => name);
  return ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((field) => {
    const port = (container[field] as { httpGet?: { port: string | number } } | undefined)?.httpGet?.port;
    return typeof port === 'string' && !names.includes(port)
      ? [`${field} asks the port ${port}, which has no such name`]
      : [];
  });
});

export const mountedVolumesExist: Law = ofEachContainer(({ volumeMounts = [] }, { spec }) => {
  const volumes = (spec.volumes ?? []).map(({ name }) => name);
  return volumeMounts
    .filter(({ name }) => !volumes.includes(name))
    .map(({ name }) => `mounts the volume ${name}, which the pod does not have`);
});

function ofEachContainer(breachesOf: (container: Container, pod: Pod) => string[]): Law {
  return ({ objects }) =>
    podsOf(objects).flatMap((pod) =>
      containersOf(pod).flatMap((container) =>
        breachesOf(container, pod).map((breach) => `${pod.of}, container ${container.name}: ${breach}`),
      ),
    );
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index))];
}
