import { z } from 'zod';
import { TICK_MS } from '../../generator/tick.js';
import { expected, refusal } from '../../platform/errors/expected.js';
import { durationMs } from '../../platform/query/duration.js';

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
