import rrule, { type Options } from 'rrule';
import { LAST_TIME_MS } from './quantities.schema.js';
import type { Rule } from './read-rule.js';

const { RRule } = rrule;

/**
 * 7,600 years. The library looks for a next start up to the year 9999, for half a minute where there is none.
 *
 * The Gregorian calendar, weekdays included, repeats every 400 years: a rule that is expanded 7,600 years later
 * gives the same starts, 7,600 years later, and the library stops looking soon after the last year asked for.
 */
const SHIFT_MS = 19 * 146_097 * 86_400_000;

/**
 * The ticks at which a rule begins anew, in rising order, from `startMs` until 2100.
 *
 * @param startMs - its DTSTART, Unix time; itself a start only when it fits the rule
 * @param limit - how many are listed at most
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
export function startTicksOf(rule: Rule, startMs: number, limit: number): number[] {
  const firstMs = Math.floor(startMs / 1000) * 1000;
  const lastMs = Math.min(rule.untilMs ?? LAST_TIME_MS, LAST_TIME_MS);
  if (lastMs < firstMs) return [];

  const options: Partial<Options> = {
    ...optionsOf(rule),
    dtstart: new Date(firstMs + SHIFT_MS),
    until: new Date(lastMs + SHIFT_MS),
  };
  const starts: number[] = [];
  // The library's own list would be cut one short by an iterator that says "enough".
  new RRule(options, true).all((date) => starts.push((date.getTime() - SHIFT_MS) / 1000) < limit);
  return starts;
}

function optionsOf({ frequency, numbers, days, weekStart }: Rule): Partial<Options> {
  return {
    freq: RRule[frequency],
    interval: numbers.INTERVAL?.[0] ?? 1,
    count: numbers.COUNT?.[0] ?? null,
    wkst: weekStart ?? null,
    bysetpos: listOrNull(numbers.BYSETPOS),
    bymonth: listOrNull(numbers.BYMONTH),
    bymonthday: listOrNull(numbers.BYMONTHDAY),
    byyearday: listOrNull(numbers.BYYEARDAY),
    byweekno: listOrNull(numbers.BYWEEKNO),
    byweekday:
      days.length === 0 ? null : days.map(({ weekday, ordinal }) => new rrule.Weekday(weekday, ordinal)),
    byhour: listOrNull(numbers.BYHOUR),
    byminute: listOrNull(numbers.BYMINUTE),
    bysecond: listOrNull(numbers.BYSECOND),
  };
}

function listOrNull(numbers: readonly number[] | undefined): number[] | null {
  return numbers === undefined ? null : [...numbers];
}
