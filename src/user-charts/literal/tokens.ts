import {
  type ChartRefusal,
  MAX_TEXT_LENGTH,
  problemOfKey,
  problemOfNumber,
  shown,
  tooLongText,
} from '../json.js';
import { CODE, type Cursor, isDigit, codeRefusal, describeAt } from './cursor.js';

const NON_ASCII_START = /\p{ID_Start}/u;
const NON_ASCII_PART = /[\p{ID_Continue}\u200c\u200d]/u;

/**
 * Reads a name without quotes. Like all functions here, it leaves the cursor after what was read.
 *
 * @returns an empty text if there is no name
 * @see ECMA-262, 12.7; escapes in names are not supported: they would only serve to hide a name
 */
export function readName(cursor: Cursor): string {
  const { text, position: start } = cursor;
  for (;;) {
    const { code } = cursor;
    if (isAsciiNamePart(code, cursor.position > start)) cursor.position++;
    else if (code > 0x7f) {
      const character = String.fromCodePoint(text.codePointAt(cursor.position) ?? 0);
      const pattern = cursor.position > start ? NON_ASCII_PART : NON_ASCII_START;
      if (!pattern.test(character)) break;
      cursor.position += character.length;
    } else break;
  }
  return text.slice(start, cursor.position);
}

function isAsciiNamePart(code: number, allowDigit: boolean): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f ||
    code === 0x24 ||
    (allowDigit && code >= 0x30 && code <= 0x39)
  );
}

const MAX_NUMBER_LENGTH = 400;
/** A number as in JSON, not followed by characters that would be part of it. */
const JSON_NUMBER = /(?:0|[1-9]\d{0,20})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?(?![\w.$\u0080-\uffff])/y;
const NUMBER_PART = /[\p{ID_Continue}.$]/u;

const DECIMAL = /^(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:e[+-]?\d(?:_?\d)*)?$/i;
const WITH_RADIX = /^0(?:x[\da-f](?:_?[\da-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/i;
const OLD_OCTAL = /^0[0-7]+$/;
/** An invalid leading zero, such as in `00.5` and `0_1`. */
const BAD_ZERO = /^0(?:_|\d+\D)/;

/**
 * Reads a number without its sign.
 *
 * @see ECMA-262, 12.9.3 and B.1.1
 */
export function readNumber(cursor: Cursor): number {
  const { text, position } = cursor;
  JSON_NUMBER.lastIndex = position;
  const token = JSON_NUMBER.test(text) ? text.slice(position, JSON_NUMBER.lastIndex) : tokenAt(cursor);
  const number = numberOf(token);
  if (number === undefined) {
    const what = /^\d[\d_]*n$/.test(token) ? 'a BigInt' : shown(token);
    throw cursor.refusal(`Expected a number but found ${what}`);
  }
  const problem = problemOfNumber(number);
  if (problem !== undefined) throw cursor.refusal(`${problem} but found ${shown(token)}`);
  cursor.position += token.length;
  return number;
}

/** The whole token at the position, so that `1px` is refused as a whole. */
function tokenAt({ text, position }: Cursor): string {
  let end = position;
  while (end < text.length && end - position <= MAX_NUMBER_LENGTH) {
    const character = text.charAt(end);
    const isSign = (character === '+' || character === '-') && isExponent(text.slice(position, end));
    if (!isSign && !NUMBER_PART.test(character)) break;
    end++;
  }
  return text.slice(position, end);
}

function isExponent(token: string): boolean {
  return /e$/i.test(token) && !/^0x/i.test(token);
}

function numberOf(token: string): number | undefined {
  if (token.length > MAX_NUMBER_LENGTH) return undefined;
  const converted = Number(token);
  // `Number` is right for what it accepts, except for leading zeros.
  if (!Number.isNaN(converted) && !/^0\d/.test(token)) return converted;
  if (WITH_RADIX.test(token)) return Number(token.replaceAll('_', ''));
  if (OLD_OCTAL.test(token)) return Number.parseInt(token, 8);
  if (!DECIMAL.test(token) || BAD_ZERO.test(token)) return undefined;
  return Number(token.replaceAll('_', ''));
}

const SINGLE_ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\n', ''],
  ['\u2028', ''],
  ['\u2029', ''],
]);

/**
 * Reads a text in quotes or backticks.
 *
 * @see ECMA-262, 12.9.4 and 12.9.6
 */
export function readString(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.position;
  const quote = cursor.code;
  let read = '';
  let runStart = start + 1;
  cursor.position++;
  for (;;) {
    const code = cursor.code;
    if (code === quote) break;
    if (code === CODE.backslash) {
      read += text.slice(runStart, cursor.position) + readEscape(cursor);
      runStart = cursor.position;
    } else if (code === CODE.carriageReturn && quote === CODE.backtick) {
      // Template literals normalise line breaks to line feeds.
      read += `${text.slice(runStart, cursor.position)}\n`;
      cursor.position += text.charCodeAt(cursor.position + 1) === CODE.lineFeed ? 2 : 1;
      runStart = cursor.position;
    } else {
      // Fast path: only quotes, `$` and line breaks can end or break a text, and their codes are small.
      if (!(code > CODE.dollar)) checkCharacter(cursor, code, quote, start);
      cursor.position++;
    }
  }
  read += text.slice(runStart, cursor.position++);
  if (read.length > MAX_TEXT_LENGTH) throw cursor.refusal(tooLongText(read), start);
  return read;
}

function checkCharacter(cursor: Cursor, code: number, quote: number, start: number): void {
  if (Number.isNaN(code)) throw cursor.refusal('Expected a closing quote but found none', start);
  if (quote === CODE.backtick) {
    const isCode = code === CODE.dollar && cursor.text.charAt(cursor.position + 1) === '{';
    if (isCode) throw codeRefusal(cursor, cursor.position, 'template code');
  } else if (code === CODE.lineFeed || code === CODE.carriageReturn) {
    throw cursor.refusal('Expected a closing quote but found a line break');
  }
}

/** Reads an escape sequence from its backslash. */
function readEscape(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.position;
  const letter = text.charAt(start + 1);
  cursor.position = start + 2;
  const single = SINGLE_ESCAPES.get(letter);
  if (single !== undefined) return single;
  if (letter === '\r') {
    if (cursor.code === CODE.lineFeed) cursor.position++;
    return '';
  }
  if (letter === 'x') return readHex(cursor, start, /[\da-f]{2}/iy);
  if (letter === 'u') {
    if (text.charAt(cursor.position) !== '{') return readHex(cursor, start, /[\da-f]{4}/iy);
    cursor.position++;
    const character = readHex(cursor, start, /0{0,20}(?:10|[\da-f])?[\da-f]{1,4}(?=\})/iy);
    cursor.position++;
    return character;
  }
  if (letter === '0' && !/\d/.test(text.charAt(cursor.position))) return '\0';
  if (letter === '' || /\d/.test(letter))
    throw cursor.refusal('Expected an escape sequence but found none', start);
  return letter;
}

