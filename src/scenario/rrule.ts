import rrule, { type Options } from 'rrule';
import { LAST_TIME_MS } from './quantities.schema.js';

/** The values that a part of a rule may have: integers from `min` to `max`, without 0 where `min` is negative. */
interface Part {
  readonly min: number;
  readonly max: number;
  readonly maxCount: number;
  /** The frequencies that it may be combined with. */
  readonly frequencies: readonly Frequency[];
}

const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'] as const;
type Frequency = (typeof FREQUENCIES)[number];

const part = (
  min: number,
  max: number,
  maxCount: number,
  frequencies: readonly Frequency[] = FREQUENCIES,
): Part => ({ min, max, maxCount, frequencies });

// Few positions, and none for DAILY: for each of them the library searches all seconds of a day.
const BYSETPOS = part(-366, 366, 10, ['YEARLY', 'MONTHLY', 'WEEKLY']);

/**
 * The parts that hold numbers, and the frequencies that they may be combined with.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
const NUMERIC_PARTS = {
  INTERVAL: part(1, 10_000, 1),
  COUNT: part(1, 100_000, 1),
  BYMONTH: part(1, 12, 12),
  BYMONTHDAY: part(-31, 31, 62, ['YEARLY', 'MONTHLY', 'DAILY']),
  BYYEARDAY: part(-366, 366, 366, ['YEARLY']),
  BYWEEKNO: part(-53, 53, 106, ['YEARLY']),
  BYHOUR: part(0, 23, 24),
  BYMINUTE: part(0, 59, 60),
  BYSECOND: part(0, 59, 60),
  BYSETPOS,
} as const satisfies Record<string, Part>;

type NumericPart = keyof typeof NUMERIC_PARTS;

/** A rule is invalid; the message completes the sentence "Expected … to be …". */
export class BadRuleError extends Error {}

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** `FR`, or `-1FR` for the last one. */
interface RuleDay {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Which of the month or year; undefined is each. */
  readonly ordinal: number | undefined;
}

/** A recurrence rule (RFC 5545), parsed. */
export interface Rule {
  readonly frequency: Frequency;
  readonly numbers: Partial<Readonly<Record<NumericPart, readonly number[]>>>;
  readonly days: readonly RuleDay[];
  readonly weekStart: number | undefined;
  readonly untilMs: number | undefined;
}

const PART_NAMES = ['FREQ', 'UNTIL', 'WKST', 'BYDAY', ...Object.keys(NUMERIC_PARTS)];

/**
 * Parses a rule strictly; the parser of `rrule` accepts much that has no meaning.
 *
 * @param text - such as `FREQ=WEEKLY;BYDAY=FR`, without `RRULE:` and without a DTSTART
 * @throws BadRuleError
 */
export function readRule(text: string): Rule {
  const parts = new Map<string, string>();
  for (const word of text.split(';')) {
    const [name = '', value, ...rest] = word.split('=');
    if (!PART_NAMES.includes(name) || value === undefined || rest.length > 0) {
      throw new BadRuleError(`a rule of ${PART_NAMES.join(', ')}, such as FREQ=WEEKLY;BYDAY=FR`);
    }
    if (parts.has(name)) throw new BadRuleError(`a rule with one ${name}`);
    parts.set(name, value);
  }

  const frequency = FREQUENCIES.find((known) => known === parts.get('FREQ'));
  if (frequency === undefined)
    throw new BadRuleError(`a rule whose FREQ is one of ${FREQUENCIES.join(', ')}`);

  const numbers: Partial<Record<NumericPart, number[]>> = {};
  for (const name of Object.keys(NUMERIC_PARTS) as NumericPart[]) {
    const value = parts.get(name);
    if (value !== undefined) numbers[name] = readNumbers(name, value, frequency);
  }
  if (numbers.BYSETPOS && ![...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS')) {
    throw new BadRuleError('a rule with another BY part next to BYSETPOS');
  }
  return {
    frequency,
    numbers,
    days: readDays(parts.get('BYDAY'), frequency),
    weekStart: readWeekStart(parts.get('WKST')),
    untilMs: readUntil(parts.get('UNTIL')),
  };
}

/** Reads the numbers of a part, sorted: the library returns the times of a day in the order given. */
function readNumbers(name: NumericPart, text: string, frequency: Frequency): number[] {
  const { min, max, maxCount, frequencies } = NUMERIC_PARTS[name];
  if (!frequencies.includes(frequency))
    throw new BadRuleError(`a rule without ${name}, which FREQ=${frequency} does not allow`);

  const words = text.split(',');
  const numbers = words.map(Number).sort((a, b) => a - b);
  const valid = words.every((word) => /^[+-]?\d{1,6}$/.test(word)) && new Set(numbers).size === words.length;
  const within = numbers.every((value) => value >= min && value <= max && (min >= 0 || value !== 0));
  if (valid && within && words.length <= maxCount) return numbers;

  const range = min < 0 ? `1 to ${max} or -1 to ${min}` : `${min} to ${max}`;
  const what = maxCount === 1 ? 'an integer' : `a list of at most ${maxCount} different integers`;
  throw new BadRuleError(`a rule whose ${name} is ${what} from ${range}`);
}

function readDays(text: string | undefined, frequency: Frequency): RuleDay[] {
  if (text === undefined) return [];
  const words = text.split(',');
  const days = words.map((word) => {
    const [, ordinal, name] = /^([+-]?[1-9]\d?)?([A-Z]{2})$/.exec(word) ?? [];
    return {
      weekday: DAYS.findIndex((day) => day === name),
      ordinal: ordinal === undefined ? undefined : Number(ordinal),
    };
  });
  if (new Set(words).size < words.length || days.some(({ weekday }) => weekday < 0)) {
    throw new BadRuleError('a rule whose BYDAY is a list of different days such as MO or -1FR');
  }

  const withOrdinal = days.filter(({ ordinal }) => ordinal !== undefined).length;
  if (withOrdinal > 0 && frequency !== 'MONTHLY' && frequency !== 'YEARLY') {
    throw new BadRuleError(`a rule whose BYDAY has no numbers, which FREQ=${frequency} does not allow`);
  }
  // The library takes the days that are in both lists; the RFC means those that are in either.
  if (withOrdinal > 0 && withOrdinal < days.length) {
    throw new BadRuleError('a rule whose BYDAY has numbers on all of its days or on none');
  }
  return days;
}

function readWeekStart(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const index = DAYS.findIndex((day) => day === text);
  if (index < 0) throw new BadRuleError(`a rule whose WKST is one of ${DAYS.join(', ')}`);
  return index;
}

function readUntil(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const ms = iso === text ? NaN : Date.parse(iso);
  if (Number.isNaN(ms))
    throw new BadRuleError('a rule whose UNTIL is a time in UTC, such as 20261231T235959Z');
  return ms;
}

const { RRule } = rrule;

/**
 * 7,600 years. The library searches for the next start up to the year 9999, which takes half a minute if there is
 * none.
 *
 * The Gregorian calendar, weekdays included, repeats every 400 years: a rule that is expanded 7,600 years later
 * has the same starts, 7,600 years later, and the library stops searching soon after the last requested year.
 */
const SHIFT_MS = 19 * 146_097 * 86_400_000;

/**
 * The start ticks of a rule's occurrences, in ascending order, from `startMs` until 2100.
 *
 * @param startMs - its DTSTART, Unix time; itself an occurrence only if it matches the rule
 * @param limit - maximum length of the list
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
  // Collected here: the library leaves the last date out of its own list when the iterator returns false.
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
