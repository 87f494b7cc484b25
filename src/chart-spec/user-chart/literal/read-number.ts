import { problemOfNumber } from '../chart-limits.js';
import { shown } from '../json.js';
import type { Cursor } from './cursor.js';

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
