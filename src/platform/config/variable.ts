import { z } from 'zod';

/** What people must know about an environment variable; the README's table is made from it. */
export interface VariableInfo {
  /** The default, written as one would type it. */
  readonly default: string;
  /** What the value counts or names: `ms`, `bytes`, `TCP port`, `host name`. */
  readonly unit: string;
  /** A value that would be accepted, shown when a bad one was refused. */
  readonly example: string;
  /** One sentence on what it does. */
  readonly sentence: string;
}

/** Gives a schema of text its default and its description. The schema reads text, as the environment holds it. */
export function variable<T extends z.ZodType<unknown, string>>(type: T, info: VariableInfo) {
  return type
    .prefault(info.default as z.input<T>)
    .meta({ description: info.sentence, unit: info.unit, example: info.example, default: info.default });
}

/** Decimal digits that make an integer from `min` to `max`, both included; who describes it reads them as meta. */
export function integerBetween(min: number, max: number) {
  return z.string().transform(readInteger(min, max)).meta({ minimum: min, maximum: max });
}

/** The same, or empty text for undefined. */
export function noneOrIntegerBetween(min: number, max: number) {
  const read = readInteger(min, max);
  return z
    .string()
    .transform((text, context) => (text === '' ? undefined : read(text, context)))
    .meta({ minimum: min, maximum: max });
}

function readInteger(min: number, max: number) {
  return (text: string, context: z.core.$RefinementCtx): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    context.addIssue(`an integer between ${min} and ${max}`);
    return z.NEVER;
  };
}

/** Text that matches a pattern; `expected` ends the sentence "Expected NAME to be …". */
export function textLike(pattern: RegExp, expected: string) {
  return z.string().regex(pattern, expected);
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `one of ${words.join(', ')}`);
}
