import { idOf, type KubernetesObject } from '../support/kubernetes-object.js';
import type { Rule } from './rules.js';
import { portsOf } from './selectors.js';

interface Backend {
  service: string;
  namespace: string | undefined;
  port?: number | string;
}

interface IngressBackend {
  service: { name: string; port: { name?: string; number?: number } };
}

interface RouteDestination {
  destination: { host: string; port?: { number: number } };
}

interface BackendRef {
  name: string;
  namespace?: string;
  port?: number;
}

/** Each backend of a route is a Service with that port. */
export const backendsExist: Rule = ({ objects, given }) =>
  objects.flatMap((object) =>
    backendsOf(object)
      .filter(({ service }) => !given.has(`Service/${service}`))
      .flatMap(({ service, namespace, port }) => {
        const ports = portsOfService(objects, service, namespace);
        const route = `${idOf(object)} routes to Service ${service}`;
        if (ports === undefined) return [`${route}, which does not exist`];
        return port === undefined || ports.includes(port) ? [] : [`${route}, which has no port ${port}`];
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

/** The Services that an Ingress, an HTTPRoute, a VirtualService or a DestinationRule refers to. */
function backendsOf(object: KubernetesObject): Backend[] {
  const { kind, metadata, spec = {} } = object;
  const namespace = metadata.namespace;
  if (kind === 'Ingress') {
    return ingressBackends(spec).map(({ service: { name, port } }) => ({
      service: name,
      namespace,
      port: port.name ?? port.number,
    }));
  }
  if (kind === 'HTTPRoute') {
    return lists<BackendRef>(spec.rules, 'backendRefs').map((backend) => ({
      service: backend.name,
      namespace: backend.namespace ?? namespace,
      port: backend.port,
    }));
  }
  if (kind === 'VirtualService') {
    return lists<RouteDestination>(spec.http, 'route').map(({ destination }) => ({
      ...serviceOfHost(destination.host, namespace),
      port: destination.port?.number,
    }));
  }
  return kind === 'DestinationRule' ? [serviceOfHost(spec.host as string, namespace)] : [];
}

function ingressBackends(spec: Record<string, unknown>): IngressBackend[] {
  const rules = (spec.rules ?? []) as { http?: { paths: { backend: IngressBackend }[] } }[];
  const fallback = spec.defaultBackend as IngressBackend | undefined;
  return [
    ...rules.flatMap(({ http }) => http?.paths.map(({ backend }) => backend) ?? []),
    ...(fallback ? [fallback] : []),
  ];
}

function lists<T>(rules: unknown, field: string): T[] {
  return ((rules ?? []) as Record<string, T[] | undefined>[]).flatMap((rule) => rule[field] ?? []);
}

/** `name`, or `name.namespace.svc` and the cluster's domain. */
function serviceOfHost(host: string, namespace: string | undefined): Backend {
  const [service = '', other] = host.split('.');
  return { service, namespace: other ?? namespace };
}
