/** JSON as it is parsed. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type JsonObject = Record<string, JsonValue>;

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value where it is an object, else an empty one. */
export function objectOr(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

const LONGEST_QUOTE = 40;

/** A value as a sentence names it: short, on one line, and no longer than a few words. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (isObject(value)) return 'an object';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value);
}

/** Property names as a path: `data.datasets.0.data`. */
export function pathOf(...names: (string | number)[]): string {
  return names.filter((name) => name !== '').join('.');
}

/** Where in a text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A specification that is refused, with a sentence for people. */
export class ChartRefusal extends Error {
  constructor(
    sentence: string,
    /** Where in the text, counted from 1; nothing when it was no text. */
    readonly place?: Place,
    /** Which property, such as `data.datasets.0.data`. */
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

/** What a specification may hold at most. */
export interface ChartLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxPoints: number;
}

export const MAX_DATASETS = 1_000;
export const MAX_TEXT_LENGTH = 10_000;

/** A point may be an object of a few numbers, and have colours and sizes of its own. */
const VALUES_PER_POINT = 10;
const VALUES_OF_OPTIONS = 10_000;

/** How many values a specification may hold, whatever they are for. */
export function maxValuesOf({ maxPoints }: ChartLimits): number {
  return maxPoints * VALUES_PER_POINT + VALUES_OF_OPTIONS;
}

/** They lead to what all objects share. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Why a property may not have this name, or nothing. */
export function problemOfKey(key: string): string | undefined {
  if (REFUSED_KEYS.has(key)) return `Expected the name of a property but found ${key}`;
  if (key.length > MAX_TEXT_LENGTH) return tooLongText(key);
  return undefined;
}

const GREATEST_NUMBER = 1e300;
const SMALLEST_NUMBER = 1e-200;

/**
 * Why a chart may not have this number, or nothing.
 *
 * Chart.js counts the decimals of a distance between ticks by multiplying with ten until it is whole: near the
 * smallest numbers there are that never ends.
 */
export function problemOfNumber(value: number): string | undefined {
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= SMALLEST_NUMBER && magnitude <= GREATEST_NUMBER)) return undefined;
  if (!Number.isFinite(value)) return 'Expected a finite number';
  return `Expected 0 or a number of a magnitude from ${SMALLEST_NUMBER} to ${GREATEST_NUMBER}`;
}

export function tooLongText(text: string): string {
  return `Expected texts of at most ${MAX_TEXT_LENGTH} characters but found ${text.length}, beginning ${shown(text)}`;
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

/** The length of a text in UTF-8, or anything above the limit as soon as it is known to be beyond. */
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
 * Holds JSON that is parsed already to what the reader of literals holds a text to.
 *
 * @throws ChartRefusal with the path of what is beyond a limit
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
