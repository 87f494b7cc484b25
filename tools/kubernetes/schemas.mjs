// Makes JSON schemas for `kubeconform -strict` from the Go modules that publish the kinds: Kubernetes, the Gateway API,
// Istio and prometheus-operator. One file per kind: `GROUP/KIND_VERSION.json` (core: `v1/service_v1.json`).
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { moduleFolder } from './go.mjs';
import { link, moveIntoPlace, SCHEMAS, unfinished } from './folders.mjs';
import { INTEGER_OR_STRING, strictCustomSchema, strictSchema } from './strict-schema.mjs';
import { ISTIO_MODULE, KUBERNETES_MINOR } from './tools.mjs';

const KUBERNETES = [`k8s.io/kubernetes@v1.${KUBERNETES_MINOR}.2`, 'api/openapi-spec/swagger.json'];
const CUSTOM = [
  ['sigs.k8s.io/gateway-api@v1.6.3', 'config/crd/standard'],
  [ISTIO_MODULE, 'manifests/charts/base/files/crd-all.gen.yaml'],
  ['github.com/prometheus-operator/prometheus-operator@v0.85.0', 'example/prometheus-operator-crd'],
];

// Types that allow more than the API document says.
const WIDER_TYPES = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': INTEGER_OR_STRING,
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { anyOf: [{ type: 'string' }, { type: 'number' }] },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': {},
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': {},
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': {},
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': {},
};

const METADATA = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

// Each list of module versions has a separate folder.
const versions = [KUBERNETES, ...CUSTOM].map(([module]) => module.split('@')[1].replace(/^v/, ''));
const folder = `${SCHEMAS}-${versions.join('-')}`;

export function schemasExist() {
  return existsSync(folder);
}

export function makeSchemas() {
  const { definitions, kinds } = builtInKinds(pathIn(KUBERNETES));
  const made = unfinished(folder);
  for (const kind of [...kinds, ...CUSTOM.map(pathIn).flatMap(customKinds)]) write(made, kind, definitions);
  moveIntoPlace(made, folder);
}

/** Points `.tools/schemas`, which an earlier list may have made, to the schemas of this list. */
export function linkSchemas() {
  link(folder, SCHEMAS);
}

function pathIn([module, path]) {
  return join(moduleFolder(module), path);
}

/**
 * The kinds of Kubernetes itself, from the API document in its repository.
 *
 * @returns `definitions`, by name, and `kinds` of `{ group, version, kind, schema }`
 */
function builtInKinds(swaggerFile) {
  const types = JSON.parse(readFileSync(swaggerFile, 'utf8')).definitions;
  const definitions = {};
  const kinds = [];
  for (const [name, type] of Object.entries(types)) {
    definitions[name] = WIDER_TYPES[name] ?? strictSchema(type);
    const names = type['x-kubernetes-group-version-kind'] ?? [];
    // Kinds of many groups (DeleteOptions, WatchEvent) are never manifests.
    if (names.length === 1 && definitions[name].properties) {
      kinds.push({ ...names[0], schema: definitions[name] });
    }
  }
  return { definitions, kinds };
}

/** The kinds of each CustomResourceDefinition in a file, or in the files of a folder. */
function customKinds(path) {
  const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  return files
    .filter((file) => /\.ya?ml$/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' }))
    .map((document) => document.toJS({ maxAliasCount: -1 }))
    .filter((object) => object?.kind === 'CustomResourceDefinition')
    .flatMap(kindsOf);
}

function kindsOf({ spec }) {
  return spec.versions
    .filter((version) => version.served !== false && version.schema?.openAPIV3Schema)
    .map((version) => {
      const schema = strictCustomSchema(version.schema.openAPIV3Schema);
      return {
        group: spec.group,
        version: version.name,
        kind: spec.names.kind,
        schema: { ...schema, properties: { ...schema.properties, metadata: METADATA } },
      };
    });
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

/** The definitions that a schema refers to, directly or through others. */
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
