import { problemOfGradient } from '../../chart-spec/chart-spec.js';
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
import { CODE, CodeRefusal, Cursor, codeRefusal, describeAt, isArrowFunction, isDigit } from './cursor.js';
import { ExpressionReader } from './expression.js';
import { readKey, readName, readNumber, readString } from './tokens.js';

const WORDS = new Map<string, JsonValue | undefined>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
  // Chart.js shows null as a gap.
  ['NaN', null],
]);

/**
 * Reads a JavaScript literal as data, without running any code.
 *
 * Supports all JSON values in any JavaScript notation. In addition, `undefined` omits a property (in an array it is
 * null), `NaN` is null, `new Date(…)` is milliseconds since 1970, and `getGradientFillHelper(…)` is a `Gradient`.
 * Takes time linear in the length of the text.
 *
 * @throws ChartRefusal with line and column when the text is not data or exceeds a limit
 * @see ECMA-262, 13.2
 */
export function readLiteral(text: string, limits: ChartLimits): JsonValue | undefined {
  if (utf8Length(text, limits.maxBytes) > limits.maxBytes) {
    throw new ChartRefusal(`Expected a chart of at most ${limits.maxBytes} bytes but it is larger`);
  }
  const cursor = new Cursor(text);
  const reader = new LiteralReader(cursor, limits);
  const value = readNamed(reader);
  cursor.skipSpaces();
  while (cursor.code === CODE.semicolon) {
    cursor.position++;
    cursor.skipSpaces();
  }
  if (cursor.position < text.length) {
    throw cursor.refusal(`Expected the end of the chart but found ${describeAt(text, cursor.position)}`);
  }
  return value;
}

/** Reads a value; a refusal names the property that it is in. */
function readNamed(reader: LiteralReader): JsonValue | undefined {
  try {
    return reader.readValue();
  } catch (error) {
    if (!(error instanceof ChartRefusal) || reader.names.length === 0 || error.path !== undefined)
      throw error;
    const path = shortened(reader.names.join('.'));
    throw new ChartRefusal(`${error.message} (in ${path})`, error.place, path);
  }
}

const LONGEST_PATH = 200;

function shortened(path: string): string {
  return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;
}

