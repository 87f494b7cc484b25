import type { ChartSpec } from './chart-spec.js';
import {
  type NumberFormat,
  formatNumber,
  numberFormatSource,
  powersOf,
  scaled,
  uniform,
} from './number-format.js';

/** The paths in a Chart.js configuration at which a formatter is allowed; `*` is any name. */
const FORMATTER_PATHS: readonly (readonly string[])[] = [
  ['options', 'plugins', 'datalabels', 'formatter'],
  ['data', 'datasets', '*', 'datalabels', 'formatter'],
  ['options', 'scales', '*', 'ticks', 'callback'],
  ['options', 'plugins', 'radialGauge', 'center', 'formatter'],
  ['options', 'plugins', 'gauge', 'valueLabel', 'formatter'],
];

type Replace = (value: unknown, path: string) => unknown;

/**
 * Replaces each value at a path where a formatter is allowed.
 *
 * @returns a copy that shares what did not change, or the same object if nothing changed
 */
export function replaceFormatters(config: unknown, replace: Replace): unknown {
  return FORMATTER_PATHS.reduce((done, path) => replaceAt(done, path, replace), config);
}

function replaceAt(
  value: unknown,
  remaining: readonly string[],
  replace: Replace,
  path: readonly string[] = [],
): unknown {
  const [name, ...rest] = remaining;
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
 * Number formats by name.
 *
 * The output is the same on every machine: American English, and times in UTC.
 */
const FORMATS: ReadonlyMap<string, NumberFormat> = new Map<string, NumberFormat>([
  ['integer', uniform({ maxDecimals: 0 })],
  ['decimal', uniform({ minDecimals: 2 })],
  // A ratio: 0.25 is 25%.
  ['percent', uniform({ multiplyBy: 100, after: '%', maxDecimals: 1 })],
  // A percentage: 25 is 25%.
  ['percentOf100', uniform({ after: '%', maxDecimals: 1 })],
  ['compact', scaled(powersOf(1000, ['', 'K', 'M', 'B', 'T']))],
  ['si', scaled(powersOf(1000, ['', 'k', 'M', 'G', 'T', 'P']))],
  ['bytes', scaled(powersOf(1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB']))],
  // Seconds: 3720 is 1h 2m.
  ['duration', { kind: 'duration' }],
  [
    'milliseconds',
    scaled([
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

/** Currencies without decimals. @see ISO 4217, minor unit 0 */
const WHOLE_CURRENCIES = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK']);

/** The names for error messages. */
export const FORMATTER_NAMES: readonly string[] = [...FORMATS.keys(), 'currency:USD (or any other code)'];

export function formatNamed(name: string): NumberFormat | undefined {
  const [, code] = CURRENCY.exec(name) ?? [];
  return code === undefined ? FORMATS.get(name) : currency(code);
}

function currency(code: string): NumberFormat {
  const decimals = WHOLE_CURRENCIES.has(code) ? 0 : 2;
  return uniform({
    before: CURRENCY_SIGNS.get(code) ?? `${code} `,
    minDecimals: decimals,
    maxDecimals: decimals,
  });
}

type Config = ChartSpec['config'];

/**
 * Formats a value of a chart: a number, a number as text, an object with `y` or `x`, or an array of them.
 *
 * @returns null if there is no number: Chart.js then prints nothing
 */
export type Formatter = (value: unknown) => string | null;

export function isFormatterName(name: unknown): name is string {
  return typeof name === 'string' && formatNamed(name) !== undefined;
}

/**
 * Replaces names of formatters by functions, for Chart.js.
 *
 * @returns the same object if there are none, otherwise a copy that shares what did not change
 */
export function withFormatters(config: Config): Config {
  const toFunction = (value: unknown) => (isFormatterName(value) ? formatterOf(value) : value);
  return replaceFormatters(config, toFunction) as Config;
}

/**
 * @throws RangeError when there is no formatter of this name
 */
export function formatterOf(name: string): Formatter {
  const format = knownFormat(name);
  const formatOne = (value: unknown): string | null => {
    const number = numberIn(value);
    return number === undefined ? null : formatNumber(format, number);
  };
  return (value) => {
    if (!Array.isArray(value)) return formatOne(value);
    const texts = value.map(formatOne).filter((text) => text !== null);
    return texts.length === 0 ? null : texts.join(' – ');
  };
}

/**
 * `formatterOf` as the source of a self-contained JavaScript expression.
 *
 * @throws RangeError when there is no formatter of this name
 */
export function formatterSource(name: string): string {
  return `(function (format) {
  function numberIn(value) {
    var inside = value !== null && typeof value === 'object' ? (Number.isFinite(value.y) ? value.y : value.x) : value;
    var number = typeof inside === 'string' && inside.trim() !== '' ? Number(inside) : inside;
    return Number.isFinite(number) ? number : undefined;
  }
  function formatOne(value) {
    var number = numberIn(value);
    return number === undefined ? null : format(number);
  }
  return function (value) {
    if (!Array.isArray(value)) return formatOne(value);
    var texts = value.map(formatOne).filter(function (text) { return text !== null; });
    return texts.length === 0 ? null : texts.join(' – ');
  };
})(${numberFormatSource(knownFormat(name))})`;
}

function knownFormat(name: string) {
  const format = formatNamed(name);
  if (format === undefined) throw new RangeError(`Expected the name of a formatter but received ${name}`);
  return format;
}

/** The number in a value of a chart. */
function numberIn(value: unknown): number | undefined {
  const { x, y } = (typeof value === 'object' && value !== null ? value : { y: value }) as {
    x?: unknown;
    y?: unknown;
  };
  const inside = Number.isFinite(y) || x === undefined ? y : x;
  const number = typeof inside === 'string' && inside.trim() !== '' ? Number(inside) : inside;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
