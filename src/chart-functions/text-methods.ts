import { checkLength, meter, metered } from './meter.js';
import { matchAllOf, matchOf, replaceAllOf, replaceOf, searchOf, splitOf } from './patterns.js';
import { localeOf } from './number-formats.js';
import { type Arguments, type Value, methodsOf, ownArray, textOf, toInteger, toNumber } from './values.js';

type TextMethod = (text: string, given: Arguments) => Value;

/** A method that takes numbers, of which missing ones stay undefined. */
const withNumbers =
  (method: (text: string, ...numbers: (number | undefined)[]) => Value): TextMethod =>
  (text, given) =>
    method(text, ...given.map((value) => (value === undefined ? undefined : toNumber(value))));

/** A method that looks for a text, from a position. */
const withText =
  (method: (text: string, searched: string, from: number | undefined) => Value): TextMethod =>
  (text, [searched, from]) => {
    meter.use(text.length >> 4);
    return method(text, textOf(searched), from === undefined ? undefined : toNumber(from));
  };

const plain =
  (method: (text: string) => string): TextMethod =>
  (text) =>
    metered(method(text));

function padded(text: string, [length, filler]: Arguments, pad: 'padStart' | 'padEnd'): string {
  const to = toInteger(length);
  checkLength(to, 'a text');
  return metered(text[pad](to, filler === undefined ? ' ' : textOf(filler)));
}

function repeated(text: string, [count]: Arguments): string {
  const times = toInteger(count);
  checkLength(times < 0 ? Infinity : text.length * times, 'a text');
  return metered(text.repeat(times));
}

function normalized(text: string, [form]: Arguments): string {
  const name = form === undefined ? 'NFC' : textOf(form);
  return metered(['NFD', 'NFKC', 'NFKD'].includes(name) ? text.normalize(name) : text.normalize());
}

const METHODS: Record<string, TextMethod> = {
  at: withNumbers((text, at = 0) => text.at(at)),
  charAt: withNumbers((text, at = 0) => text.charAt(at)),
  charCodeAt: withNumbers((text, at = 0) => text.charCodeAt(at)),
  codePointAt: withNumbers((text, at = 0) => text.codePointAt(at)),
  slice: withNumbers((text, start, end) => metered(text.slice(start, end))),
  substring: withNumbers((text, start = 0, end) => metered(text.substring(start, end))),
  substr: withNumbers((text, start = 0, length) => metered(subString(text, start, length))),
  includes: withText((text, searched, from) => text.includes(searched, from)),
  indexOf: withText((text, searched, from) => text.indexOf(searched, from)),
  lastIndexOf: withText((text, searched, from) => text.lastIndexOf(searched, from)),
  startsWith: withText((text, searched, from) => text.startsWith(searched, from)),
  endsWith: withText((text, searched, to) => text.endsWith(searched, to)),
  concat: (text, given) => metered(given.reduce<string>((sum, more) => metered(sum + textOf(more)), text)),
  padStart: (text, given) => padded(text, given, 'padStart'),
  padEnd: (text, given) => padded(text, given, 'padEnd'),
  repeat: repeated,
  trim: plain((text) => text.trim()),
  trimStart: plain((text) => text.trimStart()),
  trimEnd: plain((text) => text.trimEnd()),
  toUpperCase: plain((text) => text.toUpperCase()),
  toLowerCase: plain((text) => text.toLowerCase()),
  toLocaleUpperCase: (text, [locale]) => metered(text.toLocaleUpperCase(localeOf(locale))),
  toLocaleLowerCase: (text, [locale]) => metered(text.toLocaleLowerCase(localeOf(locale))),
  normalize: normalized,
  localeCompare: (text, [other, locale]) => {
    const right = textOf(other);
    meter.use((text.length + right.length) >> 2);
    return text.localeCompare(right, localeOf(locale));
  },
  split: (text, given) => ownArray(splitOf(text, given)),
  replace: replaceOf,
  replaceAll: replaceAllOf,
  match: matchOf,
  matchAll: matchAllOf,
  search: searchOf,
  toString: (text: string) => text,
  toLocaleString: (text: string) => text,
  valueOf: (text: string) => text,
};

/** @see ECMA-262, B.2.2.1 */
function subString(text: string, start: number, length = Infinity): string {
  const from = Math.trunc(start) || 0;
  const first = from < 0 ? Math.max(0, text.length + from) : from;
  return text.slice(first, first + Math.max(0, Math.trunc(length) || 0));
}

export const TEXT_METHODS = methodsOf((self): self is string => typeof self === 'string', 'a text', METHODS);
