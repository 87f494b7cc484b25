// JSON schemas for `kubeconform -strict`, out of the Go modules that publish the kinds: Kubernetes, the Gateway API,
// Istio and prometheus-operator. One file a kind: `GROUP/KIND_VERSION.json` (`v1/service_v1.json` of the core).
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { moduleFolder } from '../go.mjs';
import { link, moveIntoPlace, SCHEMAS, unfinished } from '../places.mjs';
import { ISTIO_MODULE, KUBERNETES_MINOR } from '../tools.mjs';
import { builtInKinds } from './built-in-kinds.mjs';
import { customKinds } from './custom-kinds.mjs';

const KUBERNETES = [`k8s.io/kubernetes@v1.${KUBERNETES_MINOR}.2`, 'api/openapi-spec/swagger.json'];
const CUSTOM = [
  ['sigs.k8s.io/gateway-api@v1.6.3', 'config/crd/standard'],
  [ISTIO_MODULE, 'manifests/charts/base/files/crd-all.gen.yaml'],
  ['github.com/prometheus-operator/prometheus-operator@v0.85.0', 'example/prometheus-operator-crd'],
];

// Another list of modules has another folder.
const versions = [KUBERNETES, ...CUSTOM].map(([module]) => module.split('@')[1].replace(/^v/, ''));
const folder = `${SCHEMAS}-${versions.join('-')}`;

export function schemasAreThere() {
  return existsSync(folder);
}

export function makeSchemas() {
  const { definitions, kinds } = builtInKinds(pathIn(KUBERNETES));
  const made = unfinished(folder);
  for (const kind of [...kinds, ...CUSTOM.map(pathIn).flatMap(customKinds)]) write(made, kind, definitions);
  moveIntoPlace(made, folder);
}

/** `.tools/schemas` may be there from another list. */
export function linkSchemas() {
  link(folder, SCHEMAS);
}

function pathIn([module, path]) {
  return join(moduleFolder(module), path);
}

function write(root, { group, version, kind, schema }, definitions) {
  const file = join(root, group || version, `${kind.toLowerCase()}_${version}.json`);
  const named = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    ...schema,
    properties: {
      ...schema.properties,
      apiVersion: { enum: [group ? `${group}/${version}` : version] },
      kind: { enum: [kind] },
    },
    required: [...new Set(['apiVersion', 'kind', ...(schema.required ?? [])])],
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...named, definitions: reachedFrom(named, definitions) }));
}

/** The definitions that a schema refers to, by way of others too. */
function reachedFrom(schema, definitions) {
  const reached = {};
  const waiting = [schema];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (node === null || typeof node !== 'object') continue;
    const name = typeof node.$ref === 'string' ? node.$ref.replace('#/definitions/', '') : undefined;
    if (name !== undefined && !(name in reached)) waiting.push((reached[name] = definitions[name]));
    waiting.push(...Object.values(node));
  }
  return reached;
}
