import { type Fuel, type Match, type RegularExpression } from './regular-expression.js';

/** A replacement text with `$1`, `$<name>`, `$&` and the like, or a function that returns the replacement. */
export type Replacement = string | ((match: Match, text: string) => string);

/**
 * `RegExp.prototype.exec`: the next match, from `lastIndex` if the expression is global or sticky.
 *
 * @see ECMA-262, RegExpBuiltinExec
 */
export function exec(regexp: RegularExpression, text: string, fuel: Fuel): Match | undefined {
  const keepsIndex = regexp.isGlobal || regexp.isSticky;
  const from = keepsIndex ? toLength(regexp.lastIndex) : 0;
  const match = from > text.length ? undefined : regexp.match(text, from, fuel);
  if (keepsIndex) {
    regexp.lastIndex = match ? endOf(match) : 0;
  }
  return match;
}

/** `RegExp.prototype.test` */
export function test(regexp: RegularExpression, text: string, fuel: Fuel): boolean {
  return exec(regexp, text, fuel) !== undefined;
}

/** `String.prototype.match`: all matched texts of a global expression, otherwise the first match. */
export function match(
  text: string,
  regexp: RegularExpression,
  fuel: Fuel,
): Match | readonly string[] | undefined {
  if (!regexp.isGlobal) {
    return exec(regexp, text, fuel);
  }
  const texts = execAll(regexp, text, fuel).map(({ captures }) => captures[0]!);
  return texts.length === 0 ? undefined : texts;
}

/**
 * `String.prototype.matchAll`, all at once. Leaves `lastIndex` as it is.
 *
 * @throws TypeError when the expression is not global
 */
export function matchAll(text: string, regexp: RegularExpression, fuel: Fuel): readonly Match[] {
  checkGlobal(regexp, 'matchAll');
  return matchesFrom(toLength(regexp.lastIndex), text, regexp, fuel);
}

/** `String.prototype.search`: the index of the first match, or -1. */
export function search(text: string, regexp: RegularExpression, fuel: Fuel): number {
  return regexp.match(text, 0, fuel)?.index ?? -1;
}

/**
 * `String.prototype.replace`. Each character that a replacement adds costs a step.
 *
 * @see ECMA-262, RegExp.prototype [ @@replace ]
 */
export function replace(
  text: string,
  regexp: RegularExpression,
  replacement: Replacement,
  fuel: Fuel,
): string {
  const first = regexp.isGlobal ? undefined : exec(regexp, text, fuel);
  const matches = regexp.isGlobal ? execAll(regexp, text, fuel) : first ? [first] : [];
  const pieces: string[] = [];
  let end = 0;
  for (const each of matches) {
    const added =
      typeof replacement === 'string' ? substitute(replacement, each, text, fuel) : replacement(each, text);
    fuel.use(added.length);
    pieces.push(text.slice(end, each.index), added);
    end = endOf(each);
  }
  pieces.push(text.slice(end));
  return pieces.join('');
}

/**
 * `String.prototype.replaceAll`
 *
 * @throws TypeError when the expression is not global
 */
export function replaceAll(
  text: string,
  regexp: RegularExpression,
  replacement: Replacement,
  fuel: Fuel,
): string {
  checkGlobal(regexp, 'replaceAll');
  return replace(text, regexp, replacement, fuel);
}

/**
 * `String.prototype.split`
 *
 * @param limit - the most parts to return, converted as ToUint32; undefined for all
 * @see ECMA-262, RegExp.prototype [ @@split ]
 */
export function split(
  text: string,
  regexp: RegularExpression,
  limit: number | undefined,
  fuel: Fuel,
): readonly (string | undefined)[] {
  const maxParts = limit === undefined ? 2 ** 32 - 1 : limit >>> 0;
  if (maxParts === 0) {
    return [];
  }
  if (text === '') {
    return regexp.search(text, 0, fuel) ? [] : [text];
  }
  const parts: (string | undefined)[] = [];
  let partStart = 0;
  let from = 0;
  while (from < text.length) {
    const separator = regexp.search(text, from, fuel);
    if (!separator || separator.index >= text.length) {
      break;
    }
    const end = endOf(separator);
    if (end === partStart) {
      // An empty match where the part starts does not split.
      from = regexp.advance(text, separator.index);
      continue;
    }
    parts.push(text.slice(partStart, separator.index), ...separator.captures.slice(1));
    if (parts.length >= maxParts) {
      return parts.slice(0, maxParts);
    }
    partStart = end;
    from = end;
  }
  parts.push(text.slice(partStart));
  return parts;
}

/** All matches of a global expression. Sets `lastIndex` to 0, as JavaScript does. */
function execAll(regexp: RegularExpression, text: string, fuel: Fuel): Match[] {
  regexp.lastIndex = 0;
  return matchesFrom(0, text, regexp, fuel);
}

function matchesFrom(start: number, text: string, regexp: RegularExpression, fuel: Fuel): Match[] {
  const matches: Match[] = [];
  let from = start;
  while (from <= text.length) {
    const found = regexp.match(text, from, fuel);
    if (!found) {
      break;
    }
    matches.push(found);
    const end = endOf(found);
    from = found.captures[0] === '' ? regexp.advance(text, end) : end;
  }
  return matches;
}

/** @see ECMA-262, GetSubstitution */
export function substitute(template: string, found: Match, text: string, fuel: Fuel): string {
  const pieces: string[] = [];
  let from = 0;
  for (let dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', from)) {
    const reference = referenceAt(template, dollar + 1, found, text);
    pieces.push(template.slice(from, dollar), reference.value);
    fuel.use(1 + reference.value.length);
    from = dollar + 1 + reference.length;
  }
  pieces.push(template.slice(from));
  return pieces.join('');
}

/** What a reference after a `$` stands for, and its length; a `$` that starts none stands for itself. */
function referenceAt(
  template: string,
  start: number,
  found: Match,
  text: string,
): { value: string; length: number } {
  switch (template[start]) {
    case '$':
      return { value: '$', length: 1 };
    case '&':
      return { value: found.captures[0]!, length: 1 };
    case '`':
      return { value: text.slice(0, found.index), length: 1 };
    case "'":
      return { value: text.slice(endOf(found)), length: 1 };
    case '<': {
      const end = found.groups ? template.indexOf('>', start) : -1;
      if (end >= 0) {
        return {
          value: found.groups!.get(template.slice(start + 1, end)) ?? '',
          length: end + 1 - start,
        };
      }
      break;
    }
    default: {
      for (const length of [2, 1]) {
        const digits = template.slice(start, start + length);
        const number = isDigits(digits) && digits.length === length ? Number(digits) : 0;
        if (number >= 1 && number < found.captures.length) {
          return { value: found.captures[number] ?? '', length };
        }
      }
    }
  }
  return { value: '$', length: 0 };
}

function isDigits(text: string): boolean {
  return [...text].every((character) => character >= '0' && character <= '9');
}

function endOf({ index, captures }: Match): number {
  return index + captures[0]!.length;
}

/** @see ECMA-262, ToLength */
function toLength(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(Math.trunc(value), 0), Number.MAX_SAFE_INTEGER);
}

function checkGlobal(regexp: RegularExpression, method: string): void {
  if (!regexp.isGlobal) {
    throw new TypeError(`${method} needs a regular expression with the flag g`);
  }
}
