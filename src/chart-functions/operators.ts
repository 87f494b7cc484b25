import type * as Js from 'acorn';
import { ProgramError } from './meter.js';
import { unsupported } from './program.js';
import {
  add,
  comparing,
  isRecord,
  looselyEqual,
  named,
  toKey,
  toNumber,
  typeOf,
  type Value,
} from './values.js';

const BINARY: Record<string, (left: Value, right: Value) => Value> = {
  '+': add,
  '-': (left, right) => toNumber(left) - toNumber(right),
  '*': (left, right) => toNumber(left) * toNumber(right),
  '/': (left, right) => toNumber(left) / toNumber(right),
  '%': (left, right) => toNumber(left) % toNumber(right),
  '**': (left, right) => toNumber(left) ** toNumber(right),
  '|': (left, right) => toNumber(left) | toNumber(right),
  '&': (left, right) => toNumber(left) & toNumber(right),
  '^': (left, right) => toNumber(left) ^ toNumber(right),
  '<<': (left, right) => toNumber(left) << toNumber(right),
  '>>': (left, right) => toNumber(left) >> toNumber(right),
  '>>>': (left, right) => toNumber(left) >>> toNumber(right),
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  '==': looselyEqual,
  '!=': (left, right) => !looselyEqual(left, right),
  '<': comparing((left, right) => left < right),
  '>': comparing((left, right) => left > right),
  '<=': comparing((left, right) => left <= right),
  '>=': comparing((left, right) => left >= right),
  in: (key, holder) => {
    if (Array.isArray(holder)) return Object.hasOwn(holder, toKey(key));
    if (isRecord(holder)) return Object.hasOwn(holder, toKey(key));
    throw new ProgramError(`looks for a property in ${named(holder)}`);
  },
};

/** The operator of a binary expression or an assignment. */
export function operator(name: string, node: Js.AnyNode): (left: Value, right: Value) => Value {
  const apply = BINARY[name];
  if (apply === undefined) throw unsupported(`the operator ${name}`, node);
  return apply;
}

export const UNARY: Record<string, (value: Value) => Value> = {
  '-': (value) => -toNumber(value),
  '+': toNumber,
  '!': (value) => !value,
  '~': (value) => ~toNumber(value),
  typeof: typeOf,
  void: () => undefined,
};
