import { z } from 'zod';
import { DURATION_PATTERN, durationMs } from '../platform/validation.js';

// Every message of the scenario's schema completes the sentence "Expected <field> to be …".

/** The range of the model's time. */
const FIRST_TIME_MS = Date.UTC(1970, 0, 1);
export const LAST_TIME_MS = Date.UTC(2100, 0, 1);

/** A mapping of these properties and no others. */
export function mapping<const Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, `a mapping of ${Object.keys(shape).join(', ')}`);
}

/** A list of at most `max` items; the items of a longer one are not checked at all. */
export function listOf<T extends z.ZodType>(type: T, max: number) {
  const error = `a list of at most ${max}`;
  return z.array(type, error).max(max, { error, abort: true });
}

export function numberBetween(min: number, max: number) {
  const error = `a number between ${min} and ${max}`;
  return z.number(error).min(min, error).max(max, error);
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `one of ${words.join(', ')}`);
}

export function textOf(maxLength: number) {
  const error = `text of 1 to ${maxLength} characters`;
  return z.string(error).min(1, error).max(maxLength, error);
}

/** A share of a whole, or a probability. */
export const ratio = numberBetween(0, 1);

// Names that every JavaScript object has as properties could confuse programs that use plain objects as maps.
const NAME_PATTERN = /^(?!(?:constructor|prototype)$)(?=.{1,63}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** A name that is a valid label value in Kubernetes. */
export const slug = z
  .string('a name such as cart or cart-v2.eu')
  .regex(
    NAME_PATTERN,
    'a name of 1 to 63 characters of a-z, 0-9, - and . that begins and ends with a letter or digit',
  );

/** A duration of whole seconds. */
export function secondsBetween(min: string, max: string) {
  const error = `a duration of whole seconds between ${min} and ${max}, such as 90s, 5m or 1h30m`;
  return durationBetween(min, max, error).refine((text) => durationMs(text) % 1000 === 0, error);
}

/** A duration of whole milliseconds. */
export function millisecondsBetween(min: string, max: string) {
  return durationBetween(min, max, `a duration between ${min} and ${max}, such as 250ms, 2s or 1m`);
}

function durationBetween(min: string, max: string, error: string) {
  const within = (text: string) => durationMs(text) >= durationMs(min) && durationMs(text) <= durationMs(max);
  return z
    .string(error)
    .regex(DURATION_PATTERN, { error, abort: true })
    .refine(within, { error, abort: true });
}

const TIME_ERROR = 'a time such as 2026-01-02T10:00:00Z, from 1970-01-01T00:00:00Z to 2100-01-01T00:00:00Z';

/** RFC 3339, with a zone. */
export const time = z.iso.datetime({ offset: true, error: TIME_ERROR, abort: true }).refine((text) => {
  const ms = Date.parse(text);
  return ms >= FIRST_TIME_MS && ms <= LAST_TIME_MS;
}, TIME_ERROR);
