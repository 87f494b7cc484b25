import type { ChartSpec } from './chart-spec.js';
import { formatNamed } from './formatters/named-formats.js';
import { FORMATTER_PLACES, replaceAt } from './formatters/places.js';
import { print } from './formatters/printed.js';
import { printedSource } from './formatters/printed-source.js';

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
