import { ProgramError, checkLength, meter, metered } from './meter.js';
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

/** Compiles a regular expression of a program. */
export function regularExpression(source: string, flags: string): RegularExpression {
  try {
    return new RegularExpression(source, flags);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ProgramError(`has a regular expression that cannot be used: ${error.message}`);
    throw error;
  }
}

/** A copy with its own `lastIndex`, as each evaluation of a regular expression makes it. */
export function freshCopy(compiled: RegularExpression): RegularExpression {
  const copy = Object.create(RegularExpression.prototype) as RegularExpression;
  return Object.assign(copy, compiled, { lastIndex: 0 });
}

export const REG_EXP = new BuiltIn('RegExp', (_, given) => construct(given), undefined, construct);

function construct([source, flags]: Arguments): RegularExpression {
  const from = source instanceof RegularExpression ? source : undefined;
  const text = from?.source ?? (source === undefined ? '(?:)' : textOf(source));
  return regularExpression(text, flags === undefined ? (from?.flags ?? '') : textOf(flags));
}

/** The array of a match, with `index` and `groups` as JavaScript's have them. */
class MatchArray {
  static of({ index, captures, groups }: Match): Value[] {
    const record = groups === undefined ? undefined : ownRecord();
    if (record !== undefined) for (const [name, text] of groups ?? []) record[name] = text;
    return Object.assign(ownArray([...captures]), { index, groups: record });
  }
}

/** Searches from `lastIndex`, and moves it, if the expression is global or sticky. */
function exec(expression: RegularExpression, text: string): Match | undefined {
  const moves = expression.isGlobal || expression.isSticky;
  const from = moves ? expression.lastIndex : 0;
  const match = from > text.length ? undefined : expression.match(text, from, meter);
  if (moves) expression.lastIndex = match === undefined ? 0 : endOf(match);
  return match;
}

function endOf({ index, captures }: Match): number {
  return index + (captures[0] as string).length;
}

/** All matches of a global expression, or the first one of another. */
function matchesOf(expression: RegularExpression, text: string): Match[] {
  if (!expression.isGlobal) {
    const match = exec(expression, text);
    return match === undefined ? [] : [match];
  }
  const matches: Match[] = [];
  let from = 0;
  while (from <= text.length) {
    const match = expression.match(text, from, meter);
    if (match === undefined) break;
    meter.use(2);
    matches.push(match);
    from = endOf(match);
    if (match.captures[0] === '') from += stepAt(expression, text, from);
  }
  expression.lastIndex = 0;
  return matches;
}

