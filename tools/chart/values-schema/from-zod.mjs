import { z } from 'zod';

// Go's regular expressions have no lookaheads: the equivalent in other keywords.
const LOOKAHEADS = {
  '(?=\\d)': { minLength: 1 },
  '(?=.{1,63}$)': { minLength: 1, maxLength: 63 },
  '(?!(?:constructor|prototype)$)': { not: { enum: ['constructor', 'prototype'] } },
};

/** The input of a zod schema as JSON Schema (draft-07), in a form for which Helm prints clear messages. */
export function fromZod(schema) {
  const result = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', override });
  delete result.$schema;
  return result;
}

function override({ jsonSchema }) {
  if (jsonSchema.oneOf) chooseByKind(jsonSchema);
  if (jsonSchema.pattern) withoutLookaheads(jsonSchema);
}

/**
 * Turns a union whose members differ by `kind` into conditions on `kind`. For a `oneOf`, Helm would list the errors of
 * every member.
 */
function chooseByKind(schema) {
  const members = schema.oneOf;
  delete schema.oneOf;
  Object.assign(schema, {
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: members.map((member) => member.properties.kind.const) } },
    allOf: members.map((member) => ({
      if: { required: ['kind'], properties: { kind: { const: member.properties.kind.const } } },
      then: member,
    })),
  });
}

function withoutLookaheads(schema) {
  for (const [lookahead, keywords] of Object.entries(LOOKAHEADS)) {
    if (!schema.pattern.includes(lookahead)) continue;
    schema.pattern = schema.pattern.replace(lookahead, '');
    Object.assign(schema, keywords);
  }
  if (/\(\?[=!<]/.test(schema.pattern)) throw new Error(`Go cannot read the pattern ${schema.pattern}`);
}

/** Variables that the chart sets from other values, or that the images set. */
const SET_ELSEWHERE = [
  'PORT',
  'METRICS_PORT',
  'HOSTNAME',
  'SHUTDOWN_DELAY_MS',
  'SHUTDOWN_TIMEOUT_MS',
  'SERVICE_NAME',
  'APP_PORT',
  'SERVICES',
  'BASE_PATHS',
  'SCENARIO',
  'SCENARIO_FILE',
  'SCENARIO_YAML',
  'APP_VERSION',
  'APP_REVISION',
];

/**
 * The schema of a component's `settings`: the environment variables of its service, by name.
 *
 * @param {import('zod').ZodObject} schema - of the service's environment
 */
export function settings(schema) {
  const variables = Object.entries(fromZod(schema).properties);
  const allowed = variables.filter(([name]) => !SET_ELSEWHERE.includes(name));
  return { properties: Object.fromEntries(allowed.map(([name, variable]) => [name, setting(variable)])) };
}

function setting({ description, unit, default: fallback, ...type }) {
  delete type.example;
  if (type.maximum === undefined) return { description, default: fallback, ...type };
  return {
    description: `${description} Unit: ${unit}.`,
    default: fallback === '' ? '' : Number(fallback),
    ...type,
    // YAML and `--set` give numbers, `--set-string` gives text. Empty means "not set".
    type: ['integer', 'string'],
    pattern: '^[0-9]*$',
  };
}
