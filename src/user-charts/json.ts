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
