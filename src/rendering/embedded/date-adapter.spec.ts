import { describe, expect, it } from '@jest/globals';
import type { DateAdapter, TimeUnit } from 'chart.js';
import { utcDates } from './date-adapter.js';

const dates = utcDates as DateAdapter;
const at = (iso: string) => Date.parse(iso);
const iso = (time: number) => new Date(time).toISOString();
const parse = (value: unknown, format?: string) => dates.parse(value, format);

describe('the dates of time scales', () => {
  it.each([
    ['2024-03-05', undefined, '2024-03-05T00:00:00Z'],
    ['2024-03', undefined, '2024-03-01T00:00:00Z'],
    ['2024-03-05 06:07', undefined, '2024-03-05T06:07:00Z'],
    ['2024-03-05T06:07:08.009', undefined, '2024-03-05T06:07:08.009Z'],
    ['2024-03-05T06:07:08Z', undefined, '2024-03-05T06:07:08Z'],
    ['2024-03-05T06:07:08+02:00', undefined, '2024-03-05T04:07:08Z'],
    ['Mar 5, 2024', undefined, '2024-03-05T00:00:00Z'],
    ['03-05-2024', undefined, '2024-03-05T00:00:00Z'],
    ['Tue Mar 05 2024 06:07:08 GMT+0200 (CEST)', undefined, '2024-03-05T04:07:08Z'],
    ['05/03/2024', 'DD/MM/YYYY', '2024-03-05T00:00:00Z'],
    ['5. Mar 24, 6:07 pm', 'D. MMM YY, h:mm a', '2024-03-05T18:07:00Z'],
    [1709622428009, undefined, '2024-03-05T07:07:08.009Z'],
  ])('parses %s (%s) as UTC', (value, format, expected) => {
    expect(parse(value, format)).toBe(at(expected));
  });

  it.each([[null], [undefined], ['no date'], [''], [Number.NaN]])('parses %s as no date', (value) => {
    expect(parse(value)).toBeNull();
  });

  it.each([
    ['YYYY-MM-DD', '2024-03-05'],
    ['MMM D', 'Mar 5'],
    ['ll', 'Mar 5, 2024'],
    ['dddd Do MMMM', 'Tuesday 5th March'],
    ['h:mm:ss.SSS a', '6:07:08.009 pm'],
    ['hA', '6PM'],
    ['[Q]Q - YYYY', 'Q1 - 2024'],
    ['[W]WW GGGG', 'W10 2024'],
    ['HH:mm Z', '18:07 +00:00'],
  ])('formats %s as %s', (format, expected) => {
    expect(dates.format(at('2024-03-05T18:07:08.009Z'), format as TimeUnit)).toBe(expected);
  });

  it('computes the start, the end and the difference of units', () => {
    const time = at('2024-05-16T18:07:08Z');

    expect(iso(dates.startOf(time, 'quarter'))).toBe('2024-04-01T00:00:00.000Z');
    expect(iso(dates.endOf(time, 'month'))).toBe('2024-05-31T23:59:59.999Z');
    expect(iso(dates.add(at('2024-01-31'), 1, 'month'))).toBe('2024-02-29T00:00:00.000Z');
    expect(iso(dates.add(time, 2, 'quarter'))).toBe('2024-11-16T18:07:08.000Z');
    expect(dates.diff(at('2024-12-31'), at('2024-01-01'), 'month')).toBe(11);
  });

  it.each([
    [1, '2024-05-13'],
    [true, '2024-05-13'],
    [0, '2024-05-12'],
    [4, '2024-05-16'],
    [5, '2024-05-10'],
  ])('begins weeks on day %s', (weekday, monday) => {
    // A Thursday.
    const start = dates.startOf(at('2024-05-16T18:07:08Z'), 'isoWeek', weekday);

    expect(iso(start)).toBe(`${monday}T00:00:00.000Z`);
  });
});