function readHex(cursor: Cursor, start: number, digits: RegExp): string {
  digits.lastIndex = cursor.position;
  const [found] = digits.exec(cursor.text) ?? [];
  if (found === undefined)
    throw cursor.refusal('Expected a hexadecimal character code but found none', start);
  cursor.position += found.length;
  return String.fromCodePoint(Number.parseInt(found, 16));
}

const METHOD_WORD = /^(?:get|set|async|static)$/;

/** Reads the name of a property and its colon. */
export function readKey(cursor: Cursor): string {
  const start = cursor.position;
  const key = readPropertyName(cursor);
  cursor.skipSpaces();
  if (cursor.code !== CODE.colon) throw missingColon(cursor, key, start);
  cursor.position++;
  const problem = problemOfKey(key);
  if (problem !== undefined) throw cursor.refusal(problem, start);
  return key;
}

/** The refusal of a name without a colon: that of a method, a getter or a shorthand variable. */
function missingColon(cursor: Cursor, key: string, start: number): ChartRefusal {
  const { code } = cursor;
  if (code === CODE.openParenthesis || METHOD_WORD.test(key)) return codeRefusal(cursor, start, 'a function');
  if (code === CODE.comma || code === CODE.closeBrace) return codeRefusal(cursor, start);
  return cursor.refusal(`Expected ":" but found ${describeAt(cursor.text, cursor.position)}`);
}

function readPropertyName(cursor: Cursor): string {
  const { code, position } = cursor;
  if (code === CODE.doubleQuote || code === CODE.singleQuote) return readString(cursor);
  if (isDigit(code) || (code === CODE.dot && isDigit(cursor.text.charCodeAt(position + 1)))) {
    return String(readNumber(cursor));
  }
  if (code === CODE.openBracket) throw codeRefusal(cursor, position, 'a computed name');
  const name = readName(cursor);
  if (name === '') throw codeRefusal(cursor, position);
  return name;
}
