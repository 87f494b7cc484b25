import {
  type ChartRefusal,
  MAX_TEXT_LENGTH,
  problemOfKey,
  problemOfNumber,
  shown,
  tooLongText,
} from '../json.js';
import { CODE, type Cursor, isDigit } from './cursor.js';
import { notData, whatStands } from './not-data.js';

const RARE_START = /\p{ID_Start}/u;
const RARE_PART = /[\p{ID_Continue}\u200c\u200d]/u;

/**
 * Reads a name without quotes, and leaves the cursor behind it.
 *
 * @returns nothing but an empty text where no name stands
 * @see ECMA-262, 12.7; escapes in names are not read: nobody needs them but to hide a name
 */
export function readName(cursor: Cursor): string {
  const { text, position: start } = cursor;
  for (;;) {
    const { code } = cursor;
    if (isAsciiNamePart(code, cursor.position > start)) cursor.position++;
    else if (code > 0x7f) {
      const character = String.fromCodePoint(text.codePointAt(cursor.position) ?? 0);
      const pattern = cursor.position > start ? RARE_PART : RARE_START;
      if (!pattern.test(character)) break;
      cursor.position += character.length;
    } else break;
  }
  return text.slice(start, cursor.position);
}

function isAsciiNamePart(code: number, mayBeDigit: boolean): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f ||
    code === 0x24 ||
    (mayBeDigit && code >= 0x30 && code <= 0x39)
  );
}

const LONGEST_NUMBER = 400;
/** A number as JSON writes it, with nothing behind it that would belong to it. */
const PLAIN = /(?:0|[1-9]\d{0,20})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?(?![\w.$\u0080-\uffff])/y;
const NUMBER_PART = /[\p{ID_Continue}.$]/u;

const DECIMAL = /^(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:e[+-]?\d(?:_?\d)*)?$/i;
const WITH_RADIX = /^0(?:x[\da-f](?:_?[\da-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/i;
const OLD_OCTAL = /^0[0-7]+$/;
/** A zero in front of more than digits, such as `00.5` and `0_1`. */
const BAD_ZERO = /^0(?:_|\d+\D)/;

/**
 * Reads a number without its sign, and leaves the cursor behind it.
 *
 * @see ECMA-262, 12.9.3 and B.1.1
 */
export function readNumber(cursor: Cursor): number {
  const { text, position } = cursor;
  PLAIN.lastIndex = position;
  const token = PLAIN.test(text) ? text.slice(position, PLAIN.lastIndex) : tokenAt(cursor);
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

/** Everything that stands together with a number, so that `1px` is refused as a whole. */
function tokenAt({ text, position }: Cursor): string {
  let end = position;
  while (end < text.length && end - position <= LONGEST_NUMBER) {
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
  if (token.length > LONGEST_NUMBER) return undefined;
  const plain = Number(token);
  // The engine's own reading is right where it reads at all, but for what begins with an idle zero.
  if (!Number.isNaN(plain) && !/^0\d/.test(token)) return plain;
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
 * Reads a text in quotes or backticks, and leaves the cursor behind it.
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
      // A template's line breaks are line feeds, however the text has them.
      read += `${text.slice(runStart, cursor.position)}\n`;
      cursor.position += text.charCodeAt(cursor.position + 1) === CODE.lineFeed ? 2 : 1;
      runStart = cursor.position;
    } else {
      // No digit, no letter, nothing beyond: what cannot be refused passes in one comparison.
      if (!(code > CODE.dollar)) refuseCode(cursor, code, quote, start);
      cursor.position++;
    }
  }
  read += text.slice(runStart, cursor.position++);
  if (read.length > MAX_TEXT_LENGTH) throw cursor.refusal(tooLongText(read), start);
  return read;
}

function refuseCode(cursor: Cursor, code: number, quote: number, start: number): void {
  if (Number.isNaN(code))
    throw cursor.refusal('Expected the end of the text in quotes but found none', start);
  if (quote === CODE.backtick) {
    const isCode = code === CODE.dollar && cursor.text.charAt(cursor.position + 1) === '{';
    if (isCode) throw cursor.refusal('Expected data but found template code');
  } else if (code === CODE.lineFeed || code === CODE.carriageReturn) {
    throw cursor.refusal('Expected the end of the text in quotes but found a line break');
  }
}

/** Reads from the backslash on. */
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
  if (letter === '' || /\d/.test(letter)) throw cursor.refusal('Expected an escape but found none', start);
  return letter;
}

function readHex(cursor: Cursor, start: number, digits: RegExp): string {
  digits.lastIndex = cursor.position;
  const [found] = digits.exec(cursor.text) ?? [];
  if (found === undefined) throw cursor.refusal('Expected the code of a character but found none', start);
  cursor.position += found.length;
  return String.fromCodePoint(Number.parseInt(found, 16));
}

const METHOD_WORD = /^(?:get|set|async|static)$/;

/** Reads the name of a property and its colon, and leaves the cursor behind them. */
export function readKey(cursor: Cursor): string {
  const start = cursor.position;
  const key = readPropertyName(cursor);
  cursor.skipSpaces();
  if (cursor.code !== CODE.colon) throw notNamed(cursor, key, start);
  cursor.position++;
  const problem = problemOfKey(key);
  if (problem !== undefined) throw cursor.refusal(problem, start);
  return key;
}

/** Something else than a colon stands behind a name: it names a method, a getter or a variable. */
function notNamed(cursor: Cursor, key: string, start: number): ChartRefusal {
  const { code } = cursor;
  if (code === CODE.openParenthesis || METHOD_WORD.test(key)) return notData(cursor, start, 'a function');
  if (code === CODE.comma || code === CODE.closeBrace) return notData(cursor, start);
  return cursor.refusal(`Expected ":" but found ${whatStands(cursor.text, cursor.position)}`);
}

function readPropertyName(cursor: Cursor): string {
  const { code, position } = cursor;
  if (code === CODE.doubleQuote || code === CODE.singleQuote) return readString(cursor);
  if (isDigit(code) || (code === CODE.dot && isDigit(cursor.text.charCodeAt(position + 1)))) {
    return String(readNumber(cursor));
  }
  if (code === CODE.openBracket) throw notData(cursor, position, 'a computed name');
  const name = readName(cursor);
  if (name === '') throw notData(cursor, position);
  return name;
}
