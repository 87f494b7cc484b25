// Converts the schemas of Kubernetes (OpenAPI 2 for built-in types, OpenAPI 3 for custom resources) to JSON schemas that
// refuse what the API server refuses or silently drops, such as unknown fields.

const KEPT = [
  ...['type', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum'],
  ...[
    'exclusiveMaximum',
    'multipleOf',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
  ],
];
// Other formats have a different meaning in JSON schema, or none.
const FORMATS = ['date-time', 'duration', 'ipv4', 'ipv6'];

export const INTEGER_OR_STRING = { anyOf: [{ type: 'integer' }, { type: 'string' }] };

/** A built-in type. */
export function strictSchema(schema) {
  return convert(schema, { closed: true, defaulted: false });
}

/** A custom resource. The API server applies its defaults before validation; kubeconform does not. */
export function strictCustomSchema(schema) {
  return convert(schema, { closed: true, defaulted: true });
}

function convert(schema, context) {
  if (schema === null || typeof schema !== 'object') return schema;
  if (schema.$ref) return { $ref: schema.$ref };
  const strict = Object.fromEntries(
    KEPT.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]),
  );
  if (FORMATS.includes(schema.format)) strict.format = schema.format;
  if (schema['x-kubernetes-int-or-string']) {
    delete strict.type;
    if (!schema.anyOf) Object.assign(strict, INTEGER_OR_STRING);
  }
  const required = requiredOf(schema, context);
  if (required.length > 0) strict.required = required;
  if (schema.items) strict.items = convert(schema.items, context);
  Object.assign(strict, fieldsOf(schema, context), combinationsOf(schema, context));
  return schema.nullable ? orNull(strict) : strict;
}

function requiredOf({ required = [], properties }, { defaulted }) {
  return required.filter((name) => !defaulted || properties?.[name]?.default === undefined);
}

function fieldsOf(schema, context) {
  const fields = {};
  if (schema.properties) {
    const own = schema['x-kubernetes-embedded-resource'] ? OBJECT_HEAD : {};
    fields.properties = { ...own, ...mapValues(schema.properties, (field) => convert(field, context)) };
  }
  if (schema.additionalProperties !== undefined) {
    fields.additionalProperties = convert(schema.additionalProperties, context);
  } else if (context.closed && schema.properties && !schema['x-kubernetes-preserve-unknown-fields']) {
    fields.additionalProperties = false;
  }
  return fields;
}

const OBJECT_HEAD = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object' },
};

/** A branch lists only some of the fields, and must allow the others. */
function combinationsOf(schema, { defaulted }) {
  const combinations = {};
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    if (schema[key]) {
      combinations[key] = schema[key].map((branch) =>
        branchOf(branch, defaulted ? (schema.properties ?? {}) : {}),
      );
    }
  }
  if (schema.not) combinations.not = convert(schema.not, { closed: false, defaulted: false });
  return combinations;
}

/** A missing field has its default: a branch that excludes the default requires the field. */
function branchOf(branch, siblings) {
  const strict = convert(branch, { closed: false, defaulted: false });
  const needed = Object.entries(branch.properties ?? {})
    .filter(([name, field]) => excludes(field, siblings[name]?.default))
    .map(([name]) => name);
  return needed.length === 0
    ? strict
    : { ...strict, required: [...new Set([...(strict.required ?? []), ...needed])] };
}

function excludes(field, value) {
  if (value === undefined) return false;
  return (field.enum && !field.enum.includes(value)) || field.not?.enum?.includes(value);
}

function orNull(schema) {
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const orNullToo = schema.enum ? { enum: [...schema.enum, null] } : {};
  return { ...schema, type: [schema.type, 'null'], ...orNullToo };
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
