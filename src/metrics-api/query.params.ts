import { z } from 'zod';
import { TICK_MS } from '../contract/tick.js';
import { durationMs, expected, integerParam, refusal, textParam } from '../platform/validation.js';

const MAX_PAGE = 1000;

/** The query parameters of paged lists. */
export const pageParams = {
  limit: integerParam('limit', 'Maximum number of entries per page.', {
    min: 1,
    max: MAX_PAGE,
    fallback: 100,
  }),
  after: textParam('after', 'End of the previous page, as given by its `next`.'),
};

export type PageQuery = { limit: number; after?: string | undefined };

/** A page of a list, with the query of the next page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * Takes a page from a list.
 *
 * @param entries - the entries after `after`, in order; one more than the limit is enough
 * @param cursorOf - the value of `after` that continues behind an entry
 * @param query - all parameters of the request as received, to be repeated in `next`
 */
export function pageOf<T>(
  entries: Iterable<T>,
  limit: number,
  cursorOf: (entry: T) => string,
  query: Readonly<Record<string, unknown>>,
): Page<T> {
  const items: T[] = [];
  for (const entry of entries) {
    if (items.length < limit) items.push(entry);
    else return { items, next: nextQuery(cursorOf(items.at(-1)!), query) };
  }
  return { items, next: null };
}

function nextQuery(after: string, query: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams(query as Record<string, string>);
  params.set('after', after);
  return `?${params.toString()}`;
}

const MAX_STEP_SECONDS = 31_536_000;

/** A duration in whole seconds, as `60` or in the notation of Prometheus; the output is in ticks. */
export function stepParam(name: string, description: string, fallback: string) {
  const what = `whole seconds from 1 to ${MAX_STEP_SECONDS}, such as 60, 5m or 1h`;
  return z
    .string(expected(name, what))
    .transform((text, context) => {
      const seconds = /^\d{1,9}$/.test(text) ? Number(text) : durationMs(text) / 1000;
      if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_STEP_SECONDS) {
        return (seconds * 1000) / TICK_MS;
      }
      context.addIssue(refusal(name, what, text));
      return z.NEVER;
    })
    .prefault(fallback)
    .meta({ description, example: fallback, default: fallback });
}

const FIRST_MS = Date.UTC(1970, 0, 1);
const LAST_MS = Date.UTC(2100, 0, 1);
const UNIX_SECONDS = /^\d{1,10}(\.\d{1,9})?$/;
// An unescaped plus sign reaches a server as a space; a space has no other meaning there.
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+\- ]\d{2}:\d{2})$/;

/**
 * A time between 1970 and 2100 as a query parameter: RFC 3339, or seconds since 1970-01-01T00:00:00Z.
 *
 * @returns a schema whose output is the tick that contains the time; undefined when the parameter is absent
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

/** The start of a tick in RFC 3339. */
export function timeText(tick: number): string {
  return new Date(tick * TICK_MS).toISOString().replace('.000Z', 'Z');
}

function timeMs(text: string): number {
  if (UNIX_SECONDS.test(text)) return Number(text) * 1000;
  const [, day, time, fraction = '', zone] = RFC_3339.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return NaN;
  // Date.parse takes the 30th of February for the 2nd of March.
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
  return isDay ? Date.parse(`${day}T${time}${fraction}${zone.toUpperCase().replace(' ', '+')}`) : NaN;
}
