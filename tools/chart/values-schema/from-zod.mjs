import { z } from 'zod';

// Go's regular expressions have no lookaheads: what says the same in other keywords.
const LOOKAHEADS = {
  '(?=\\d)': { minLength: 1 },
  '(?=.{1,63}$)': { minLength: 1, maxLength: 63 },
  '(?!(?:constructor|prototype)$)': { not: { enum: ['constructor', 'prototype'] } },
};

/** What a zod schema takes, as JSON Schema (draft-07) that Helm can read and explains well. */
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
 * A union whose members differ by one word, `kind`, as conditions on that word: of a `oneOf`, Helm would list what is
 * wrong with the value for each of the members.
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
