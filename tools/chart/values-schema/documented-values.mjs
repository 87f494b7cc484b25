import { isMap, parseDocument } from 'yaml';

/**
 * The keys of a values.yaml with what `# -- …` says of each (helm-docs). What stands below a key that is described
 * belongs to its value.
 *
 * @param {string} text
 * @returns {{ key: string, description?: string, value: unknown, children: ReturnType<typeof documentedValues> }[]}
 */
export function documentedValues(text) {
  return entriesOf(parseDocument(text).contents);
}

function entriesOf(map) {
  return map.items.map(({ key, value }, index) => {
    // What stands before a mapping's first key is the comment of the mapping.
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

/** From the last line that begins with `--` on, but for `@default` and its like. */
function descriptionIn(comment) {
  const lines = comment.split('\n').map((line) => line.trim());
  const first = lines.findLastIndex((line) => line.startsWith('-- '));
  if (first < 0) return undefined;
  const sentence = lines.slice(first).filter((line) => !line.startsWith('@'));
  return sentence.join(' ').slice('-- '.length).trim();
}
