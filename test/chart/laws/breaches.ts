import { CONTAINER, type Path, POD } from './sound-set.js';

export interface Breach {
  law: string;
  kind: string;
  path: Path;
  /** What is put there; `undefined` takes away what is there. */
  value: unknown;
  /** What the law must say of it. */
  told: string;
}

const FIRST: Path = [...POD, 'initContainers', 0];
const ELSEWHERE = { matchLabels: { app: 'elsewhere' } };

export const BREACHES: Breach[] = [
  ...of('pods pass Pod Security restricted', 'Deployment', [
    [[...FIRST, 'securityContext', 'capabilities', 'drop'], ['NET_RAW'], 'first: does not drop ALL'],
    [[...FIRST, 'securityContext', 'runAsUser'], 0, 'first: runAsUser 0'],
    [
      [...CONTAINER, 'securityContext', 'capabilities', 'add'],
      ['NET_ADMIN'],
      'adds the capability NET_ADMIN',
    ],
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
  ...of('no container has a variable twice', 'Deployment', [
    [[...CONTAINER, 'env', 1, 'name'], 'PORT', 'the variable PORT twice'],
  ]),
  ...of('no image has a tag that moves', 'Deployment', [
    [[...CONTAINER, 'image'], 'app:latest', 'app:latest'],
    [[...CONTAINER, 'image'], 'app', 'the image app,'],
    [[...FIRST, 'image'], 'registry.example:5000/first', 'registry.example:5000/first'],
  ]),
  ...of('no pod has two ports of one name', 'Deployment', [
    [[...CONTAINER, 'ports', 1], { name: 'http', containerPort: 81 }, 'the port name http twice'],
  ]),
  ...of('probes ask ports that are there', 'Deployment', [
    [[...CONTAINER, 'readinessProbe', 'httpGet', 'port'], 'web', 'asks the port web'],
  ]),
  ...of('mounted volumes are there', 'Deployment', [
    [[...CONTAINER, 'volumeMounts', 0, 'name'], 'gone', 'mounts the volume gone'],
  ]),
  ...['Deployment', 'PodDisruptionBudget', 'PodMonitor', 'PeerAuthentication'].flatMap((kind) =>
    of('selectors hit pods', kind, [[['spec', 'selector'], ELSEWHERE, `${kind}/app selects no pod`]]),
  ),
  ...of('selectors hit pods', 'Service', [
    [['spec', 'selector'], { app: 'elsewhere' }, 'Service/app selects'],
  ]),
  ...of('selectors hit pods', 'NetworkPolicy', [
    [['spec', 'podSelector'], ELSEWHERE, 'NetworkPolicy/app selects no pod'],
    [['spec', 'ingress', 0, 'from', 0, 'podSelector'], ELSEWHERE, 'NetworkPolicy/app selects no pod'],
  ]),
  ...of("Services' target ports are named in the selected pods", 'Service', [
    [['spec', 'ports', 0, 'targetPort'], 'web', 'leads to the port web, which Deployment/app does not name'],
    [['spec', 'ports', 0, 'targetPort'], 80, 'leads to the port 80'],
  ]),
  ...of('monitors scrape ports that are there', 'ServiceMonitor', [
    [['spec', 'endpoints', 0, 'port'], 'web', 'ServiceMonitor/app scrapes the port web'],
    [['spec', 'selector'], ELSEWHERE, 'ServiceMonitor/app scrapes the port http'],
  ]),
  ...of('monitors scrape ports that are there', 'PodMonitor', [
    [['spec', 'podMetricsEndpoints', 0, 'port'], 'web', 'PodMonitor/app scrapes the port web'],
  ]),
  ...of('no replicas beside an autoscaler', 'Deployment', [
    [['spec', 'replicas'], 1, 'Deployment/app has replicas'],
  ]),
  ...of('no replicas beside an autoscaler', 'HorizontalPodAutoscaler', [
    [['spec', 'scaleTargetRef', 'name'], 'gone', 'scales Deployment/gone, which is not there'],
  ]),
  ...of('objects have the standard labels', 'Service', [
    [['metadata', 'labels'], {}, 'Service/app lacks the label app.kubernetes.io/name'],
    [['metadata', 'labels', 'helm.sh/chart'], undefined, 'Service/app lacks the label helm.sh/chart'],
  ]),
  ...of('objects have a namespace', 'Ingress', [
    [['metadata', 'namespace'], undefined, 'Ingress/app has no'],
  ]),
  ...of('names are DNS labels', 'Service', [
    [['metadata', 'name'], 'a'.repeat(64), 'is not named by a DNS label'],
    [['metadata', 'name'], 'app-', 'Service/app- is not named'],
  ]),
  ...of('label values are valid', 'Service', [
    [['metadata', 'labels', 'a'], '1.0.0+1', 'Service/app has the label a=1.0.0+1'],
    [['metadata', 'labels', 'a'], true, 'Service/app has the label a=true'],
  ]),
  ...of('no object is there twice', 'ConfigMap', [
    [['metadata', 'name'], 'settings', 'v1 ConfigMap/settings in default twice'],
  ]),
  ...of('ServiceAccounts are there', 'Deployment', [
    [[...POD, 'serviceAccountName'], 'gone', 'runs as ServiceAccount/gone, which is not there'],
  ]),
  ...of('ConfigMaps and Secrets are there', 'Deployment', [
    [[...CONTAINER, 'env', 1, 'valueFrom', 'secretKeyRef', 'name'], 'gone', 'needs Secret/gone'],
    [[...CONTAINER, 'env', 2, 'valueFrom', 'configMapKeyRef', 'optional'], undefined, 'ConfigMap/nowhere'],
    [[...CONTAINER, 'envFrom', 0], { secretRef: { name: 'gone' } }, 'needs Secret/gone'],
    [[...POD, 'volumes', 0, 'configMap', 'name'], 'gone', 'needs ConfigMap/gone'],
    [[...POD, 'volumes', 0], { name: 'files', secret: { secretName: 'gone' } }, 'needs Secret/gone'],
    [[...POD, 'volumes', 1, 'projected', 'sources', 0, 'secret', 'name'], 'gone', 'needs Secret/gone'],
    [[...POD, 'imagePullSecrets', 0, 'name'], 'gone', 'needs Secret/gone'],
  ]),
  ...of('ConfigMaps and Secrets are there', 'Ingress', [
    [['spec', 'tls', 0, 'secretName'], 'gone', 'Ingress/app needs Secret/gone'],
  ]),
  ...of('routes lead to Services and ports that are there', 'Ingress', [
    [['spec', 'defaultBackend', 'service', 'name'], 'gone', 'Ingress/app sends requests to gone'],
    [
      ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service', 'port', 'name'],
      'web',
      'does not have the port web',
    ],
  ]),
  ...of('routes lead to Services and ports that are there', 'HTTPRoute', [
    [['spec', 'rules', 0, 'backendRefs', 0, 'port'], 80, 'does not have the port 80'],
    [['spec', 'rules', 0, 'backendRefs', 0, 'namespace'], 'other', 'app, which is not there'],
  ]),
  ...of('routes lead to Services and ports that are there', 'VirtualService', [
    [['spec', 'http', 0, 'route', 0, 'destination', 'port', 'number'], 80, 'does not have the port 80'],
    [['spec', 'http', 0, 'route', 0, 'destination', 'host'], 'app.other.svc', 'app, which is not there'],
  ]),
  ...of('routes lead to Services and ports that are there', 'DestinationRule', [
    [['spec', 'host'], 'gone', 'DestinationRule/app sends requests to gone'],
  ]),
];

function of(law: string, kind: string, breaches: [path: Path, value: unknown, told: string][]): Breach[] {
  return breaches.map(([path, value, told]) => ({ law, kind, path, value, told }));
}
