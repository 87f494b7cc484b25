import { format, resolveConfig } from 'prettier';

/**
 * The definitions that some of them refer to, directly or through others.
 *
 * @param {readonly string[]} names - of the definitions to start from
 * @param {Record<string, object>} definitions - by name
 * @throws Error if a name has no definition
 */
export function onlyReached(names, definitions) {
  const reached = {};
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name in reached) continue;
    if (!(name in definitions)) throw new Error(`No definition is named ${name}`);
    reached[name] = definitions[name];
    waiting.push(...referencesIn(definitions[name]));
  }
  return reached;
}

/** The names in a schema's `$ref`s. */
export function referencesIn(schema) {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = typeof schema.$ref === 'string' ? [schema.$ref.split('/').at(-1)] : [];
  return [...own, ...Object.values(schema).flatMap(referencesIn)];
}

/**
 * JSON as Prettier formats it in this project.
 *
 * @param {unknown} value
 * @param {URL} file - where it will be written, which decides the options
 */
export async function formattedJson(value, file) {
  return format(JSON.stringify(value), { ...(await resolveConfig(file)), parser: 'json' });
}
