// Writes kubernetes-definitions.json: the types of other projects that values.yaml passes through. Run it by hand when
// these types change:
//
//   node tools/chart/values-schema/extract-definitions.mjs FOLDER
//
// FOLDER holds strict schemas with embedded definitions, as kubeconform reads them: {group}/{kind}_{version}.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formattedJson, onlyReached } from './definitions.mjs';

const UNUSED = /^(description|format|x-kubernetes-.*)$/;
const FILE = new URL('kubernetes-definitions.json', import.meta.url);

/** By the names that the Kubernetes API gives them. */
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

/** Custom resources have no named definitions: the names that their projects use, and the paths in the schema. */
const AT_PATHS = {
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
if (folder === undefined) throw new Error('Expected the folder of the schemas as the only argument');
const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

const named = Object.entries(NAMED).map(([file, names]) => {
  const shortened = Object.entries(read(file).definitions).map(([name, schema]) => [last(name), schema]);
  return onlyReached(
    names,
    Object.fromEntries(shortened.map(([name, schema]) => [name, simplified(schema)])),
  );
});
const atPaths = Object.entries(AT_PATHS).flatMap(([file, paths]) =>
  Object.entries(paths).map(([name, path]) => ({ [name]: simplified(at(read(file), path)) })),
);
const definitions = Object.assign({}, ...named, ...atPaths);
const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, await formattedJson(sorted, FILE));
console.log(`wrote ${Object.keys(sorted).length} definitions`);

function at(schema, path) {
  return path.split('.').reduce((parent, step) => {
    const child = parent.properties[step.replace('[]', '')];
    return step.endsWith('[]') ? child.items : child;
  }, schema);
}

/** `io.k8s.api.core.v1.Affinity` is `Affinity`. */
function last(name) {
  return name.split('.').at(-1);
}

/**
 * A schema of another project without what makes Helm's messages worse: descriptions, formats that nothing checks, and
 * choices between plain types, which become a list of types. `$ref`s are shortened to the last part of the name.
 */
export function simplified(schema) {
  if (Array.isArray(schema)) return schema.map(simplified);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { anyOf, oneOf, allOf, $ref, properties, ...rest } = schema;
  const others = Object.entries(rest).filter(([key]) => !UNUSED.test(key));
  return {
    ...Object.fromEntries(others.map(([key, value]) => [key, simplified(value)])),
    ...($ref && { $ref: `#/definitions/${$ref.split(/[./]/).at(-1)}` }),
    // The names of properties are not keywords: one of them can be `format`.
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, simplified(value)]),
      ),
    }),
    ...(anyOf && typesOf(anyOf)),
    ...(oneOf && exclusions([oneOf])),
    ...(allOf && exclusions(allOf.map((choice) => choice.oneOf))),
  };
}

function typesOf(choices) {
  if (choices.some((choice) => Object.keys(choice).join() !== 'type')) {
    throw new Error(`Expected anyOf to be a choice between types but received ${JSON.stringify(choices)}`);
  }
  return { type: choices.map(({ type }) => type) };
}

/**
 * Turns "at most one of these properties", which Istio writes as `oneOf` with `required`, into `dependencies`: Helm then
 * names the second property. For a plain `false` it would print "false schema".
 */
function exclusions(groups) {
  const dependencies = groups.flatMap((choices) => {
    const names = choices.filter(({ required }) => required).flatMap(({ required }) => required);
    if (names.length !== choices.length - 1) {
      throw new Error(`Expected oneOf to allow one property but received ${JSON.stringify(choices)}`);
    }
    return names.slice(0, -1).map((name, index) => [name, leftOut(names.slice(index + 1), name)]);
  });
  return { dependencies: Object.fromEntries(dependencies) };
}

function leftOut(names, first) {
  const refused = { const: `omitted when ${first} is set` };
  return { properties: Object.fromEntries(names.map((name) => [name, refused])) };
}
