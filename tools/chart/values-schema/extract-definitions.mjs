// Writes kubernetes-definitions.json: the types of other projects that values.yaml passes through. Run by hand when
// those change:
//
//   node tools/chart/values-schema/extract-definitions.mjs FOLDER
//
// FOLDER holds schemas as kubeconform reads them, {group}/{kind}_{version}.json, strict, with definitions inside.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formattedJson } from './formatted-json.mjs';
import { onlyReached } from './only-reached.mjs';
import { simplified } from './simplified.mjs';

const FILE = new URL('kubernetes-definitions.json', import.meta.url);

/** Taken by the names that the Kubernetes API gives them. */
const NAMED = {
  'apps/deployment_v1.json': [
    'Affinity',
    'Container',
    'DeploymentStrategy',
    'EnvFromSource',
    'EnvVar',
    'HostAlias',
    'Lifecycle',
    'PodDNSConfig',
    'PodSecurityContext',
    'Probe',
    'ResourceClaim',
    'SecurityContext',
    'Toleration',
    'TopologySpreadConstraint',
    'Volume',
    'VolumeMount',
  ],
  'autoscaling/horizontalpodautoscaler_v2.json': ['HorizontalPodAutoscalerBehavior', 'MetricSpec'],
  'networking.k8s.io/ingress_v1.json': ['IngressTLS'],
  'networking.k8s.io/networkpolicy_v1.json': ['NetworkPolicyEgressRule', 'NetworkPolicyIngressRule'],
};

/** Custom resources have no named definitions: where they stand, and the names that their projects give them. */
const PLACED = {
  'gateway.networking.k8s.io/httproute_v1.json': {
    HTTPRouteMatch: 'spec.rules[].matches[]',
    HTTPRouteFilter: 'spec.rules[].filters[]',
    HTTPRouteTimeouts: 'spec.rules[].timeouts',
    HTTPBackendRef: 'spec.rules[].backendRefs[]',
  },
  'networking.istio.io/virtualservice_v1.json': {
    HTTPRetry: 'spec.http[].retries',
    HTTPFaultInjection: 'spec.http[].fault',
  },
  'networking.istio.io/destinationrule_v1.json': {
    ConnectionPoolSettings: 'spec.trafficPolicy.connectionPool',
    LoadBalancerSettings: 'spec.trafficPolicy.loadBalancer',
    OutlierDetection: 'spec.trafficPolicy.outlierDetection',
  },
  'networking.istio.io/gateway_v1.json': { ServerTLSSettings: 'spec.servers[].tls' },
  'monitoring.coreos.com/servicemonitor_v1.json': { RelabelConfig: 'spec.endpoints[].relabelings[]' },
};

const folder = process.argv[2];
if (folder === undefined) throw new Error('Expected the folder of the schemas as an argument');
const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

const named = Object.entries(NAMED).map(([file, names]) => {
  const shortened = Object.entries(read(file).definitions).map(([name, schema]) => [last(name), schema]);
  return onlyReached(
    names,
    Object.fromEntries(shortened.map(([name, schema]) => [name, simplified(schema)])),
  );
});
const placed = Object.entries(PLACED).flatMap(([file, places]) =>
  Object.entries(places).map(([name, place]) => ({ [name]: simplified(at(read(file), place)) })),
);
const definitions = Object.assign({}, ...named, ...placed);
const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, await formattedJson(sorted, FILE));
console.log(`wrote ${Object.keys(sorted).length} definitions`);

function at(schema, place) {
  return place.split('.').reduce((parent, step) => {
    const child = parent.properties[step.replace('[]', '')];
    return step.endsWith('[]') ? child.items : child;
  }, schema);
}

/** `io.k8s.api.core.v1.Affinity` is `Affinity`. */
function last(name) {
  return name.split('.').at(-1);
}
