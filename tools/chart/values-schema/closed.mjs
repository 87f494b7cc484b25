/** JSON Schema from the shorthands that `source/definitions.yaml` tells of. */
export function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { properties, $ref, ...rest } = schema;
  return {
    ...($ref && { $ref: $ref.startsWith('#') ? $ref : `#/definitions/${$ref}` }),
    ...(properties && { type: 'object' }),
    ...mapValues(rest, closed),
    ...(properties && {
      properties: mapValues(properties, closed),
      additionalProperties: schema.additionalProperties ?? false,
    }),
  };
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
