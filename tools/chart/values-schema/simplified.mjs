const UNUSED = /^(description|format|x-kubernetes-.*)$/;

/**
 * A schema of another project without what Helm's messages are worse for: texts, formats that nothing checks, and
 * choices between plain types, which are types. `$ref`s are shortened to the last part of the name.
 */
export function simplified(schema) {
  if (Array.isArray(schema)) return schema.map(simplified);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { anyOf, oneOf, allOf, $ref, properties, ...rest } = schema;
  const others = Object.entries(rest).filter(([key]) => !UNUSED.test(key));
  return {
    ...Object.fromEntries(others.map(([key, value]) => [key, simplified(value)])),
    ...($ref && { $ref: `#/definitions/${$ref.split(/[./]/).at(-1)}` }),
    // The names of properties are no keywords: one of them may be `format`.
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
    throw new Error(`No choice between types: ${JSON.stringify(choices)}`);
  }
  return { type: choices.map(({ type }) => type) };
}

/**
 * "At most one of these properties", which Istio writes as `oneOf` over what is required, as `dependencies`: Helm then
 * names the second property. A plain `false` it would call "false schema".
 */
function exclusions(groups) {
  const dependencies = groups.flatMap((choices) => {
    const names = choices.filter(({ required }) => required).flatMap(({ required }) => required);
    if (names.length !== choices.length - 1) {
      throw new Error(`No choice of one property: ${JSON.stringify(choices)}`);
    }
    return names.slice(0, -1).map((name, index) => [name, leftOut(names.slice(index + 1), name)]);
  });
  return { dependencies: Object.fromEntries(dependencies) };
}

function leftOut(names, first) {
  const refused = { const: `left out beside ${first}` };
  return { properties: Object.fromEntries(names.map((name) => [name, refused])) };
}
