import { z } from 'zod';
import { TICK_MS } from '../../generator/tick.js';
import { expected, refusal } from '../../platform/errors/expected.js';

const FIRST_MS = Date.UTC(1970, 0, 1);
const LAST_MS = Date.UTC(2100, 0, 1);
const UNIX_SECONDS = /^\d{1,10}(\.\d{1,9})?$/;
// A plus sign that is not escaped reaches a server as a space: nobody means a space there.
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+\- ]\d{2}:\d{2})$/;

/**
 * A moment between 1970 and 2100 as a query parameter: RFC 3339, or seconds since 1970-01-01T00:00:00Z.
 *
 * @returns a schema that gives the tick that holds the moment; undefined where the parameter is absent
 */
export function timeParam(name: string, description: string) {
  const what = 'a time such as 2026-01-01T00:00:00Z or 1767225600, from 1970 to 2100';
  return z
    .string(expected(name, what))
    .transform((text, context) => {
      const ms = timeMs(text);
      if (ms >= FIRST_MS && ms <= LAST_MS) return Math.floor(ms / TICK_MS);
      context.addIssue(refusal(name, what, text));
      return z.NEVER;
    })
    .optional()
    .meta({ description: `${description} RFC 3339 or Unix seconds.`, example: '2026-01-01T00:00:00Z' });
}

/** A tick's first moment in RFC 3339, in whole seconds as long as ticks are. */
export function timeText(tick: number): string {
  return new Date(tick * TICK_MS).toISOString().replace('.000Z', 'Z');
}

function timeMs(text: string): number {
  if (UNIX_SECONDS.test(text)) return Number(text) * 1000;
  const [, day, time, fraction = '', zone] = RFC_3339.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return NaN;
  // The 30th of February would be taken for the 2nd of March.
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
  return isDay ? Date.parse(`${day}T${time}${fraction}${zone.toUpperCase().replace(' ', '+')}`) : NaN;
}
