import { checkLength, meter } from './meter.js';
import { NUMBER_METHOD_TABLE } from './number-formats.js';
import {
  type Arguments,
  BuiltIn,
  Closure,
  Collection,
  type Value,
  call,
  isFunction,
  itemsOf,
  methodsOf,
  named,
  ownArray,
  textOf,
  toKey,
} from './values.js';

export const NUMBER_METHODS = methodsOf(
  (self): self is number => typeof self === 'number',
  'a number',
  NUMBER_METHOD_TABLE,
);

/** Methods that every record has; a record's own properties win. */
export const RECORD_METHODS = methodsOf((self): self is NonNullable<Value> => self != null, 'an object', {
  hasOwnProperty: (self: NonNullable<Value>, [key]: Arguments) =>
    typeof self === 'object' && Object.hasOwn(self, toKey(key)),
  toString: (self: NonNullable<Value>) => textOf(self),
  toLocaleString: (self: NonNullable<Value>) => textOf(self),
  valueOf: (self: NonNullable<Value>) => self,
});

/** Methods of functions. */
export const FUNCTION_METHODS = methodsOf(isFunction, 'a function', {
  call: (self, [own, ...given]) => call(self, own, given),
  apply: (self, [own, given]) => call(self, own, given == null ? [] : itemsOf(given, 'applies')),
  bind: (self, [own, ...bound]) =>
    new Closure((_, given) => call(self, own, [...bound, ...given]), textOf(self)),
});

const isCollection = (self: Value): self is Collection => self instanceof Collection;

function entriesOf({ kind, entries }: Collection): [Value, Value][] {
  meter.use(entries.size);
  return [...entries].map(([key, value]): [Value, Value] => (kind === 'Set' ? [key, key] : [key, value]));
}

export const COLLECTION_METHODS = methodsOf(isCollection, 'a Map or a Set', {
  has: ({ entries }, [key]) => entries.has(key),
  get: ({ entries }, [key]) => entries.get(key),
  set: (self, [key, value]) => added(self, key, value),
  add: (self, [key]) => added(self, key, undefined),
  delete: ({ entries }, [key]) => entries.delete(key),
  clear: ({ entries }) => entries.clear(),
  keys: ({ entries }) => ownArray([...entries.keys()]),
  values: (self) => ownArray(entriesOf(self).map(([, value]) => value)),
  entries: (self) => ownArray(entriesOf(self).map((entry) => ownArray(entry))),
  forEach: (self, [callback]) => {
    for (const [key, value] of entriesOf(self)) call(callback, undefined, [value, key, self]);
  },
});

function added(self: Collection, key: Value, value: Value): Collection {
  meter.use(4);
  checkLength(self.entries.size + 1, `a ${self.kind}`);
  self.entries.set(key === 0 ? 0 : key, value);
  return self;
}

/** `Map` and `Set`. */
export function collectionConstructor(kind: 'Map' | 'Set'): BuiltIn {
  const construct = ([items]: Arguments) => {
    const collection = new Collection(kind);
    for (const item of items == null ? [] : itemsOf(items, `makes a ${kind} of`)) {
      if (kind === 'Set') added(collection, item, undefined);
      else {
        const [key, value] = itemsOf(item, `makes an entry of ${named(item)} from`);
        added(collection, key, value);
      }
    }
    return collection;
  };
  return new BuiltIn(kind, (_, given) => construct(given), undefined, construct);
}
