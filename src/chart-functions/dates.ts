import { ProgramError, metered } from './meter.js';
import { cachedFormats, constructor } from './number-formats.js';
import {
  type Arguments,
  BuiltIn,
  DateValue,
  type Value,
  convertWith,
  methodsOf,
  textOf,
  toNumber,
  toPrimitive,
} from './values.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const twoDigits = (number: number) => String(number).padStart(2, '0');

function dateText(date: Date): string {
  const year = date.getUTCFullYear();
  const years = `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${twoDigits(date.getUTCDate())} ${years}`;
}

function timeText(date: Date): string {
  const parts = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits);
  return `${parts.join(':')} GMT+0000 (Coordinated Universal Time)`;
}

/** The text of a part of a date. Every date is in UTC, whatever the time zone of the host. */
const asText =
  (text: (date: Date) => string) =>
  ({ ms }: DateValue): string =>
    Number.isNaN(ms) ? 'Invalid Date' : text(new Date(ms));

const fullText = asText((date) => `${dateText(date)} ${timeText(date)}`);
convertWith({ date: fullText });

const dateFormat = cachedFormats((locales, options) => new Intl.DateTimeFormat(locales, options));

const DATE_PARTS = ['weekday', 'year', 'month', 'day', 'dateStyle'];
const TIME_PARTS = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeStyle'];
const numeric = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'numeric']));

/** `toLocaleString` and its like add the parts that they show unless the options name some. @see ECMA-402, 12.1.1 */
function localeText(
  ms: number,
  [locales, options]: Arguments,
  parts: string[],
  defaults: Record<string, string>,
): string {
  const names = typeof options === 'object' && options !== null ? Object.keys(options) : [];
  const asked = names.some((name) => parts.includes(name));
  const format = dateFormat([locales, options], { timeZone: 'UTC', ...(asked ? {} : defaults) });
  return Number.isNaN(ms) ? 'Invalid Date' : metered(format.format(ms));
}

const TO_LOCALE: Record<string, (date: DateValue, given: Arguments) => string> = {
  toLocaleString: ({ ms }: DateValue, given: Arguments) =>
    localeText(
      ms,
      given,
      [...DATE_PARTS, ...TIME_PARTS],
      numeric('year', 'month', 'day', 'hour', 'minute', 'second'),
    ),
  toLocaleDateString: ({ ms }, given) => localeText(ms, given, DATE_PARTS, numeric('year', 'month', 'day')),
  toLocaleTimeString: ({ ms }, given) =>
    localeText(ms, given, TIME_PARTS, numeric('hour', 'minute', 'second')),
};

function isoText({ ms }: DateValue): string {
  if (Number.isNaN(ms)) throw new ProgramError('calls toISOString of an invalid date');
  return new Date(ms).toISOString();
}

const PARTS = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/** `getHours`, `getUTCHours`, `setHours`, `setUTCHours` and so on. */
function partMethods(): Record<string, (date: DateValue, given: Arguments) => Value> {
  const methods: Record<string, (date: DateValue, given: Arguments) => Value> = {};
  for (const part of PARTS) {
    const get = ({ ms }: DateValue) => new Date(ms)[`getUTC${part}`]();
    methods[`get${part}`] = methods[`getUTC${part}`] = get;
    if (part === 'Day') continue;
    const set = (date: DateValue, given: Arguments) => {
      const changed = new Date(date.ms);
      const parts = given.slice(0, 4).map(toNumber) as [number];
      changed[`setUTC${part}`](...parts);
      return (date.ms = changed.getTime());
    };
    methods[`set${part}`] = methods[`setUTC${part}`] = set;
  }
  return methods;
}

export const DATE_METHODS = methodsOf((self): self is DateValue => self instanceof DateValue, 'a date', {
  ...partMethods(),
  ...TO_LOCALE,
  getTime: ({ ms }) => ms,
  valueOf: ({ ms }: DateValue) => ms,
  getTimezoneOffset: () => 0,
  setTime: (date, [ms]) => (date.ms = new Date(toNumber(ms)).getTime()),
  toISOString: isoText,
  toJSON: (date) => (Number.isNaN(date.ms) ? null : isoText(date)),
  toString: fullText,
  toDateString: asText(dateText),
  toTimeString: asText(timeText),
  toUTCString: asText((date) => date.toUTCString()),
});

/** A date and time without a time zone, and any other notation that names none. */
const LOCAL_ISO = /^\s{0,5}[+-]?\d{4,6}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s{0,5}$/;
const WITH_ZONE = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d|\))\s{0,5}$/i;
const ISO_DATE = /^\s{0,5}(?:\d{4}|[+-]\d{6})(?:-\d\d){0,2}\s{0,5}$/;
const LONGEST_DATE = 100;

/** The date that a text means. What names no time zone is in UTC, so that the host's time zone changes nothing. */
function parseDate(text: string): number {
  if (text.length > LONGEST_DATE) return Number.NaN;
  if (LOCAL_ISO.test(text)) return Date.parse(`${text.trim().replace(' ', 'T')}Z`);
  return ISO_DATE.test(text) || WITH_ZONE.test(text) ? Date.parse(text) : Date.parse(`${text} UTC`);
}

function construct(given: Arguments): DateValue {
  if (given.length === 0) {
    throw new ProgramError('reads the clock with new Date(); the same chart must always be the same picture');
  }
  if (given.length > 1) return new DateValue(utc(given));
  const [value] = given;
  if (value instanceof DateValue) return new DateValue(value.ms);
  const primitive = toPrimitive(value);
  if (typeof primitive === 'string') return new DateValue(parseDate(primitive));
  return new DateValue(new Date(Number(primitive)).getTime());
}

function utc(given: Arguments): number {
  return Date.UTC(...(given.slice(0, 7).map(toNumber) as [number]));
}

export const DATE = new BuiltIn(
  'Date',
  () => {
    throw new ProgramError('reads the clock with Date(); the same chart must always be the same picture');
  },
  new Map<string, Value>([
    ['UTC', new BuiltIn('UTC', (_, given) => utc(given))],
    ['parse', new BuiltIn('parse', (_, [text]) => parseDate(textOf(text)))],
    [
      'now',
      new BuiltIn('now', () => {
        throw new ProgramError(
          'reads the clock with Date.now(); the same chart must always be the same picture',
        );
      }),
    ],
  ]),
  construct,
);

/** `Intl.DateTimeFormat`. */
export const DATE_TIME_FORMAT = constructor('DateTimeFormat', ([locales, options]) => {
  const format = dateFormat([locales, options], { timeZone: 'UTC' });
  return {
    format: (value) => {
      const ms = value instanceof DateValue ? value.ms : toNumber(value);
      if (Number.isNaN(ms)) throw new ProgramError('formats an invalid date');
      return metered(format.format(ms));
    },
  };
});
