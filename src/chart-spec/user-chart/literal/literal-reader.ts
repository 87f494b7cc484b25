import { type ChartLimits, maxValuesOf, tooDeep, tooManyPoints, tooManyValues } from '../chart-limits.js';
import type { JsonObject, JsonValue } from '../json.js';
import { valueOfCall } from './calls.js';
import { CODE, isDigit } from './characters.js';
import type { Cursor } from './cursor.js';
import { notData } from './not-data.js';
import { readKey } from './read-key.js';
import { readName } from './read-name.js';
import { readNumber } from './read-number.js';
import { readString } from './read-string.js';
import { hintFor, isArrowFunction, whatStands } from './what-stands.js';

const WORDS = new Map<string, JsonValue | undefined>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
  // A point that is not a number is a gap, and null is how Chart.js is told so.
  ['NaN', null],
]);

/** Reads values one in another, from where a cursor stands. */
export class LiteralReader {
  private depth = 0;
  private values = 0;
  private readonly maxValues: number;

  constructor(
    private readonly cursor: Cursor,
    private readonly limits: ChartLimits,
  ) {
    this.maxValues = maxValuesOf(limits);
  }

  /** Reads one value and leaves the cursor behind it; `undefined` is what the text itself says. */
  readValue(): JsonValue | undefined {
    const { cursor } = this;
    cursor.skipSpaces();
    if (++this.values > this.maxValues) throw cursor.refusal(tooManyValues(this.limits));
    const { code } = cursor;
    if (isDigit(code)) return readNumber(cursor);
    switch (code) {
      case CODE.doubleQuote:
      case CODE.singleQuote:
      case CODE.backtick:
        return readString(cursor);
      case CODE.openBrace:
        return this.within(() => this.readObject());
      case CODE.openBracket:
        return this.within(() => this.readItems(CODE.closeBracket).map((item) => item ?? null));
      case CODE.openParenthesis:
        return this.within(() => this.readParenthesised());
      case CODE.plus:
        return this.readUnsigned();
      case CODE.minus:
        return negative(this.readUnsigned());
      case CODE.dot:
        if (isDigit(cursor.text.charCodeAt(cursor.position + 1))) return readNumber(cursor);
    }
    return this.readWord();
  }

  private within<Value>(read: () => Value): Value {
    if (++this.depth > this.limits.maxDepth) throw this.cursor.refusal(tooDeep(this.limits));
    const value = read();
    this.depth--;
    return value;
  }

  private readObject(): JsonObject {
    const { cursor } = this;
    const object: JsonObject = {};
    cursor.position++;
    for (;;) {
      cursor.skipSpaces();
      if (cursor.code === CODE.closeBrace) break;
      const key = readKey(cursor);
      const value = this.readValue();
      if (value !== undefined) object[key] = value;
      // Said twice, the last one holds, also where it is nothing.
      else delete object[key];
      if (!this.readComma(CODE.closeBrace)) break;
    }
    cursor.position++;
    return object;
  }

  /** Reads the items of an array, or the arguments of a call, up to what closes them. */
  private readItems(closing: number): (JsonValue | undefined)[] {
    const { cursor, limits } = this;
    const items: (JsonValue | undefined)[] = [];
    cursor.position++;
    for (;;) {
      cursor.skipSpaces();
      if (cursor.code === closing) break;
      if (items.length >= limits.maxPoints) throw cursor.refusal(tooManyPoints(limits));
      items.push(cursor.code === CODE.comma ? undefined : this.readValue());
      if (!this.readComma(closing)) break;
    }
    cursor.position++;
    return items;
  }

  /** Goes over a comma; tells whether there was one, and refuses what is neither it nor the end. */
  private readComma(closing: number): boolean {
    const { cursor } = this;
    cursor.skipSpaces();
    if (cursor.code === closing) return false;
    if (cursor.code !== CODE.comma) {
      const what = whatStands(cursor.text, cursor.position);
      const expected = `Expected "," or "${String.fromCharCode(closing)}"`;
      throw cursor.refusal(`${expected} but found ${what}`, cursor.position, hintFor(what));
    }
    cursor.position++;
    return true;
  }

  /** What stands behind a plus or a minus: a number, or none (null). */
  private readUnsigned(): number | null {
    const { cursor } = this;
    const start = cursor.position++;
    cursor.skipSpaces();
    if (isDigit(cursor.code) || cursor.code === CODE.dot) return readNumber(cursor);
    const wordStart = cursor.position;
    if (readName(cursor) === 'NaN') return null;
    throw notData(cursor, cursor.position > wordStart ? wordStart : start);
  }

  private readParenthesised(): JsonValue | undefined {
    const { cursor } = this;
    const start = cursor.position++;
    cursor.skipSpaces();
    const isFunction = cursor.code === CODE.closeParenthesis || isArrowFunction(cursor.text, start);
    if (isFunction) throw notData(cursor, start, 'a function');
    const value = this.readValue();
    cursor.skipSpaces();
    if (cursor.code !== CODE.closeParenthesis) throw notData(cursor, cursor.position);
    cursor.position++;
    return value;
  }

  private readWord(): JsonValue | undefined {
    const { cursor } = this;
    const start = cursor.position;
    const word = readName(cursor);
    if (WORDS.has(word)) return WORDS.get(word);
    cursor.skipSpaces();
    const call = word === 'new' ? `new ${readName(cursor)}` : word;
    cursor.skipSpaces();
    const isRead = call === 'new Date' || call === 'getGradientFillHelper';
    if (!isRead || cursor.code !== CODE.openParenthesis) throw notData(cursor, start);
    const given = this.within(() => this.readItems(CODE.closeParenthesis));
    return valueOfCall(call, given, (sentence) => cursor.refusal(sentence, start));
  }
}

function negative(number: number | null): number | null {
  return number === null ? null : -number;
}
