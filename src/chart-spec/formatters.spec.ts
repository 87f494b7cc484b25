import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { type Formatter, formatNamed, formatterOf, formatterSource, withFormatters } from './formatters.js';

const NAMES = [
  'integer',
  'decimal',
  'percent',
  'percentOf100',
  'compact',
  'si',
  'bytes',
  'duration',
  'milliseconds',
].concat(['date', 'time', 'datetime', 'currency:USD', 'currency:JPY', 'currency:CHF']);

describe('formatterOf', () => {
  it.each([
    ['integer', 1234567.6, '1,234,568'],
    ['decimal', 3.14159, '3.14'],
    ['decimal', 3, '3.00'],
    ['percent', 0.25, '25%'],
    ['percent', 0.1234, '12.3%'],
    ['percent', 0.07, '7%'],
    ['percentOf100', 25, '25%'],
    ['compact', 999, '999'],
    ['compact', 1_234, '1.2K'],
    ['compact', 999_960, '1M'],
    ['compact', -3_400_000, '-3.4M'],
    ['si', 1_500, '1.5k'],
    ['si', 0, '0'],
    ['bytes', 1536, '1.5 KiB'],
    ['bytes', 0, '0 B'],
    ['duration', 3720, '1h 2m'],
    ['duration', 86_400, '1d'],
    ['duration', 0.2, '0s'],
    ['duration', -90, '-1m 30s'],
    ['milliseconds', 12, '12 ms'],
    ['milliseconds', 1500, '1.5 s'],
    ['milliseconds', 90_000, '1.5 min'],
    ['currency:USD', -1234.5, '-$1,234.50'],
    ['currency:EUR', 9.99, '€9.99'],
    ['currency:JPY', 1500, '¥1,500'],
    ['currency:CHF', 5, 'CHF 5.00'],
    ['date', Date.UTC(2024, 1, 29, 23, 59), '2024-02-29'],
    ['time', Date.UTC(2024, 1, 29, 23, 59), '23:59'],
    ['datetime', Date.UTC(2024, 1, 29, 23, 59), '2024-02-29 23:59'],
  ])('%s prints %d as %s', (name, value, printed) => {
    expect(formatterOf(name)(value)).toBe(printed);
  });

  it('prints no minus for a number that rounds to zero', () => {
    expect(formatterOf('integer')(-0.2)).toBe('0');
  });

  it('prints the value of a point, numbers as text, and both ends of a bar', () => {
    const percent = formatterOf('percent');

    expect(percent({ x: 'Monday', y: 0.5 })).toBe('50%');
    expect(percent({ x: 0.5, y: 'Monday' })).toBe('50%');
    expect(percent('0.5')).toBe('50%');
    expect(percent([0.25, 0.5])).toBe('25% – 50%');
  });

  it('prints nothing for a value that is not a number', () => {
    for (const value of [null, undefined, '', 'many', Number.NaN, {}, [], [null], true]) {
      expect(formatterOf('percent')(value)).toBeNull();
    }
    expect(formatterOf('date')(9e15)).toBeNull();
  });

  it('refuses other names', () => {
    for (const name of ['constructor', '__proto__', 'currency:usd', 'currency:', 'percent ']) {
      expect(formatNamed(name)).toBeUndefined();
      expect(() => formatterOf(name)).toThrow(RangeError);
    }
  });
});

describe('formatterSource', () => {
  // What another renderer would do with the text.
  const evaluated = (name: string) => runInNewContext(formatterSource(name)) as (value: unknown) => unknown;

  it('behaves like the formatter, for every name and value', () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(999.95, 999_950, -0.05, 0, 1e300));
    const value = fc.oneof(
      number,
      number.map(String),
      fc.record({ x: number, y: fc.oneof(number, fc.string()) }),
      fc.array(number, { maxLength: 3 }),
      fc.constantFrom(null, undefined, '', ' ', 'text', true, {}),
    );
    for (const name of NAMES) {
      const elsewhere = evaluated(name);
      const here = formatterOf(name);
      fc.assert(fc.property(value, (given) => expect(elsewhere(given)).toBe(here(given))));
    }
  });
});

describe('withFormatters', () => {
  interface Functions {
    options: {
      plugins: { datalabels: { formatter: Formatter } };
      scales: { y: { ticks: { callback: Formatter } } };
    };
    data: { datasets: [{ datalabels: { formatter: Formatter } }] };
  }

  const config = (options: object, dataset = {}) =>
    ({ type: 'bar', data: { datasets: [{ data: [1], ...dataset }, { data: [2] }] }, options }) as never;

  it('replaces names of formatters by functions', () => {
    const done = withFormatters(
      config(
        {
          plugins: { datalabels: { formatter: 'percent' } },
          scales: { y: { ticks: { callback: 'compact' } } },
        },
        { datalabels: { formatter: 'integer' } },
      ),
    ) as unknown as Functions;

    expect(done.options.plugins.datalabels.formatter(0.5)).toBe('50%');
    expect(done.options.scales.y.ticks.callback(1500)).toBe('1.5K');
    expect(done.data.datasets[0].datalabels.formatter(1.2)).toBe('1');
  });

  it('does not change the given configuration', () => {
    const given = config({ plugins: { datalabels: { formatter: 'percent' } } });
    const before = structuredClone(given);
    withFormatters(given);

    expect(given).toEqual(before);
  });

  it('returns the same object if there is nothing to replace', () => {
    const given = config({
      plugins: { datalabels: { color: 'red' } },
      scales: { x: null, y: { ticks: false } },
    });

    expect(withFormatters(given)).toBe(given);
  });

  it('ignores names at other paths', () => {
    const given = config({ plugins: { title: { text: 'percent', formatter: 'percent' } } });

    expect(withFormatters(given)).toBe(given);
  });
});
