import { ProgramError, checkLength, meter, metered } from './meter.js';
import * as methods from './pattern-methods.js';
import { type Match, RegularExpression } from './regular-expression.js';
import {
  type Arguments,
  BuiltIn,
  type Value,
  call,
  isFunction,
  methodsOf,
  ownArray,
  ownRecord,
  textOf,
  toInteger,
} from './values.js';

const STEPS_PER_CHARACTER = 20;

/** Compiles a regular expression of a program. */
export function regularExpression(source: string, flags: string): RegularExpression {
  meter.use(100 + source.length * STEPS_PER_CHARACTER);
  try {
    return new RegularExpression(source, flags);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProgramError(`has a regular expression that cannot be used: ${error.message}`);
  }
}

/** A copy with its own `lastIndex`, as each evaluation of a regular expression makes it. */
export function freshCopy(compiled: RegularExpression): RegularExpression {
  const copy = Object.create(RegularExpression.prototype) as RegularExpression;
  return Object.assign(copy, compiled, { lastIndex: 0 });
}

function construct([source, flags]: Arguments): RegularExpression {
  const from = source instanceof RegularExpression ? source : undefined;
  const text = from?.source ?? (source === undefined ? '(?:)' : textOf(source));
  return regularExpression(text, flags === undefined ? (from?.flags ?? '') : textOf(flags));
}

export const REG_EXP = new BuiltIn('RegExp', (_, given) => construct(given), undefined, construct);

function expressionOf(value: Value, flags: string): RegularExpression {
  return value instanceof RegularExpression ? value : construct([value, flags]);
}

function groupsOf({ groups }: Match): Record<string, Value> | undefined {
  return groups === undefined ? undefined : Object.assign(ownRecord(), Object.fromEntries(groups));
}

/** The array of a match, with `index` and `groups`; null for none. */
function matchArray(match: Match | undefined): Value {
  if (match === undefined) return null;
  return Object.assign(ownArray([...match.captures]), { index: match.index, groups: groupsOf(match) });
}

/** A replacement as what the methods of regular expressions take: a text with `$1` and so on, or a function. */
function replacementOf(replacement: Value): methods.Replacement {
  if (!isFunction(replacement)) return textOf(replacement);
  return (match, text) => {
    const groups = groupsOf(match);
    const given = [...match.captures, match.index, text, ...(groups === undefined ? [] : [groups])];
    return textOf(call(replacement, undefined, given));
  };
}

/** Replaces a text where it stands, once or everywhere. */
function replaceText(text: string, searched: string, replacement: methods.Replacement, all: boolean): string {
  const pieces: string[] = [];
  let end = 0;
  let length = 0;
  meter.use(text.length >> 3);
  for (let index = text.indexOf(searched); index >= 0;) {
    const match: Match = { index, captures: [searched], groups: undefined };
    const added =
      typeof replacement === 'string'
        ? methods.substitute(replacement, match, text, meter)
        : replacement(match, text);
    meter.use(2);
    checkLength((length += added.length), 'a text');
    pieces.push(text.slice(end, index), added);
    end = index + searched.length;
    const next = Math.max(end, index + 1);
    index = all && next <= text.length ? text.indexOf(searched, next) : -1;
  }
  return metered([...pieces, text.slice(end)].join(''));
}

export function replaceOf(text: string, [searched, replacement]: Arguments): string {
  const by = replacementOf(replacement);
  if (!(searched instanceof RegularExpression)) return replaceText(text, textOf(searched), by, false);
  return metered(methods.replace(text, searched, by, meter));
}

export function replaceAllOf(text: string, [searched, replacement]: Arguments): string {
  const by = replacementOf(replacement);
  if (!(searched instanceof RegularExpression)) return replaceText(text, textOf(searched), by, true);
  checkGlobal(searched, 'replaceAll');
  return metered(methods.replace(text, searched, by, meter));
}

function checkGlobal({ isGlobal }: RegularExpression, method: string): void {
  if (!isGlobal) throw new ProgramError(`calls ${method} with a regular expression without the flag g`);
}

export function matchOf(text: string, [searched]: Arguments): Value {
  const found = methods.match(text, expressionOf(searched, ''), meter);
  return isTexts(found) ? ownArray([...found]) : matchArray(found);
}

function isTexts(found: Match | readonly string[] | undefined): found is readonly string[] {
  return Array.isArray(found);
}

/** An array in place of an iterator. */
export function matchAllOf(text: string, [searched]: Arguments): Value {
  const expression = expressionOf(searched, 'g');
  checkGlobal(expression, 'matchAll');
  return ownArray(methods.matchAll(text, expression, meter).map(matchArray));
}

export function searchOf(text: string, [searched]: Arguments): number {
  return methods.search(text, expressionOf(searched, ''), meter);
}

export function splitOf(text: string, [separator, limit]: Arguments): Value[] {
  const most = limit === undefined ? undefined : toInteger(limit);
  if (separator instanceof RegularExpression) return [...methods.split(text, separator, most, meter)];
  if (separator === undefined) return most === 0 ? [] : [text];
  const by = textOf(separator);
  meter.use(text.length >> (by === '' ? 0 : 3));
  return text.split(by, most);
}

/** Properties of a regular expression that are not methods. */
export function readRegularExpression(expression: RegularExpression, name: string): Value {
  if (name === 'source' || name === 'flags' || name === 'lastIndex') return expression[name];
  return name === 'global' ? expression.isGlobal : undefined;
}

export const REGULAR_EXPRESSION_METHODS = methodsOf(
  (self): self is RegularExpression => self instanceof RegularExpression,
  'a regular expression',
  {
    test: (self, [text]) => methods.test(self, textOf(text), meter),
    exec: (self, [text]) => matchArray(methods.exec(self, textOf(text), meter)),
    toString: ({ source, flags }: RegularExpression) => `/${source}/${flags}`,
  },
);
