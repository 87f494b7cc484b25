import {
  BadRuleError,
  FREQUENCIES,
  type Frequency,
  NUMERIC_PARTS,
  type NumericPart,
  readNumbers,
} from './rule-parts.js';

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** `FR`, or `-1FR` for the last one. */
export interface RuleDay {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Which of the month or year; undefined is each. */
  readonly ordinal: number | undefined;
}

/** A recurrence rule of RFC 5545 in its parts. */
export interface Rule {
  readonly frequency: Frequency;
  readonly numbers: Partial<Readonly<Record<NumericPart, readonly number[]>>>;
  readonly days: readonly RuleDay[];
  readonly weekStart: number | undefined;
  readonly untilMs: number | undefined;
}

const KNOWN = ['FREQ', 'UNTIL', 'WKST', 'BYDAY', ...Object.keys(NUMERIC_PARTS)];

/**
 * Reads a rule's text strictly; `rrule`'s own reader takes much that means nothing.
 *
 * @param text - such as `FREQ=WEEKLY;BYDAY=FR`, without `RRULE:` and without a DTSTART
 * @throws BadRuleError
 */
export function readRule(text: string): Rule {
  const parts = new Map<string, string>();
  for (const word of text.split(';')) {
    const [name = '', value, ...rest] = word.split('=');
    if (!KNOWN.includes(name) || value === undefined || rest.length > 0) {
      throw new BadRuleError(`a rule of ${KNOWN.join(', ')}, such as FREQ=WEEKLY;BYDAY=FR`);
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
    throw new BadRuleError('a rule with another BY part beside BYSETPOS');
  }
  return {
    frequency,
    numbers,
    days: readDays(parts.get('BYDAY'), frequency),
    weekStart: readWeekStart(parts.get('WKST')),
    untilMs: readUntil(parts.get('UNTIL')),
  };
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
    throw new BadRuleError(`a rule whose BYDAY holds no numbers, as FREQ=${frequency} is`);
  }
  // The library would take the days that are in both lists, where the RFC means those that are in either.
  if (withOrdinal > 0 && withOrdinal < days.length) {
    throw new BadRuleError('a rule whose BYDAY has numbers at all of its days or at none');
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
