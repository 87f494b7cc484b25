import { z } from 'zod';
import { TICK_MS } from '../../generator/tick.js';
import { durationMs } from '../scenario/duration.js';
import { expected, refusal, textUpTo } from '../../platform/errors/expected.js';

const LONGEST_STEP_SECONDS = 31_536_000;

/** A duration in whole seconds, as `60` or as Prometheus writes it; gives ticks. */
export function stepParam(name: string, description: string, fallback: string) {
  const what = `whole seconds from 1 to ${LONGEST_STEP_SECONDS}, such as 60, 5m or 1h`;
  return z
    .string(expected(name, what))
    .transform((text, context) => {
      const seconds = /^\d{1,9}$/.test(text) ? Number(text) : durationMs(text) / 1000;
      if (Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_STEP_SECONDS) {
        return (seconds * 1000) / TICK_MS;
      }
      context.addIssue(refusal(name, what, text));
      return z.NEVER;
    })
    .prefault(fallback)
    .meta({ description, example: fallback, default: fallback });
}

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
