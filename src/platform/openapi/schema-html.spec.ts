import { describe, expect, it } from '@jest/globals';
import { type JsonSchema, fieldList, structureOf, typeOf } from './schema-html.js';

const textOf = (html: { text: string } | undefined) =>
  html?.text
    .replaceAll('</p>', ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

describe('typeOf', () => {
  it.each<[JsonSchema, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: ['number', 'null'] }, 'number or null'],
    [{ anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] }, 'integer (at least 0) or null'],
    [{ oneOf: [{ type: 'object' }, { type: 'object' }] }, 'object'],
    [{ type: 'integer', minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }, 'integer'],
    [{ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, 'integer (at least 0)'],
    [{ type: 'integer', minimum: 1, maximum: 10 }, 'integer (1 to 10)'],
    [{ type: 'number', exclusiveMinimum: 0, maximum: 1 }, 'number (greater than 0, at most 1)'],
    [{ type: 'string', minLength: 1, maxLength: 253 }, 'string (1 to 253 characters)'],
    [{ type: 'string', minLength: 1 }, 'string (at least 1 character)'],
    [{ type: 'string', pattern: '^a$' }, 'string'],
    [{ type: 'string', format: 'date-time', pattern: '^a$' }, 'date-time'],
    [{ type: 'string', contentMediaType: 'image/png' }, 'binary'],
    [{ type: 'string', enum: ['png', 'svg'] }, 'png or svg'],
    [{ enum: [null, ''] }, 'null or &quot;&quot;'],
    [{ const: 4 }, '4'],
    [{ type: 'array', items: { type: 'string' }, maxItems: 20 }, 'list of string (at most 20 items)'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'object with values of type string'],
    [{}, 'JSON value'],
  ])('of %j is %s', (schema, type) => {
    expect(textOf(typeOf(schema))).toBe(type);
  });

  it('links a component', () => {
    expect(typeOf({ $ref: '#/components/schemas/Point' }).text).toBe('<a href="#schema-Point">Point</a>');
  });
});

describe('fieldList', () => {
  it('has the type, the description, the default and the example of each field', () => {
    const schema = { type: 'integer', description: 'The *first*.', default: 1, example: 7 };

    expect(textOf(fieldList([{ name: 'from', schema, required: true }]))).toBe(
      'from required integer The first. Default: 1 Example: 7',
    );
  });

  it('does not repeat the default as the example', () => {
    const schema = { type: 'string', default: '', example: '' };

    expect(textOf(fieldList([{ name: 'from', schema }]))).toBe('from string Default: &quot;&quot;');
  });

  it('has the patterns of texts once each, also in lists and alternatives, except those of formats', () => {
    const name = { type: 'string', pattern: '^a$' };
    const time = { type: 'string', format: 'date-time', pattern: '^\\d+$' };
    const schema = { anyOf: [name, { type: 'array', items: name }, time] };

    expect(textOf(fieldList([{ name: 'from', schema }]))).toBe(
      'from string or list of string or date-time Pattern: ^a$',
    );
  });

  it('contains the fields of nested objects', () => {
    const inner = { type: 'object', properties: { b: { type: 'boolean' } }, required: ['b'] };

    expect(textOf(fieldList([{ name: 'a', schema: { type: 'array', items: inner } }]))).toBe(
      'a list of object b required boolean',
    );
  });
});

describe('structureOf', () => {
  it('tells alternatives apart by the property that has one value', () => {
    const kind = (name: string) => ({
      type: 'object',
      properties: { kind: { type: 'string', enum: [name] } },
    });

    expect(textOf(structureOf({ oneOf: [kind('latency'), kind('reset')] }))).toBe(
      'If kind is latency: kind latency If kind is reset: kind reset',
    );
  });

  it('is nothing for a type without fields', () => {
    expect(structureOf({ type: 'string' })).toBeUndefined();
  });
});
