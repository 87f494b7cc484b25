import { z } from 'zod';
import { expected, refusal } from '../platform/errors/expected.js';
import { durationMs } from '../platform/query/duration.js';

/** A length of time such as `90s`, `1h30m` or `7d`, in milliseconds. */
export function durationParam(name: string, description: string, longest: string) {
  const what = `a duration from 1s to ${longest}, such as 90s, 15m, 1h or 7d`;
  const longestMs = durationMs(longest);
  return z
    .string(expected(name, what))
    .transform((text, context) => {
      const ms = durationMs(text);
      if (ms >= 1000 && ms <= longestMs) return ms;
      context.addIssue(refusal(name, what, text));
      return z.NEVER;
    })
    .optional()
    .meta({ description });
}
