/**
 * The schema with the descriptions and defaults of values.yaml. A property that describes itself need not stand there.
 *
 * @param {object} schema
 * @param {ReturnType<typeof import('./documented-values.mjs').documentedValues>} entries - of values.yaml
 * @throws Error naming each key that only one of the two has, or that nobody describes
 */
export function described(schema, entries) {
  const problems = [];
  const result = walk(schema, entries, '', problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return result;
}

function walk(schema, entries, path, problems) {
  const keys = new Set(entries.map(({ key }) => key));
  const alone = Object.entries(schema.properties).filter(([key]) => !keys.has(key));
  for (const [key, { description }] of alone) {
    if (description === undefined) problems.push(`values.yaml lacks ${path}${key}, which its schema has`);
  }
  const both = entries.map((entry) => [
    entry.key,
    merge(schema.properties[entry.key], entry, path, problems),
  ]);
  return { ...schema, properties: Object.fromEntries([...alone, ...both]) };
}

function merge(schema, { key, description, value, children }, path, problems) {
  if (schema === undefined) {
    problems.push(`The schema lacks ${path}${key}, which values.yaml has (source/*.yaml)`);
    return {};
  }
  if (description !== undefined) return { ...schema, description, default: value };
  if (children.length > 0) return walk(schema, children, `${path}${key}.`, problems);
  problems.push(`Nothing in values.yaml describes ${path}${key}: a line "# -- …" does`);
  return schema;
}
