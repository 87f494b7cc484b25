import { MAX_DEPTH, ProgramError, checkLength, meter } from './meter.js';
import { localeNumber } from './number-formats.js';
import {
  type Arguments,
  type Value,
  call,
  checkOwn,
  isFunction,
  joined,
  methodsOf,
  named,
  ownArray,
  textOf,
  toInteger,
  toNumber,
} from './values.js';

type ArrayMethod = (items: Value[], given: Arguments) => Value;

/** The callback of a method, as a function of JavaScript. */
function callbackOf(items: Value[], [callback, self]: Arguments, name: string) {
  if (!isFunction(callback)) {
    throw new ProgramError(`calls ${name} with ${named(callback)}, which is not a function`);
  }
  return (item: Value, index: number) => {
    meter.use(2);
    return call(callback, self, [item, index, items]);
  };
}

const truthy = (value: Value) => Boolean(value);

/** A position that may count from the end, as `slice` takes it. */
function bound(value: Value, length: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const position = toInteger(value);
  return position < 0 ? Math.max(0, length + position) : Math.min(position, length);
}

/** Methods that call back for each item, from JavaScript's own. */
function iterating<Result>(
  name: string,
  run: (items: Value[], callback: (item: Value, index: number) => Value) => Result,
): ArrayMethod {
  return (items, given) => run(items, callbackOf(items, given, name));
}

function reducing(name: 'reduce' | 'reduceRight'): ArrayMethod {
  return (items, given) => {
    const [callback] = given;
    const step = (sum: Value, item: Value, index: number) => {
      meter.use(2);
      return call(callback, undefined, [sum, item, index, items]);
    };
    if (given.length > 1) return items[name](step, given[1]);
    if (items.length === 0)
      throw new ProgramError(`calls ${name} of an empty array without an initial value`);
    return items[name](step);
  };
}

