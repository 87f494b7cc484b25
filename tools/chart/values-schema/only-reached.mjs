/**
 * The definitions that are reached from some of them, over `$ref`s of any depth.
 *
 * @param {readonly string[]} names - where to begin
 * @param {Record<string, object>} definitions - by name
 * @throws Error where a name has no definition
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

/** The names that a schema's `$ref`s lead to. */
export function referencesIn(schema) {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = typeof schema.$ref === 'string' ? [schema.$ref.split('/').at(-1)] : [];
  return [...own, ...Object.values(schema).flatMap(referencesIn)];
}
