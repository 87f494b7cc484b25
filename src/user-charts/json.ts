/** A parsed JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type JsonObject = Record<string, JsonValue>;

/** Whether a value has properties; the source of a function is no such value. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('$function' in value);
}

/** The value if it is an object, otherwise an empty object. */
export function objectOr(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** Splits a text into words: tables of many names are easier to read as text than with a line for each name. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

const MAX_QUOTED_LENGTH = 40;

/** A value for an error message: short and on one line. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (isObject(value)) return 'an object';
  if (typeof value === 'object' && value !== null) return 'a function';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > MAX_QUOTED_LENGTH ? `${value.slice(0, MAX_QUOTED_LENGTH)}…` : value);
}

/** A position in a text; both numbers start at 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A refused specification, with the reason as its message. */
export class ChartRefusal extends Error {
  constructor(
    sentence: string,
    /** Position in the text, if the specification was text. */
    readonly place?: Place,
    /** The property, such as `data.datasets.0.data`. */
    readonly path?: string,
  ) {
    super(sentence);
    this.name = 'ChartRefusal';
  }
}

/** The refusal of one property: `Expected data.datasets to be an array but received 7`. */
export function unexpected(path: string, expected: string, received: JsonValue | undefined): ChartRefusal {
  return new ChartRefusal(
    `Expected ${path} to be ${expected} but received ${shown(received)}`,
    undefined,
    path,
  );
}

/** Limits of a specification. */
export interface ChartLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxPoints: number;
}

export const MAX_DATASETS = 1_000;
export const MAX_TEXT_LENGTH = 10_000;

/** A point can be an object of several numbers, with its own colours and sizes. */
const VALUES_PER_POINT = 10;
const VALUES_OF_OPTIONS = 10_000;

/** Maximum number of values of any kind in a specification. */
export function maxValuesOf({ maxPoints }: ChartLimits): number {
  return maxPoints * VALUES_PER_POINT + VALUES_OF_OPTIONS;
}

/** Keys that lead to shared prototypes. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Why a property name is refused; undefined if it is allowed. */
export function problemOfKey(key: string): string | undefined {
  if (REFUSED_KEYS.has(key)) return `Expected the name of a property but found ${key}`;
  if (key.length > MAX_TEXT_LENGTH) return tooLongText(key);
  return undefined;
}

const MAX_MAGNITUDE = 1e300;
const MIN_MAGNITUDE = 1e-200;

/**
 * Why a number is refused; undefined if it is allowed.
 *
 * Chart.js counts the decimals of a tick distance by multiplying it with ten until it is an integer. Near the smallest
 * floating-point numbers that loop never ends.
 */
export function problemOfNumber(value: number): string | undefined {
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= MIN_MAGNITUDE && magnitude <= MAX_MAGNITUDE)) return undefined;
  if (!Number.isFinite(value)) return 'Expected a finite number';
  return `Expected 0 or a number of a magnitude from ${MIN_MAGNITUDE} to ${MAX_MAGNITUDE}`;
}

export function tooLongText(text: string): string {
  return `Expected texts of at most ${MAX_TEXT_LENGTH} characters but found ${text.length}, starting with ${shown(text)}`;
}

export function tooDeep({ maxDepth }: ChartLimits): string {
  return `Expected objects and arrays at most ${maxDepth} levels deep but found more`;
}

export function tooManyPoints({ maxPoints }: ChartLimits): string {
  return `Expected at most ${maxPoints} points and labels but found more`;
}

export function tooManyValues(limits: ChartLimits): string {
  return `Expected at most ${maxValuesOf(limits)} values in all but found more`;
}

/** The length of a text in UTF-8; above the limit, any number above the limit. */
export function utf8Length(text: string, limit: number): number {
  if (text.length > limit || text.length * 3 <= limit) return text.length;
  let bytes = 0;
  for (let index = 0; index < text.length && bytes <= limit; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    // Each half of a surrogate pair: four bytes together.
    else bytes += code >= 0xd800 && code <= 0xdfff ? 2 : 3;
  }
  return bytes;
}

/**
 * Checks parsed JSON against the limits that the literal reader checks for text.
 *
 * @throws ChartRefusal with the path of the value that exceeds a limit
 */
export function checkJson(chart: JsonValue, limits: ChartLimits): void {
  const maxValues = maxValuesOf(limits);
  const names: (string | number)[] = [];
  let values = 0;

  const refuse = (sentence: string): ChartRefusal => {
    const path = names.join('.');
    return new ChartRefusal(path === '' ? sentence : `${sentence} at ${path}`, undefined, path);
  };
  const check = (value: JsonValue): void => {
    if (++values > maxValues) throw refuse(tooManyValues(limits));
    if (typeof value === 'string') {
      if (value.length > MAX_TEXT_LENGTH) throw refuse(tooLongText(value));
    } else if (typeof value === 'number') {
      const problem = problemOfNumber(value);
      if (problem !== undefined) throw refuse(problem);
    } else if (value !== null && typeof value === 'object') checkInside(value);
  };
  const checkInside = (value: JsonValue[] | { [key: string]: JsonValue }): void => {
    if (names.length >= limits.maxDepth) throw refuse(tooDeep(limits));
    if (Array.isArray(value) && value.length > limits.maxPoints) throw refuse(tooManyPoints(limits));
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) checkNamed(index, value[index] as JsonValue);
      return;
    }
    for (const name of Object.keys(value)) {
      const problem = problemOfKey(name);
      if (problem !== undefined) throw refuse(problem);
      checkNamed(name, value[name] as JsonValue);
    }
  };
  const checkNamed = (name: string | number, value: JsonValue): void => {
    names.push(name);
    check(value);
    names.pop();
  };

  check(chart);
}
