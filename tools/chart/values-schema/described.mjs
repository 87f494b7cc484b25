import { isMap, parseDocument } from 'yaml';

/**
 * The schema with the descriptions and defaults of values.yaml. A property with its own description can be missing there.
 *
 * @param {object} schema
 * @param {ReturnType<typeof documentedValues>} entries - of values.yaml
 * @throws Error naming each key that only one of the two has, or that has no description
 */
export function described(schema, entries) {
  const problems = [];
  const result = walk(schema, entries, '', problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return result;
}

function walk(schema, entries, path, problems) {
  const keys = new Set(entries.map(({ key }) => key));
  const onlyInSchema = Object.entries(schema.properties).filter(([key]) => !keys.has(key));
  for (const [key, { description }] of onlyInSchema) {
    if (description === undefined) problems.push(`values.yaml lacks ${path}${key}, which its schema has`);
  }
  const both = entries.map((entry) => [
    entry.key,
    merge(schema.properties[entry.key], entry, path, problems),
  ]);
  return { ...schema, properties: Object.fromEntries([...onlyInSchema, ...both]) };
}

function merge(schema, { key, description, value, children }, path, problems) {
  if (schema === undefined) {
    problems.push(`The schema lacks ${path}${key}, which values.yaml has (source/*.yaml)`);
    return {};
  }
  if (description !== undefined) return { ...schema, description, default: value };
  if (children.length > 0) return walk(schema, children, `${path}${key}.`, problems);
  problems.push(`values.yaml does not describe ${path}${key}: add a line "# -- …" above it`);
  return schema;
}

/**
 * The keys of a values.yaml, each with its `# -- …` comment (helm-docs). Keys under a described key belong to its value.
 *
 * @param {string} text
 * @returns {{ key: string, description?: string, value: unknown, children: ReturnType<typeof documentedValues> }[]}
 */
export function documentedValues(text) {
  return entriesOf(parseDocument(text).contents);
}

function entriesOf(map) {
  return map.items.map(({ key, value }, index) => {
    // The parser gives a comment before a mapping's first key to the mapping.
    const comment = key.commentBefore ?? (index === 0 ? map.commentBefore : undefined) ?? '';
    const description = descriptionIn(comment);
    return {
      key: key.value,
      description,
      value: value.toJSON(),
      children: description === undefined && isMap(value) ? entriesOf(value) : [],
    };
  });
}

/** The lines from the last one that begins with `--`, without annotations such as `@default`. */
function descriptionIn(comment) {
  const lines = comment.split('\n').map((line) => line.trim());
  const first = lines.findLastIndex((line) => line.startsWith('-- '));
  if (first < 0) return undefined;
  const sentence = lines.slice(first).filter((line) => !line.startsWith('@'));
  return sentence.join(' ').slice('-- '.length).trim();
}
