import { idOf, type KubernetesObject } from '../support/kubernetes-object.js';
import type { Law } from './law.js';
import { backendsOf } from './route-backends.js';
import { portsOf } from './services.js';

/** Whatever a route sends requests to is a Service, with that port. */
export const backendsExist: Law = ({ objects, given }) =>
  objects.flatMap((object) =>
    backendsOf(object)
      .filter(({ service }) => !given.has(`Service/${service}`))
      .flatMap(({ service, namespace, port }) => {
        const ports = portsOfService(objects, service, namespace);
        const wanted = `${idOf(object)} sends requests to ${service}`;
        if (ports === undefined) return [`${wanted}, which is not there`];
        return port === undefined || ports.includes(port)
          ? []
          : [`${wanted}, which does not have the port ${port}`];
      }),
  );

function portsOfService(
  objects: readonly KubernetesObject[],
  name: string,
  namespace: string | undefined,
): (number | string | undefined)[] | undefined {
  const service = objects.find(
    ({ kind, metadata }) => kind === 'Service' && metadata.name === name && metadata.namespace === namespace,
  );
  return service && portsOf(service).flatMap(({ name, port }) => [name, port]);
}
