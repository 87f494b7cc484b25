import { problemOfKey } from '../chart-limits.js';
import type { ChartRefusal } from '../chart-refusal.js';
import { CODE, isDigit } from './characters.js';
import type { Cursor } from './cursor.js';
import { notData } from './not-data.js';
import { readName } from './read-name.js';
import { readNumber } from './read-number.js';
import { readString } from './read-string.js';
import { whatStands } from './what-stands.js';

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
