import type { ChartSpec } from './chart-spec.js';
import { type Printed, always, greatestOf, powersOf, print, printedSource } from './printed.js';

/** Where a formatter may stand in a configuration of Chart.js; `*` is any name. */
export const FORMATTER_PLACES: readonly (readonly string[])[] = [
  ['options', 'plugins', 'datalabels', 'formatter'],
  ['data', 'datasets', '*', 'datalabels', 'formatter'],
  ['options', 'scales', '*', 'ticks', 'callback'],
];

/**
 * Replaces what stands at a place.
 *
 * @param replace - is given the value and its path
 * @returns a copy along the way to what changed, or the very object when nothing did
 */
export function replaceAt(
  value: unknown,
  place: readonly string[],
  replace: (value: unknown, path: string) => unknown,
  path: readonly string[] = [],
): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return replace(value, path.join('.'));
  if (typeof value !== 'object' || value === null) return value;
  const holder = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const key of name === '*' ? Object.keys(holder) : [name]) {
    if (!Object.hasOwn(holder, key)) continue;
    const replaced = replaceAt(holder[key], rest, replace, [...path, key]);
    if (replaced === holder[key]) continue;
    copy ??= (Array.isArray(value) ? [...(value as unknown[])] : { ...holder }) as Record<string, unknown>;
    copy[key] = replaced;
  }
  return copy ?? value;
}

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

type Config = ChartSpec['config'];

/**
 * Prints what a chart has as a value: a number, a number in a text, an object with `y` or `x`, or an array of them.
 *
 * @returns null for what is no number: Chart.js then writes nothing
 */
export type Formatter = (value: unknown) => string | null;

export function isFormatterName(name: unknown): name is string {
  return typeof name === 'string' && formatNamed(name) !== undefined;
}

/**
 * The configuration with functions where names of formatters stand, for Chart.js.
 *
 * @returns the very object where there are none; else a copy that shares with it what did not change
 */
export function withFormatters(config: Config): Config {
  const toFunction = (value: unknown) => (isFormatterName(value) ? formatterOf(value) : value);
  return FORMATTER_PLACES.reduce<unknown>(
    (done, place) => replaceAt(done, place, toFunction),
    config,
  ) as Config;
}

/**
 * @throws RangeError when there is no formatter of this name
 */
export function formatterOf(name: string): Formatter {
  const printed = knownFormat(name);
  const printOne = (value: unknown): string | null => {
    const number = numberIn(value);
    return number === undefined ? null : print(printed, number);
  };
  return (value) => {
    if (!Array.isArray(value)) return printOne(value);
    const said = value.map(printOne).filter((text) => text !== null);
    return said.length === 0 ? null : said.join(' – ');
  };
}

/**
 * The same as `formatterOf`, as the text of a JavaScript expression that needs nothing around it.
 *
 * @throws RangeError when there is no formatter of this name
 */
export function formatterSource(name: string): string {
  return `(function (print) {
  function numberIn(value) {
    var inside = value !== null && typeof value === 'object' ? (Number.isFinite(value.y) ? value.y : value.x) : value;
    var number = typeof inside === 'string' && inside.trim() !== '' ? Number(inside) : inside;
    return Number.isFinite(number) ? number : undefined;
  }
  function printOne(value) {
    var number = numberIn(value);
    return number === undefined ? null : print(number);
  }
  return function (value) {
    if (!Array.isArray(value)) return printOne(value);
    var said = value.map(printOne).filter(function (text) { return text !== null; });
    return said.length === 0 ? null : said.join(' – ');
  };
})(${printedSource(knownFormat(name))})`;
}

function knownFormat(name: string) {
  const printed = formatNamed(name);
  if (printed === undefined) throw new RangeError(`Expected the name of a formatter but received ${name}`);
  return printed;
}

/** The number that a value of a chart stands for. */
function numberIn(value: unknown): number | undefined {
  const { x, y } = (typeof value === 'object' && value !== null ? value : { y: value }) as {
    x?: unknown;
    y?: unknown;
  };
  const inside = Number.isFinite(y) || x === undefined ? y : x;
  const number = typeof inside === 'string' && inside.trim() !== '' ? Number(inside) : inside;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
