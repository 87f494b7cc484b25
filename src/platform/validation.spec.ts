import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { integer, integerText } from './validation.js';

const messages = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

describe('integer', () => {
  it.each([0, 5])('accepts the bound %j', (value) => {
    expect(integer(0, 5).parse(value)).toBe(value);
  });

  it.each([-1, 6, 1.5, '3', null, NaN, undefined])('refuses %j with one message', (value) => {
    expect(messages(integer(0, 5), value)).toEqual(['an integer between 0 and 5']);
  });

  it('names the field and the value where it knows the field', () => {
    expect(messages(integer(0, 5, 'retries'), 9.5)).toEqual([
      'Expected retries to be an integer between 0 and 5 but received 9.5',
    ]);
  });
});

describe('integerText', () => {
  it.each([
    ['0', 0],
    ['5', 5],
    ['005', 5],
  ])('reads %j', (text, value) => {
    expect(integerText(0, 5).parse(text)).toBe(value);
  });

  it.each(['', '6', '-1', '+1', '1.0', '1e0', '0x1', ' 1', '٣', '0'.repeat(16), 3, undefined])(
    'refuses %j with one message',
    (value) => {
      expect(messages(integerText(0, 5), value)).toEqual(['an integer between 0 and 5']);
    },
  );

  it('names the field and the value where it knows the field', () => {
    expect(messages(integerText(0, 5, 'limit'), '9')).toEqual([
      'Expected limit to be an integer between 0 and 5 but received "9"',
    ]);
  });
});
