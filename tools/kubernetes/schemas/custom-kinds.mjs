import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { strictCustomSchema } from './strict-schema.mjs';

const METADATA = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

/** The kinds of each CustomResourceDefinition in a file, or in the files of a folder. */
export function customKinds(path) {
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
