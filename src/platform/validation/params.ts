import { z } from 'zod';
import { expected, integerText, textUpTo } from './expected.js';

interface IntegerRange {
  readonly min: number;
  readonly max: number;
  /** The value when the parameter is absent. */
  readonly fallback: number;
}

/** A query parameter that holds an integer in decimal digits. */
export function integerParam(name: string, description: string, { min, max, fallback }: IntegerRange) {
  return integerText(min, max, name)
    .prefault(String(fallback))
    .meta({ description, example: String(fallback), default: String(fallback) });
}

/** An optional query parameter that holds one of a few words. */
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

/** An optional query parameter that holds free text. */
export function textParam(name: string, description: string) {
  return textUpTo(name, 'text given once', 253).optional().meta({ description });
}
