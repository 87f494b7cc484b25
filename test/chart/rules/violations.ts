// Valid manifests, and ways to violate each rule by changing one value.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KubernetesObject } from '../support/kubernetes-object.js';
import { type RenderedSet, setOf } from './rules.js';

const text = readFileSync(join(import.meta.dirname, 'valid-manifests.yaml'), 'utf8');

type Path = readonly (string | number)[];

/** The paths in a Deployment of its pods and of their first container. */
const POD: Path = ['spec', 'template', 'spec'];
const CONTAINER: Path = [...POD, 'containers', 0];
const FIRST: Path = [...POD, 'initContainers', 0];
const ELSEWHERE = { matchLabels: { app: 'elsewhere' } };

export interface Violation {
  rule: string;
  kind: string;
  path: Path;
  /** The value to set; `undefined` deletes the present one. */
  value: unknown;
  /** What the rule must report. */
  message: string;
}

export const VIOLATIONS: Violation[] = [
  ...of('pods pass Pod Security restricted', 'Deployment', [
    [[...FIRST, 'securityContext', 'capabilities', 'drop'], ['NET_RAW'], 'first: does not drop ALL'],
    [[...FIRST, 'securityContext', 'runAsUser'], 0, 'first: runAsUser 0'],
    [[...CONTAINER, 'securityContext', 'capabilities', 'add'], ['NET_ADMIN'], 'adds capability NET_ADMIN'],
    [
      [...CONTAINER, 'securityContext', 'allowPrivilegeEscalation'],
      undefined,
      'main: allowPrivilegeEscalation',
    ],
    [[...CONTAINER, 'securityContext', 'privileged'], true, 'main: privileged'],
    [[...CONTAINER, 'securityContext', 'procMount'], 'Unmasked', 'main: procMount Unmasked'],
    [[...CONTAINER, 'ports', 0, 'hostPort'], 80, 'main: hostPort'],
    [
      [...CONTAINER, 'lifecycle', 'preStop'],
      { httpGet: { host: '10.0.0.1' } },
      'a lifecycle hook with a host',
    ],
    [[...POD, 'securityContext', 'runAsNonRoot'], undefined, 'main: runAsNonRoot is not true'],
    [[...POD, 'securityContext', 'seccompProfile'], { type: 'Unconfined' }, 'seccompProfile Unconfined'],
    [[...POD, 'securityContext', 'runAsUser'], 0, 'Deployment/app: runAsUser 0'],
    [[...POD, 'securityContext', 'sysctls'], [{ name: 'a', value: 'b' }], 'sysctls'],
    [[...POD, 'hostNetwork'], true, 'hostNetwork'],
    [[...POD, 'volumes', 0], { name: 'files', hostPath: { path: '/' } }, 'volume of type hostPath'],
  ]),
  ...of('no container sets a variable twice', 'Deployment', [
    [[...CONTAINER, 'env', 1, 'name'], 'PORT', 'variable PORT is set twice'],
  ]),
  ...of('every image has a fixed tag', 'Deployment', [
    [[...CONTAINER, 'image'], 'app:latest', 'image app:latest has'],
    [[...CONTAINER, 'image'], 'app', 'image app has no fixed tag'],
    [[...FIRST, 'image'], 'registry.example:5000/first', 'image registry.example:5000/first has'],
  ]),
  ...of('no pod uses a port name twice', 'Deployment', [
    [[...CONTAINER, 'ports', 1], { name: 'http', containerPort: 81 }, 'port name http is used twice'],
  ]),
  ...of('probes use existing ports', 'Deployment', [
    [[...CONTAINER, 'readinessProbe', 'httpGet', 'port'], 'web', 'uses port web'],
  ]),
  ...of('mounted volumes exist', 'Deployment', [
    [[...CONTAINER, 'volumeMounts', 0, 'name'], 'gone', 'mounts volume gone'],
  ]),
  ...['Deployment', 'PodDisruptionBudget', 'PodMonitor', 'PeerAuthentication'].flatMap((kind) =>
    of('selectors match pods', kind, [[['spec', 'selector'], ELSEWHERE, `${kind}/app selects no pod`]]),
  ),
  ...of('selectors match pods', 'Service', [
    [['spec', 'selector'], { app: 'elsewhere' }, 'Service/app selects'],
  ]),
  ...of('selectors match pods', 'NetworkPolicy', [
    [['spec', 'podSelector'], ELSEWHERE, 'NetworkPolicy/app selects no pod'],
    [['spec', 'ingress', 0, 'from', 0, 'podSelector'], ELSEWHERE, 'NetworkPolicy/app selects no pod'],
  ]),
  ...of('Services target named ports of the selected pods', 'Service', [
    [
      ['spec', 'ports', 0, 'targetPort'],
      'web',
      'targets port web, but Deployment/app has no port with that name',
    ],
    [['spec', 'ports', 0, 'targetPort'], 80, 'targets port 80'],
  ]),
  ...of('monitors scrape existing ports', 'ServiceMonitor', [
    [['spec', 'endpoints', 0, 'port'], 'web', 'ServiceMonitor/app scrapes port web'],
    [['spec', 'selector'], ELSEWHERE, 'ServiceMonitor/app scrapes port http'],
  ]),
  ...of('monitors scrape existing ports', 'PodMonitor', [
    [['spec', 'podMetricsEndpoints', 0, 'port'], 'web', 'PodMonitor/app scrapes port web'],
  ]),
  ...of('a Deployment with an autoscaler sets no replicas', 'Deployment', [
    [['spec', 'replicas'], 1, 'Deployment/app sets replicas'],
  ]),
  ...of('a Deployment with an autoscaler sets no replicas', 'HorizontalPodAutoscaler', [
    [['spec', 'scaleTargetRef', 'name'], 'gone', 'scales Deployment/gone, which does not exist'],
  ]),
  ...of('objects have the standard labels', 'Service', [
    [['metadata', 'labels'], {}, 'Service/app has no label app.kubernetes.io/name'],
    [['metadata', 'labels', 'helm.sh/chart'], undefined, 'Service/app has no label helm.sh/chart'],
  ]),
  ...of('objects have a namespace', 'Ingress', [
    [['metadata', 'namespace'], undefined, 'Ingress/app has no'],
  ]),
  ...of('names are DNS labels', 'Service', [
    [['metadata', 'name'], 'a'.repeat(64), 'has a name that is not a DNS label'],
    [['metadata', 'name'], 'app-', 'Service/app- has a name that'],
  ]),
  ...of('label values are valid', 'Service', [
    [['metadata', 'labels', 'a'], '1.0.0+1', 'Service/app has the invalid label a=1.0.0+1'],
    [['metadata', 'labels', 'a'], true, 'Service/app has the invalid label a=true'],
  ]),
  ...of('no object exists twice', 'ConfigMap', [
    [['metadata', 'name'], 'settings', 'v1 ConfigMap/settings in default exists twice'],
  ]),
  ...of('ServiceAccounts exist', 'Deployment', [
    [[...POD, 'serviceAccountName'], 'gone', 'runs as ServiceAccount/gone, which does not exist'],
  ]),
  ...of('ConfigMaps and Secrets exist', 'Deployment', [
    [[...CONTAINER, 'env', 1, 'valueFrom', 'secretKeyRef', 'name'], 'gone', 'needs Secret/gone'],
    [[...CONTAINER, 'env', 2, 'valueFrom', 'configMapKeyRef', 'optional'], undefined, 'ConfigMap/nowhere'],
    [[...CONTAINER, 'envFrom', 0], { secretRef: { name: 'gone' } }, 'needs Secret/gone'],
    [[...POD, 'volumes', 0, 'configMap', 'name'], 'gone', 'needs ConfigMap/gone'],
    [[...POD, 'volumes', 0], { name: 'files', secret: { secretName: 'gone' } }, 'needs Secret/gone'],
    [[...POD, 'volumes', 1, 'projected', 'sources', 0, 'secret', 'name'], 'gone', 'needs Secret/gone'],
    [[...POD, 'imagePullSecrets', 0, 'name'], 'gone', 'needs Secret/gone'],
  ]),
  ...of('ConfigMaps and Secrets exist', 'Ingress', [
    [['spec', 'tls', 0, 'secretName'], 'gone', 'Ingress/app needs Secret/gone'],
  ]),
  ...of('routes lead to existing Services and ports', 'Ingress', [
    [['spec', 'defaultBackend', 'service', 'name'], 'gone', 'Ingress/app routes to Service gone'],
    [
      ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service', 'port', 'name'],
      'web',
      'has no port web',
    ],
  ]),
  ...of('routes lead to existing Services and ports', 'HTTPRoute', [
    [['spec', 'rules', 0, 'backendRefs', 0, 'port'], 80, 'has no port 80'],
    [['spec', 'rules', 0, 'backendRefs', 0, 'namespace'], 'other', 'app, which does not exist'],
  ]),
  ...of('routes lead to existing Services and ports', 'VirtualService', [
    [['spec', 'http', 0, 'route', 0, 'destination', 'port', 'number'], 80, 'has no port 80'],
    [['spec', 'http', 0, 'route', 0, 'destination', 'host'], 'app.other.svc', 'app, which does not exist'],
  ]),
  ...of('routes lead to existing Services and ports', 'DestinationRule', [
    [['spec', 'host'], 'gone', 'DestinationRule/app routes to Service gone'],
  ]),
];

function of(
  rule: string,
  kind: string,
  violations: [path: Path, value: unknown, message: string][],
): Violation[] {
  return violations.map(([path, value, message]) => ({ rule, kind, path, value, message }));
}

export function validSet(): RenderedSet {
  return setOf(objects(), ['Secret/registry']);
}

/** The valid set with one value of one object changed; `undefined` deletes it. */
export function validSetExcept(kind: string, path: Path, value: unknown): RenderedSet {
  const changed = objects().map((object) => {
    if (object.kind === kind) put(object, path, value);
    return object;
  });
  return setOf(changed, ['Secret/registry']);
}

function put(object: object, path: Path, value: unknown): void {
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((node, key) => node[key] as Node, object as Node);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

type Node = Record<string | number, unknown>;

/** Copied by JSON, because YAML aliases are one object, and a change must affect one place only. */
function objects(): KubernetesObject[] {
  return JSON.parse(JSON.stringify(parse(text))) as KubernetesObject[];
}
