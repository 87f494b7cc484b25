import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { integerParam } from '../validation.js';
import { toOpenApi31 } from './openapi.js';

describe('toOpenApi31', () => {
  it('writes bounds as OpenAPI 3.1 does: numbers, not booleans', () => {
    expect(toOpenApi31(z.number().gt(0), { schemaType: 'output' })?.schema).toEqual({
      type: 'number',
      exclusiveMinimum: 0,
    });
  });

  it('writes an integer parameter as an integer with its bounds and default', () => {
    const limit = integerParam('limit', 'Entries.', { min: 1, max: 9, fallback: 5 });

    expect(toOpenApi31(limit, { schemaType: 'input' })?.schema).toEqual({
      type: 'integer',
      minimum: 1,
      maximum: 9,
      default: 5,
      description: 'Entries.',
    });
  });

  it('makes a component of each schema with an id', () => {
    const inner = z.object({ a: z.string() }).meta({ id: 'InnerOfSpec' });
    const outer = z.object({ inner }).meta({ id: 'OuterOfSpec' });
    const converted = toOpenApi31(outer, { schemaType: 'output' });

    expect(converted?.schema).toEqual({ $ref: '#/$defs/OuterOfSpec' });
    expect(Object.keys(converted?.components ?? {}).sort()).toEqual(['InnerOfSpec', 'OuterOfSpec']);
  });

  it('leaves anything but a zod schema to the library', () => {
    expect(toOpenApi31({ type: 'string' }, { schemaType: 'input' })).toBeUndefined();
  });
});
