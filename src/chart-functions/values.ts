import { MAX_DEPTH, ProgramError, checkLength, meter, metered } from './meter.js';

/**
 * A value in a program: a primitive, an array, a record, or an instance of one of the classes below.
 *
 * Records that a program makes have no prototype. Arrays and plain objects of the chart are used as they are; programs
 * read their own data properties only, and cannot change them.
 */
export type Value = unknown;

export type Arguments = readonly Value[];

/** A function of a program. */
export class Closure {
  constructor(
    readonly call: (self: Value, given: Arguments) => Value,
    /** Its source; it can use variables around it. */
    readonly source: string,
  ) {}
}

/** A function of the language, such as `Math.max` or the method of a text. */
export class BuiltIn {
  constructor(
    readonly name: string,
    readonly call: (self: Value, given: Arguments) => Value,
    readonly members: ReadonlyMap<string, Value> = new Map(),
    readonly construct?: (given: Arguments) => Value,
  ) {}
}

/** An object with a fixed set of members, such as `Math`, or the scale that a tick belongs to. */
export class View {
  constructor(readonly read: (name: string) => Value) {}
}

/** A date: milliseconds since 1970, or NaN. */
export class DateValue {
  constructor(public ms: number) {}
}

/** A `Map`, or a `Set`, whose keys are its values. */
export class Collection {
  readonly entries = new Map<Value, Value>();

  constructor(readonly kind: 'Map' | 'Set') {}
}

/** The arrays and records that programs have made, and can change. */
const own = new WeakSet<object>();

export function ownArray<T extends Value[]>(items: T): T {
  checkLength(items.length, 'an array');
  meter.use(1 + (items.length >> 2));
  own.add(items);
  return items;
}

export function ownRecord(): Record<string, Value> {
  meter.use(2);
  const record = Object.create(null) as Record<string, Value>;
  own.add(record);
  return record;
}

/** @throws ProgramError when the value is data of the chart */
export function checkOwn(value: object, how: string): void {
  if (!own.has(value))
    throw new ProgramError(`${how} data of the chart; change a copy, such as [...array], instead`);
}

/** Whether the value is an object with properties that programs can read. */
export function isRecord(value: Value): value is Record<string, Value> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isObjectPrototype(prototype as object);
}

/** `Object.prototype` of another context of the engine, such as that of a structured clone. */
function isObjectPrototype(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty');
}

export function isFunction(value: Value): value is Closure | BuiltIn {
  return value instanceof Closure || value instanceof BuiltIn;
}

/** A value for an error message. */
export function named(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (isFunction(value)) return 'a function';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Calls a function of a program. */
export function call(value: Value, self: Value, given: Arguments): Value {
  if (!isFunction(value)) throw new ProgramError(`calls ${named(value)}, which is not a function`);
  meter.enter();
  try {
    return value.call(self, given);
  } finally {
    meter.leave();
  }
}

/** A table of methods of one kind of value. */
export function methodsOf<Self>(
  is: (self: Value) => self is Self,
  what: string,
  methods: Record<string, (self: Self, given: Arguments) => Value>,
): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(methods).map(([name, method]) => [
      name,
      new BuiltIn(name, (self, given) => {
        if (!is(self)) throw new ProgramError(`calls ${name} of ${named(self)}, which is not ${what}`);
        return method(self, given);
      }),
    ]),
  );
}

// Conversions. @see ECMA-262, 7.1

type Primitive = string | number | boolean | null | undefined;

export function isPrimitive(value: Value): value is Primitive {
  return typeof value !== 'object' || value === null;
}

export function toPrimitive(value: Value, hint: 'default' | 'number' = 'default'): Primitive {
  if (isPrimitive(value)) return value;
  if (value instanceof DateValue) return hint === 'number' ? value.ms : textOf(value);
  return textOf(value);
}

export function toNumber(value: Value): number {
  return typeof value === 'number' ? value : Number(toPrimitive(value, 'number'));
}

export function toInteger(value: Value): number {
  const number = Math.trunc(toNumber(value));
  return Number.isNaN(number) ? 0 : number;
}

const converters: { date: (date: DateValue) => string; other: (value: object) => string | undefined } = {
  date: ({ ms }) => String(ms),
  other: () => undefined,
};

/** Sets how dates, and objects of other classes, become texts. */
export function convertWith(given: Partial<typeof converters>): void {
  Object.assign(converters, given);
}

/** The text of a value, as `String(value)` makes it. */
export function textOf(value: Value, depth = 0): string {
  if (typeof value === 'string') return value;
  if (isPrimitive(value)) return String(value);
  if (depth > MAX_DEPTH) throw new ProgramError(`nests arrays more than ${MAX_DEPTH} levels deep`);
  if (Array.isArray(value)) return joined(value, ',', depth + 1);
  if (value instanceof DateValue) return converters.date(value);
  if (value instanceof Closure) return value.source;
  if (value instanceof BuiltIn) return `function ${value.name}() { [native code] }`;
  return converters.other(value) ?? '[object Object]';
}

/** The text of an array's items with a separator between them. */
export function joined(items: readonly Value[], separator: string, depth = 0): string {
  let length = 0;
  meter.use(items.length);
  const texts = items.map((item) => {
    const text = item === undefined || item === null ? '' : textOf(item, depth);
    checkLength((length += text.length + separator.length), 'a text');
    return text;
  });
  return metered(texts.join(separator));
}

/** The name of the property that a value in brackets stands for. */
export function toKey(value: Value): string {
  return typeof value === 'string' ? value : textOf(value);
}

export function typeOf(value: Value): string {
  return isFunction(value) ? 'function' : typeof value;
}

// Operators. JavaScript's own are used for primitives only: on an object they would call its methods.

export function add(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  const [a, b] = [toPrimitive(left), toPrimitive(right)];
  if (typeof a === 'string' || typeof b === 'string') return metered(String(a) + String(b));
  return Number(a) + Number(b);
}

export function looselyEqual(left: Value, right: Value): boolean {
  const areObjects = !isPrimitive(left) && !isPrimitive(right);
  if (areObjects || left === null || right === null || left === undefined || right === undefined) {
    // `null == undefined`, and nothing else equals them.
    return left === right || ((left ?? undefined) === undefined && (right ?? undefined) === undefined);
  }
  // eslint-disable-next-line eqeqeq -- the operator that a program used
  return toPrimitive(left) == toPrimitive(right);
}

/** Compares with `<`, `>`, `<=` or `>=`, which only differ in how they treat the two primitives. */
export function comparing(compare: (left: number, right: number) => boolean) {
  return (left: Value, right: Value): boolean => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    // Two texts are compared as texts, everything else as numbers, by the operator itself.
    return compare(toPrimitive(left, 'number') as number, toPrimitive(right, 'number') as number);
  };
}

/** The items of what `for…of`, a spread or a pattern goes through. */
export function itemsOf(value: Value, how: string): Value[] {
  if (Array.isArray(value)) {
    meter.use(value.length >> 2);
    return value;
  }
  if (typeof value === 'string') {
    meter.use(value.length);
    return Array.from(value);
  }
  if (value instanceof Collection) return collectionItems(value);
  throw new ProgramError(`${how} ${named(value)}, which is neither an array nor a text`);
}

function collectionItems({ kind, entries }: Collection): Value[] {
  meter.use(entries.size);
  return kind === 'Set' ? [...entries.keys()] : [...entries].map((entry) => ownArray(entry));
}
