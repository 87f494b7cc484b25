import type { DateAdapter, TimeUnit } from 'chart.js';
import dayjs from 'dayjs';
import advancedFormat from 'dayjs/plugin/advancedFormat.js';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import isoWeek from 'dayjs/plugin/isoWeek.js';
import localizedFormat from 'dayjs/plugin/localizedFormat.js';
import quarterOfYear from 'dayjs/plugin/quarterOfYear.js';
import utc from 'dayjs/plugin/utc.js';
import weekOfYear from 'dayjs/plugin/weekOfYear.js';
import weekYear from 'dayjs/plugin/weekYear.js';

const plugins = [utc, isoWeek, quarterOfYear, weekOfYear, weekYear];
for (const plugin of [...plugins, customParseFormat, advancedFormat, localizedFormat]) dayjs.extend(plugin);

// Year first, and no zone at the end: dayjs reads these as UTC.
const ISO_WITHOUT_ZONE = /^\d{4}[-/]?\d{0,2}[-/]?\d{0,2}(?:[T\s]+[\d:.]+)?$/i;
const ZONE = /\b(?:GMT|UTC)\b|\dZ$|:\d\d(?:\.\d+)?\s*[+-]\d\d:?\d\d$/i;

// The range of ECMAScript's dates, before and after 1970.
const MAX_TIME_MS = 8.64e15;

/** The formats of Chart.js's own adapter for Moment.js, whose tokens specifications use. */
const FORMATS: Record<TimeUnit | 'datetime', string> = {
  datetime: 'MMM D, YYYY, h:mm:ss a',
  millisecond: 'h:mm:ss.SSS a',
  second: 'h:mm:ss a',
  minute: 'h:mm a',
  hour: 'hA',
  day: 'MMM D',
  week: 'll',
  month: 'MMM YYYY',
  quarter: '[Q]Q - YYYY',
  year: 'YYYY',
};

/** Parses and formats the dates of time scales: in UTC and in English, on every machine. */
export const utcDates: Partial<DateAdapter> & ThisType<DateAdapter> = {
  formats: () => ({ ...FORMATS }),

  parse(value, format) {
    if (value === null || value === undefined) return null;
    const time = typeof value === 'string' ? timeOf(value, format) : Number(value);
    return Number.isNaN(time) ? null : time;
  },

  format: (time, format) => at(time).format(format),

  add: (time, amount, unit) =>
    at(time)
      .add(amount, unit as dayjs.ManipulateType)
      .valueOf(),

  diff: (max, min, unit) => at(max).diff(min, unit),

  startOf(time, unit, weekday) {
    if (unit !== 'isoWeek') return at(time).startOf(unit).valueOf();
    return startOfWeek(time, weekday);
  },

  endOf: (time, unit) => at(time).endOf(unit).valueOf(),
};

/** @throws Error outside the range of dates, where a scale would count units indefinitely */
function at(time: number): dayjs.Dayjs {
  if (Math.abs(time) > MAX_TIME_MS) throw new Error(`Expected a date but received ${time} ms since 1970`);
  return dayjs.utc(time);
}

/** Parses with the given format, else as ISO 8601, else with `Date.parse`; as UTC where no zone is given. */
function timeOf(text: string, format: string | undefined): number {
  if (typeof format === 'string') return dayjs.utc(text, format).valueOf();
  if (ISO_WITHOUT_ZONE.test(text)) return dayjs.utc(text).valueOf();
  return Date.parse(ZONE.test(text) ? text : `${text} UTC`);
}

/** @param weekday - the first day of the week: 0 or 7 for Sunday, 1 or `true` for Monday */
function startOfWeek(time: number, weekday: number | boolean | undefined): number {
  const first = Math.trunc(Math.min(Math.max(0, Number(weekday ?? 1)), 7));
  const day = at(time).startOf('day');
  return day.subtract((day.day() - first + 7) % 7, 'day').valueOf();
}