/** What continues an expression: an operator, a member access, a call or a template. */
const OPERATOR = /[-+*/%=!<>&|^?.(`[]/;

/** Reads nested values from the position of a cursor. */
class LiteralReader {
  /** Names of the properties and items around the position. */
  readonly names: (string | number)[] = [];
  private depth = 0;
  private readonly expressions: ExpressionReader;
  private values = 0;
  private readonly maxValues: number;

  constructor(
    private readonly cursor: Cursor,
    private readonly limits: ChartLimits,
  ) {
    this.maxValues = maxValuesOf(limits);
    this.expressions = new ExpressionReader(limits);
  }

  /** Reads one value and leaves the cursor after it. The value is undefined if the text says `undefined`. */
  readValue(): JsonValue | undefined {
    const { cursor, depth } = this;
    const { length } = this.names;
    cursor.skipSpaces();
    if (++this.values > this.maxValues) throw cursor.refusal(tooManyValues(this.limits));
    const start = cursor.position;
    let refusal: ChartRefusal | undefined;
    try {
      const value = this.readData();
      cursor.skipSpaces();
      if (this.isAtEnd()) return value;
    } catch (error) {
      // A spread is part of the expression around it.
      if (!(error instanceof CodeRefusal) || cursor.text.startsWith('...', start)) throw error;
      refusal = error;
    }
    this.depth = depth;
    this.names.length = length;
    return this.expressions.read(cursor, start, refusal);
  }

  /** Whether the cursor is at the end of a value, as opposed to an operator. */
  private isAtEnd(): boolean {
    const { code } = this.cursor;
    return (
      code === CODE.comma ||
      code === CODE.closeBracket ||
      code === CODE.closeBrace ||
      code === CODE.closeParenthesis ||
      code === CODE.semicolon ||
      !OPERATOR.test(this.cursor.text.charAt(this.cursor.position))
    );
  }

  /** Reads a value that is data. */
  private readData(): JsonValue | undefined {
    const { cursor } = this;
    const { code } = cursor;
    if (isDigit(code)) return readNumber(cursor);
    switch (code) {
      case CODE.doubleQuote:
      case CODE.singleQuote:
      case CODE.backtick:
        return readString(cursor);
      case CODE.openBrace:
        return this.nested(() => this.readObject());
      case CODE.openBracket:
        return this.nested(() => this.readItems(CODE.closeBracket).map((item) => item ?? null));
      case CODE.openParenthesis:
        return this.nested(() => this.readParenthesised());
      case CODE.plus:
        return this.readUnsigned();
      case CODE.minus:
        return negative(this.readUnsigned());
      case CODE.dot:
        if (isDigit(cursor.text.charCodeAt(cursor.position + 1))) return readNumber(cursor);
    }
    return this.readWord();
  }

  private nested<Value>(read: () => Value): Value {
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
      this.names.push(key);
      const value = this.readValue();
      this.names.pop();
      if (value !== undefined) object[key] = value;
      // Of repeated properties the last one wins, even if it is undefined.
      else delete object[key];
      if (!this.readComma(CODE.closeBrace)) break;
    }
    cursor.position++;
    return object;
  }

  /** Reads the items of an array, or the arguments of a call, including the closing character. */
  private readItems(closing: number): (JsonValue | undefined)[] {
    const { cursor, limits } = this;
    const items: (JsonValue | undefined)[] = [];
    cursor.position++;
    for (;;) {
      cursor.skipSpaces();
      if (cursor.code === closing) break;
      if (items.length >= limits.maxPoints) throw cursor.refusal(tooManyPoints(limits));
      this.names.push(items.length);
      items.push(cursor.code === CODE.comma ? undefined : this.readValue());
      this.names.pop();
      if (!this.readComma(closing)) break;
    }
    cursor.position++;
    return items;
  }

  /** Skips a comma. Returns false at the closing character, and refuses anything else. */
  private readComma(closing: number): boolean {
    const { cursor } = this;
    cursor.skipSpaces();
    if (cursor.code === closing) return false;
    if (cursor.code !== CODE.comma) {
      const what = describeAt(cursor.text, cursor.position);
      const expected = `Expected "," or "${String.fromCharCode(closing)}"`;
      throw cursor.refusal(`${expected} but found ${what}`);
    }
    cursor.position++;
    return true;
  }

  /** Reads the number after a plus or a minus; null for NaN. */
  private readUnsigned(): number | null {
    const { cursor } = this;
    const start = cursor.position++;
    cursor.skipSpaces();
    if (isDigit(cursor.code) || cursor.code === CODE.dot) return readNumber(cursor);
    const wordStart = cursor.position;
    if (readName(cursor) === 'NaN') return null;
    throw codeRefusal(cursor, cursor.position > wordStart ? wordStart : start);
  }

  private readParenthesised(): JsonValue | undefined {
    const { cursor } = this;
    const start = cursor.position++;
    cursor.skipSpaces();
    const isFunction = cursor.code === CODE.closeParenthesis || isArrowFunction(cursor.text, start);
    if (isFunction) throw codeRefusal(cursor, start, 'a function');
    const value = this.readValue();
    cursor.skipSpaces();
    if (cursor.code !== CODE.closeParenthesis) throw codeRefusal(cursor, cursor.position);
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
    const isSupported = call === 'new Date' || call === 'getGradientFillHelper';
    if (!isSupported || cursor.code !== CODE.openParenthesis) throw codeRefusal(cursor, start);
    const given = this.nested(() => this.readItems(CODE.closeParenthesis));
    const refuse: Refuse = (sentence) => cursor.refusal(sentence, start);
    return call === 'new Date' ? dateOf(given, refuse) : gradientOf(given, refuse);
  }
}

function negative(number: number | null): number | null {
  return number === null ? null : -number;
}

type Arguments = readonly (JsonValue | undefined)[];
type Refuse = (sentence: string) => ChartRefusal;

/** A date, or a date and time, with or without a time zone. @see ECMA-262, 21.4.1.32 */
const ISO_DATE =
  /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Milliseconds since 1970. A time without a time zone is UTC, whatever the time zone of the host.
 *
 * A call without arguments is refused: the same chart would be a different image each time.
 */
function dateOf(given: Arguments, refuse: Refuse): number {
  const milliseconds = millisecondsOf(given);
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw refuse(
    `Expected the arguments of new Date to be milliseconds, an ISO 8601 date, or numbers starting with the year but received ${given.length === 0 ? 'nothing' : shown(given[0])}`,
  );
}

function millisecondsOf(given: Arguments): number {
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

function gradientOf([direction, colors, dimensions]: Arguments, refuse: Refuse): JsonValue {
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