/** Compares as `sort` does without a function: as texts, undefined last. */
function compareTexts(left: Value, right: Value): number {
  const [a, b] = [textOf(left), textOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function sorted(items: Value[], [compare]: Arguments): Value[] {
  if (compare !== undefined && !isFunction(compare)) {
    throw new ProgramError(`calls sort with ${named(compare)}, which is not a function`);
  }
  meter.use(items.length);
  return items.sort((left, right) => {
    meter.use(2);
    return compare === undefined
      ? compareTexts(left, right)
      : toNumber(call(compare, undefined, [left, right]));
  });
}

function flattened(items: readonly Value[], levels: number, depth = 0): Value[] {
  if (depth > MAX_DEPTH) throw new ProgramError(`nests arrays more than ${MAX_DEPTH} levels deep`);
  const flat: Value[] = [];
  items.forEach((item) => {
    meter.use(1);
    if (levels >= 1 && Array.isArray(item))
      for (const inner of flattened(item, levels - 1, depth + 1)) flat.push(inner);
    else flat.push(item);
    checkLength(flat.length, 'an array');
  });
  return flat;
}

function concatenated(items: Value[], given: Arguments): Value[] {
  const length = given.reduce<number>(
    (sum, more) => sum + (Array.isArray(more) ? more.length : 1),
    items.length,
  );
  checkLength(length, 'an array');
  return ownArray(items.concat(...given));
}

function changing(change: ArrayMethod): ArrayMethod {
  return (items, given) => {
    checkOwn(items, 'changes');
    return change(items, given);
  };
}

const METHODS: Record<string, ArrayMethod> = {
  // New arrays.
  map: (items, given) => ownArray(items.map(callbackOf(items, given, 'map'))),
  filter: (items, given) => {
    const test = callbackOf(items, given, 'filter');
    return ownArray(items.filter((item, index) => truthy(test(item, index))));
  },
  flatMap: (items, given) => ownArray(flattened(items.map(callbackOf(items, given, 'flatMap')), 1)),
  flat: (items, [levels]) => ownArray(flattened(items, levels === undefined ? 1 : toInteger(levels))),
  slice: (items, [start, end]) =>
    ownArray(items.slice(bound(start, items.length, 0), bound(end, items.length, items.length))),
  concat: concatenated,
  entries: (items) => ownArray(Array.from(items, (item, index) => ownArray([index, item]))),
  keys: (items) => ownArray(Array.from(items, (_, index) => index)),
  values: (items) => ownArray(Array.from(items)),
  toSorted: (items, given) => sorted(ownArray(Array.from(items)), given),
  toReversed: (items) => ownArray(Array.from(items).reverse()),

  // Searches and sums.
  forEach: iterating('forEach', (items, callback) => items.forEach(callback)),
  some: iterating('some', (items, callback) => items.some(callback)),
  every: iterating('every', (items, callback) => items.every(callback)),
  find: iterating('find', (items, callback) => items.find(callback)),
  findIndex: iterating('findIndex', (items, callback) => items.findIndex(callback)),
  findLast: iterating('findLast', (items, callback) =>
    Array.from(items).reverse().find(callbackFromEnd(items, callback)),
  ),
  findLastIndex: iterating('findLastIndex', (items, callback) => {
    for (let index = items.length - 1; index >= 0; index--)
      if (truthy(callback(items[index], index))) return index;
    return -1;
  }),
  reduce: reducing('reduce'),
  reduceRight: reducing('reduceRight'),
  includes: (items, [item, from]) => scan(items).includes(item, toInteger(from)),
  indexOf: (items, [item, from]) => scan(items).indexOf(item, toInteger(from)),
  lastIndexOf: (items, [item, ...from]) =>
    from.length === 0 ? scan(items).lastIndexOf(item) : scan(items).lastIndexOf(item, toInteger(from[0])),
  at: (items, [index]) => items.at(toInteger(index)),
  join: (items, [separator]) => joined(items, separator === undefined ? ',' : textOf(separator)),
  toString: (items: Value[]) => textOf(items),
  valueOf: (items: Value[]) => items,
  toLocaleString: (items: Value[], given: Arguments) => localeText(items, given),

  // Changes.
  push: changing((items, given) => {
    checkLength(items.length + given.length, 'an array');
    meter.use(given.length);
    return items.push(...given);
  }),
  unshift: changing((items, given) => {
    checkLength(items.length + given.length, 'an array');
    meter.use(items.length >> 4);
    return items.unshift(...given);
  }),
  pop: changing((items) => items.pop()),
  shift: changing((items) => {
    meter.use(items.length >> 4);
    return items.shift();
  }),
  reverse: changing((items) => scan(items).reverse()),
  sort: changing(sorted),
  splice: changing((items, given) => {
    const [start, count, ...more] = given;
    checkLength(items.length + more.length, 'an array');
    scan(items);
    const from = bound(start, items.length, 0);
    if (given.length < 2) return ownArray(given.length === 0 ? [] : items.splice(from));
    return ownArray(items.splice(from, toInteger(count), ...more));
  }),
  fill: changing((items, [value, start, end]) =>
    scan(items).fill(value, bound(start, items.length, 0), bound(end, items.length, items.length)),
  ),
};

/** The items as texts of a locale, with commas between them. */
function localeText(items: readonly Value[], given: Arguments, depth = 0): string {
  if (depth > MAX_DEPTH) throw new ProgramError(`nests arrays more than ${MAX_DEPTH} levels deep`);
  const texts = items.map((item) => {
    if (typeof item === 'number') return localeNumber(item, given);
    return Array.isArray(item) ? localeText(item, given, depth + 1) : item;
  });
  return joined(texts, ',');
}

function scan(items: Value[]): Value[] {
  meter.use(items.length >> 2);
  return items;
}

function callbackFromEnd(items: Value[], callback: (item: Value, index: number) => Value) {
  return (item: Value, index: number) => callback(item, items.length - 1 - index);
}

export const ARRAY_METHODS = methodsOf((self): self is Value[] => Array.isArray(self), 'an array', METHODS);
