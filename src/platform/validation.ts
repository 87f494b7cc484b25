import { z } from 'zod';

const LONGEST_SHOWN = 60;

/** The parts of a zod issue that a sentence needs. */
interface Refusal {
  readonly code?: string | undefined;
  readonly input?: unknown;
  /** Properties that an object should not have. */
  readonly keys?: readonly string[];
}

/**
 * Makes a schema report the field, what was expected and what was received; zod's own messages name no field.
 *
 * @param field - the full path of the field, such as `scope.route`
 * @param what - ends the sentence "Expected `field` to be …"
 */
export function expected(field: string, what: string) {
  return {
    error: ({ code, input, keys = [] }: Refusal) =>
      code === 'unrecognized_keys'
        ? `Expected ${field} to be ${what} but received ${keys.map(shown).join(', ')} as well`
        : refusal(field, what, input),
  };
}

/** The sentence about one value. */
export function refusal(field: string, what: string, received: unknown): string {
  return `Expected ${field} to be ${what} but received ${shown(received)}`;
}

/**
 * An integer as JSON and YAML write it, from `min` to `max` inclusive.
 *
 * @param field - the field's path; without it, the message only ends the sentence "Expected `field` to be …", for
 * readers that add the field and the value themselves
 */
export function integer(min: number, max: number, field?: string) {
  const what = integerRange(min, max);
  const error = field === undefined ? what : expected(field, what).error;
  return z.int({ error, abort: true }).min(min, { error }).max(max, { error });
}

/**
 * An integer in decimal digits, as environment variables and queries hold it, from `min` to `max` inclusive.
 *
 * @param field - as for `integer`
 */
export function integerText(min: number, max: number, field?: string) {
  const what = integerRange(min, max);
  const error = field === undefined ? what : expected(field, what).error;
  return z.string({ error }).transform((text, context) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
    context.addIssue(field === undefined ? what : refusal(field, what, text));
    return z.NEVER;
  });
}

function integerRange(min: number, max: number): string {
  return `an integer between ${min} and ${max}`;
}

/** Text of 1 to `longest` characters; `what` says what it names. */
export function textUpTo(field: string, what: string, longest: number) {
  const message = expected(field, `${what}, 1 to ${longest} characters`);
  return z.string(message).min(1, message).max(longest, message);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

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
    .meta({ description, type: 'integer', minimum: min, maximum: max });
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

/**
 * Durations as Prometheus writes them: `30s`, `1h30m`, `7d`; each unit at most once, largest unit first.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations
 */
export const DURATION_PATTERN = /^(?=\d)(\d{1,9}w)?(\d{1,9}d)?(\d{1,9}h)?(\d{1,9}m)?(\d{1,9}s)?(\d{1,9}ms)?$/;

/** Milliseconds in a week, a day, an hour, a minute, a second and a millisecond: the groups of the pattern. */
const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];

/** @returns NaN when the text does not match the pattern */
export function durationMs(text: string): number {
  const parts = DURATION_PATTERN.exec(text)?.slice(1);
  if (parts === undefined) return NaN;
  return parts.reduce((sum, part, index) => sum + (part ? parseInt(part, 10) * UNITS_MS[index]! : 0), 0);
}

/** @returns NaN when the text does not match the pattern */
export function durationSeconds(text: string): number {
  return durationMs(text) / 1000;
}
