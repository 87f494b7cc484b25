import { readFileSync } from 'node:fs';
import { INTEGER_OR_STRING, strictSchema } from './strict-schema.mjs';

// Types that the API document calls strings, or nothing, and that are written in other ways too.
const WRITTEN_OTHERWISE = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': INTEGER_OR_STRING,
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { anyOf: [{ type: 'string' }, { type: 'number' }] },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': {},
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': {},
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': {},
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': {},
};

/**
 * The kinds of Kubernetes itself, from the API document in its repository.
 *
 * @returns `definitions`, by name, and `kinds` of `{ group, version, kind, schema }`
 */
export function builtInKinds(swaggerFile) {
  const types = JSON.parse(readFileSync(swaggerFile, 'utf8')).definitions;
  const definitions = {};
  const kinds = [];
  for (const [name, type] of Object.entries(types)) {
    definitions[name] = WRITTEN_OTHERWISE[name] ?? strictSchema(type);
    const names = type['x-kubernetes-group-version-kind'] ?? [];
    // What belongs to many groups (DeleteOptions, WatchEvent) is never a manifest.
    if (names.length === 1 && definitions[name].properties) {
      kinds.push({ ...names[0], schema: definitions[name] });
    }
  }
  return { definitions, kinds };
}
