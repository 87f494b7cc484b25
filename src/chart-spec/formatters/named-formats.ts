import { always, greatestOf, powersOf, type Printed } from './printed.js';

/**
 * Ways of printing a number, by name.
 *
 * They print alike on every machine: as in American English, times in UTC.
 */
const FORMATS: ReadonlyMap<string, Printed> = new Map<string, Printed>([
  ['integer', always({ maxDecimals: 0 })],
  ['decimal', always({ minDecimals: 2 })],
  // A ratio: 0.25 is 25%.
  ['percent', always({ multiplyBy: 100, after: '%', maxDecimals: 1 })],
  // What is in percent already: 25 is 25%.
  ['percentOf100', always({ after: '%', maxDecimals: 1 })],
  ['compact', greatestOf(powersOf(1000, ['', 'K', 'M', 'B', 'T']))],
  ['si', greatestOf(powersOf(1000, ['', 'k', 'M', 'G', 'T', 'P']))],
  ['bytes', greatestOf(powersOf(1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB']))],
  // Seconds: 3720 is 1h 2m.
  ['duration', { kind: 'duration' }],
  [
    'milliseconds',
    greatestOf([
      [1, ' ms'],
      [1_000, ' s'],
      [60_000, ' min'],
    ]),
  ],
  // Milliseconds since 1970.
  ['date', { kind: 'instant', from: 0, to: 10 }],
  ['time', { kind: 'instant', from: 11, to: 16 }],
  ['datetime', { kind: 'instant', from: 0, to: 16 }],
]);

const CURRENCY = /^currency:([A-Z]{3})$/;

const CURRENCY_SIGNS: ReadonlyMap<string, string> = new Map([
  ['USD', '$'],
  ['EUR', '€'],
  ['GBP', '£'],
  ['INR', '₹'],
  ['JPY', '¥'],
  ['CNY', 'CN¥'],
]);

/** Currencies of whole amounts. @see ISO 4217, minor unit 0 */
const WHOLE_CURRENCIES = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK']);

/** The names there are, for sentences. */
export const FORMATTER_NAMES: readonly string[] = [...FORMATS.keys(), 'currency:USD (or any other code)'];

/** What a name means, or nothing. */
export function formatNamed(name: string): Printed | undefined {
  const [, code] = CURRENCY.exec(name) ?? [];
  return code === undefined ? FORMATS.get(name) : currency(code);
}

function currency(code: string): Printed {
  const decimals = WHOLE_CURRENCIES.has(code) ? 0 : 2;
  return always({
    before: CURRENCY_SIGNS.get(code) ?? `${code} `,
    minDecimals: decimals,
    maxDecimals: decimals,
  });
}
