import { MAX_TEXT_LENGTH, tooLongText } from '../chart-limits.js';
import { CODE } from './characters.js';
import type { Cursor } from './cursor.js';

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
