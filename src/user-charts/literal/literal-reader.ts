import { problemOfGradient } from '../../chart-spec/gradient.js';
import {
  type ChartLimits,
  ChartRefusal,
  type JsonObject,
  type JsonValue,
  maxValuesOf,
  shown,
  tooDeep,
  tooManyPoints,
  tooManyValues,
  utf8Length,
} from '../json.js';
import { CODE, Cursor, isDigit } from './cursor.js';
import { hintFor, isArrowFunction, notData, whatStands } from './not-data.js';
import { readKey, readName, readNumber, readString } from './tokens.js';

type Given = readonly (JsonValue | undefined)[];
type Refuse = (sentence: string) => ChartRefusal;

/** A date, or a date and time, with or without its zone. @see ECMA-262, 21.4.1.32 */
const ISO_DATE =
  /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** The value of one of the calls that are read as data. */
function valueOfCall(name: 'new Date' | 'getGradientFillHelper', given: Given, refuse: Refuse): JsonValue {
  return name === 'new Date' ? dateOf(given, refuse) : gradientOf(given, refuse);
}

/**
 * Milliseconds since 1970. The host's time zone has no say in it: a time without its zone is UTC.
 *
 * Without arguments it would be the time of drawing, and the same chart another picture each time: refused.
 */
function dateOf(given: Given, refuse: Refuse): number {
  const milliseconds = millisecondsOf(given);
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw refuse(
    `Expected new Date with milliseconds, an ISO 8601 date or numbers from the year on but received ${given.length === 0 ? 'nothing' : shown(given[0])}`,
  );
}

function millisecondsOf(given: Given): number {
  const [first] = given;
  if (given.length > 1) {
    const parts = given.filter((part) => typeof part === 'number');
    return parts.length === given.length ? Date.UTC(...(parts as [number])) : Number.NaN;
  }
  if (typeof first === 'number') return new Date(first).getTime();
  if (typeof first !== 'string') return Number.NaN;
  const [date, time, zone] = ISO_DATE.exec(first) ?? [];
  if (date === undefined) return Number.NaN;
  return Date.parse(time !== undefined && zone === undefined ? `${first}Z` : first);
}

function gradientOf([direction, colors, dimensions]: Given, refuse: Refuse): JsonValue {
  const size = typeof dimensions === 'object' && !Array.isArray(dimensions) ? dimensions : undefined;
  const gradient: JsonValue = {
    direction: direction ?? 'vertical',
    colors: colors ?? null,
    ...(typeof size?.['width'] === 'number' && { width: size['width'] }),
    ...(typeof size?.['height'] === 'number' && { height: size['height'] }),
  };
  const problem = problemOfGradient(gradient);
  if (problem !== undefined) throw refuse(problem);
  return { $gradient: gradient };
}

const WORDS = new Map<string, JsonValue | undefined>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
  // A point that is not a number is a gap, and null is how Chart.js is told so.
  ['NaN', null],
]);

/** Reads values one in another, from where a cursor stands. */
class LiteralReader {
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

/**
 * Reads a literal of JavaScript as data; nothing in it is run.
 *
 * Data is what JSON has, in any way that JavaScript writes it. Beyond that `undefined` is a property that is left out
 * (in an array, null), `NaN` is null, `new Date(…)` milliseconds since 1970, and `getGradientFillHelper(…)` an object
 * as in `gradient.ts`. The time it takes grows with the text's length, whatever stands in it.
 *
 * @throws ChartRefusal with line and column when it is not data, or beyond a limit
 * @see ECMA-262, 13.2
 */
export function readLiteral(text: string, limits: ChartLimits): JsonValue | undefined {
  if (utf8Length(text, limits.maxBytes) > limits.maxBytes) {
    throw new ChartRefusal(`Expected a chart of at most ${limits.maxBytes} bytes but it is longer`);
  }
  const cursor = new Cursor(text);
  const value = new LiteralReader(cursor, limits).readValue();
  cursor.skipSpaces();
  while (cursor.code === CODE.semicolon) {
    cursor.position++;
    cursor.skipSpaces();
  }
  if (cursor.position < text.length) {
    throw cursor.refusal(`Expected the end of the chart but found ${whatStands(text, cursor.position)}`);
  }
  return value;
}
