import { LRUCache } from 'lru-cache';
import { ProgramError, meter, metered } from './meter.js';
import {
  type Arguments,
  BuiltIn,
  type Value,
  View,
  isPrimitive,
  isRecord,
  named,
  textOf,
  toInteger,
  toNumber,
} from './values.js';

export const LOCALE = 'en-US';
const LONGEST_NAME = 100;

/** A locale, or several of which the first known one is used; by default American English. */
export function localeOf(value: Value): string[] {
  if (value === undefined) return [LOCALE];
  const names = (Array.isArray(value) ? value.slice(0, 10) : [value]).map((name) =>
    textOf(name).slice(0, LONGEST_NAME),
  );
  try {
    return Intl.getCanonicalLocales(names);
  } catch {
    throw new ProgramError(`uses the locale ${named(value)}, which is none; write one such as "de-DE"`);
  }
}

type Options = Record<string, string | number | boolean>;

/** The options of a format that are primitives; JavaScript ignores names that it does not know. */
export function optionsOf(value: Value): Options {
  if (value === undefined) return {};
  if (!isRecord(value)) throw new ProgramError(`uses ${named(value)} for the options of a format`);
  const options: Options = {};
  for (const [name, option] of Object.entries(value).slice(0, 50)) {
    if (isPrimitive(option) && option !== undefined && option !== null) options[name] = limited(option);
  }
  return options;
}

const limited = (option: string | number | boolean) =>
  typeof option === 'string' ? option.slice(0, LONGEST_NAME) : option;

/** Making a format takes about a hundred times as long as using it. */
const STEPS_TO_MAKE = 500;
const STEPS_TO_USE = 30;

/** A cache of formats by locale and options. */
export function cachedFormats<Format>(make: (locales: string[], options: Options) => Format) {
  const formats = new LRUCache<string, { format: Format }>({ max: 50 });
  return ([locales, options]: Arguments, defaults: Options = {}): Format => {
    meter.use(STEPS_TO_USE);
    const given = [localeOf(locales), { ...defaults, ...optionsOf(options) }] as const;
    const key = JSON.stringify(given);
    const cached = formats.get(key);
    if (cached !== undefined) return cached.format;
    meter.use(STEPS_TO_MAKE);
    try {
      const format = make(...given);
      formats.set(key, { format });
      return format;
    } catch (error) {
      throw new ProgramError(`uses a format that does not exist: ${(error as Error).message}`);
    }
  };
}

const numberFormat = cachedFormats((locales, options) => new Intl.NumberFormat(locales, options));

/** `number.toLocaleString(…)`. */
export function localeNumber(number: number, given: Arguments): string {
  return metered(numberFormat(given).format(number));
}

/** `Intl.NumberFormat`. */
export const NUMBER_FORMAT = constructor('NumberFormat', (given) => {
  const format = numberFormat(given);
  return { format: (value) => metered(format.format(toNumber(value))) };
});

const pluralRules = cachedFormats((locales, options) => new Intl.PluralRules(locales, options));

/** `Intl.PluralRules`. */
export const PLURAL_RULES = constructor('PluralRules', (given) => {
  const rules = pluralRules(given);
  return { select: (value) => rules.select(toNumber(value)) };
});

const listFormat = cachedFormats((locales, options) => new Intl.ListFormat(locales, options));

/** `Intl.ListFormat`. */
export const LIST_FORMAT = constructor('ListFormat', (given) => {
  const format = listFormat(given);
  return {
    format: (value) => metered(format.format(Array.isArray(value) ? value.map((item) => textOf(item)) : [])),
  };
});

/** A built-in constructor of objects that have methods only. It works with and without `new`. */
export function constructor(
  name: string,
  make: (given: Arguments) => Record<string, (value: Value) => Value>,
): BuiltIn {
  const construct = (given: Arguments) => {
    const methods = new Map(
      Object.entries(make(given)).map(([key, method]) => [
        key,
        new BuiltIn(key, (_, [value]) => method(value)),
      ]),
    );
    return new View((key) => methods.get(key));
  };
  return new BuiltIn(name, (_, given) => construct(given), undefined, construct);
}

/** A number of digits for `toFixed` and the like. */
function digitsOf(value: Value, min: number, method: string): number {
  const digits = toInteger(value);
  if (digits >= min && digits <= 100) return digits;
  throw new ProgramError(`calls ${method} with ${digits} digits; between ${min} and 100 are possible`);
}

type NumberMethod = (number: number, given: Arguments) => Value;

export const NUMBER_METHOD_TABLE: Record<string, NumberMethod> = {
  toFixed: (number, [digits]) => metered(number.toFixed(digitsOf(digits, 0, 'toFixed'))),
  toPrecision: (number, [digits]) =>
    metered(digits === undefined ? String(number) : number.toPrecision(digitsOf(digits, 1, 'toPrecision'))),
  toExponential: (number, [digits]) =>
    metered(number.toExponential(digits === undefined ? undefined : digitsOf(digits, 0, 'toExponential'))),
  toString: (number: number, [radix]: Arguments) => {
    const base = radix === undefined ? 10 : toInteger(radix);
    if (base >= 2 && base <= 36) return metered(number.toString(base));
    throw new ProgramError(`calls toString with the radix ${base}; between 2 and 36 are possible`);
  },
  toLocaleString: localeNumber,
  valueOf: (number: number) => number,
};
