import { z } from 'zod';
import { expected, refusal, textUpTo } from './expected.js';

/** An integer in decimal digits. */
export function integerParam(name: string, description: string, { min, max, fallback }: Bounds) {
  const what = `an integer between ${min} and ${max}`;
  return z
    .string(expected(name, what))
    .transform((text, context) => {
      const value = Number(text);
      if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
      context.addIssue(refusal(name, what, text));
      return z.NEVER;
    })
    .prefault(String(fallback))
    .meta({ description, example: String(fallback), default: String(fallback) });
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** One of a few words, or absent. */
export function wordParam<const Words extends readonly [string, ...string[]]>(
  name: string,
  description: string,
  words: Words,
) {
  return z
    .enum(words, expected(name, `one of ${words.join(', ')}`))
    .optional()
    .meta({ description });
}

/** Free text, or absent. */
export function textParam(name: string, description: string) {
  return textUpTo(name, 'text given once', 253).optional().meta({ description });
}