/** With the flag `u`, an empty match moves on by a whole character. */
function stepAt({ flags }: RegularExpression, text: string, index: number): number {
  return flags.includes('u') && (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

/** Replaces `$1`, `$<name>`, `$&` and so on in a replacement. @see ECMA-262, 22.1.3.19.1 */
function expanded(replacement: string, text: string, { index, captures, groups }: Match): string {
  if (!replacement.includes('$')) return replacement;
  const parts: string[] = [];
  let length = 0;
  const add = (part: string) => {
    checkLength((length += part.length), 'a text');
    parts.push(part);
  };
  for (let at = 0; at < replacement.length;) {
    const dollar = replacement.indexOf('$', at);
    add(replacement.slice(at, dollar < 0 ? undefined : dollar));
    if (dollar < 0) break;
    meter.use(1);
    const [part, used] = substitute(replacement, dollar + 1, text, { index, captures, groups });
    add(part);
    at = dollar + 1 + used;
  }
  return metered(parts.join(''));
}

function substitute(
  replacement: string,
  at: number,
  text: string,
  match: Match,
): [part: string, used: number] {
  const { index, captures, groups } = match;
  const next = replacement.charAt(at);
  if (next === '$') return ['$', 1];
  if (next === '&') return [captures[0] as string, 1];
  if (next === '`') return [text.slice(0, index), 1];
  if (next === "'") return [text.slice(endOf(match)), 1];
  if (next === '<' && groups !== undefined) {
    const end = replacement.indexOf('>', at);
    return end < 0 ? ['$', 0] : [groups.get(replacement.slice(at + 1, end)) ?? '', end - at + 1];
  }
  for (const digits of [2, 1]) {
    const number = /^\d+$/.test(replacement.slice(at, at + digits))
      ? Number(replacement.slice(at, at + digits))
      : 0;
    if (number >= 1 && number < captures.length && at + digits <= replacement.length)
      return [captures[number] ?? '', digits];
  }
  return ['$', 0];
}

function replaced(text: string, matches: readonly Match[], replacement: Value): string {
  const fixed = isFunction(replacement) ? undefined : textOf(replacement);
  const parts: string[] = [];
  let length = 0;
  let end = 0;
  for (const match of matches) {
    if (match.index < end) continue;
    const part = fixed === undefined ? called(replacement, match, text) : expanded(fixed, text, match);
    parts.push(text.slice(end, match.index), part);
    length += match.index - end + part.length;
    checkLength(length, 'a text');
    end = endOf(match);
  }
  parts.push(text.slice(end));
  return metered(parts.join(''));
}

function called(replacement: Value, { index, captures, groups }: Match, text: string): string {
  const named = groups === undefined ? [] : [Object.assign(ownRecord(), Object.fromEntries(groups))];
  return textOf(call(replacement, undefined, [...captures, index, text, ...named]));
}

/** The places where a text stands, one after the other. */
function occurrences(text: string, searched: string, all: boolean): Match[] {
  const matches: Match[] = [];
  meter.use(text.length >> 4);
  for (let from = 0; ;) {
    const index = text.indexOf(searched, from);
    if (index < 0) return matches;
    meter.use(2);
    matches.push({ index, captures: [searched], groups: undefined });
    from = index + Math.max(1, searched.length);
    if (!all || from > text.length) return matches;
  }
}

export function replaceOf(text: string, [searched, replacement]: Arguments): string {
  const matches =
    searched instanceof RegularExpression
      ? matchesOf(searched, text)
      : occurrences(text, textOf(searched), false);
  return replaced(text, matches, replacement);
}

export function replaceAllOf(text: string, [searched, replacement]: Arguments): string {
  if (searched instanceof RegularExpression && !searched.isGlobal) {
    throw new ProgramError('calls replaceAll with a regular expression without the flag g');
  }
  const matches =
    searched instanceof RegularExpression
      ? matchesOf(searched, text)
      : occurrences(text, textOf(searched), true);
  return replaced(text, matches, replacement);
}

function expressionOf(value: Value, flags: string): RegularExpression {
  return value instanceof RegularExpression ? value : construct([value, flags]);
}

export function matchOf(text: string, [searched]: Arguments): Value {
  const expression = expressionOf(searched, '');
  if (!expression.isGlobal) {
    const match = exec(expression, text);
    return match === undefined ? null : MatchArray.of(match);
  }
  const matches = matchesOf(expression, text);
  return matches.length === 0 ? null : ownArray(matches.map(({ captures }) => captures[0]));
}

/** An array in place of an iterator. */
export function matchAllOf(text: string, [searched]: Arguments): Value {
  const expression = expressionOf(searched, 'g');
  if (!expression.isGlobal)
    throw new ProgramError('calls matchAll with a regular expression without the flag g');
  return ownArray(matchesOf(expression, text).map((match) => MatchArray.of(match)));
}

export function searchOf(text: string, [searched]: Arguments): number {
  return expressionOf(searched, '').match(text, 0, meter)?.index ?? -1;
}

/** @see ECMA-262, 22.1.3.23 and 22.2.6.14 */
export function splitOf(text: string, [separator, limit]: Arguments): Value[] {
  const most = limit === undefined ? Infinity : toInteger(limit);
  if (separator === undefined) return most === 0 ? [] : [text];
  if (!(separator instanceof RegularExpression)) {
    const by = textOf(separator);
    meter.use(text.length >> (by === '' ? 0 : 3));
    return text.split(by, limit === undefined ? undefined : most);
  }
  return splitBy(text, separator).slice(0, most);
}

function splitBy(text: string, separator: RegularExpression): Value[] {
  if (text === '') return separator.match(text, 0, meter) === undefined ? [''] : [];
  const parts: Value[] = [];
  let end = 0;
  for (let from = 0; from < text.length;) {
    const match = separator.match(text, from, meter);
    if (match === undefined || match.index >= text.length) break;
    const next = endOf(match);
    if (next === end) {
      from = Math.max(from, match.index) + stepAt(separator, text, from);
      continue;
    }
    if (match.captures[0] === '' && match.index === end) {
      from = match.index + stepAt(separator, text, match.index);
      continue;
    }
    parts.push(text.slice(end, match.index), ...match.captures.slice(1));
    end = next;
    from = match.captures[0] === '' ? next + stepAt(separator, text, next) : next;
  }
  parts.push(text.slice(end));
  return parts;
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
    test: (self, [text]) => exec(self, textOf(text)) !== undefined,
    exec: (self, [text]) => {
      const match = exec(self, textOf(text));
      return match === undefined ? null : MatchArray.of(match);
    },
    toString: ({ source, flags }: RegularExpression) => `/${source}/${flags}`,
  },
);
