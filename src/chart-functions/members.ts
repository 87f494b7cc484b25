import { ARRAY_METHODS } from './array-methods.js';
import { DATE_METHODS } from './dates.js';
import { COLLECTION_METHODS, FUNCTION_METHODS, NUMBER_METHODS, RECORD_METHODS } from './methods.js';
import { ProgramError, checkLength, meter } from './meter.js';
import { REGULAR_EXPRESSION_METHODS, readRegularExpression } from './patterns.js';
import { RegularExpression } from './regular-expression.js';
import { TEXT_METHODS } from './text-methods.js';
import {
  BuiltIn,
  Closure,
  Collection,
  DateValue,
  type Value,
  View,
  checkOwn,
  isRecord,
  named,
  toKey,
  toInteger,
} from './values.js';

let readObject: (holder: object, name: string) => Value = () => undefined;

/** Sets what programs see of objects of other classes, such as a chart; by default nothing. */
export function readObjectsWith(read: (holder: object, name: string) => Value): void {
  readObject = read;
}

/** A position in an array or a text; undefined if the key is none. */
function positionOf(key: Value): number | undefined {
  if (typeof key === 'number') return Number.isInteger(key) && key >= 0 ? key : undefined;
  if (typeof key !== 'string' || key.length > 7) return undefined;
  const position = Number(key);
  return Number.isInteger(position) && position >= 0 && String(position) === key ? position : undefined;
}

/**
 * Reads a property: an item, an own data property, or a method from a table.
 *
 * Nothing is looked up on JavaScript's prototypes, and no getter of the chart runs.
 */
export function getMember(holder: Value, given: Value): Value {
  const key = typeof given === 'number' ? given : toKey(given);
  if (Array.isArray(holder)) {
    const position = positionOf(key);
    if (position !== undefined) return holder[position] as Value;
    if (key === 'length') return holder.length;
    return ARRAY_METHODS.get(toKey(key)) ?? matchProperty(holder, key);
  }
  if (typeof holder === 'string') {
    const position = positionOf(key);
    if (position !== undefined) return holder[position];
    return key === 'length' ? holder.length : TEXT_METHODS.get(toKey(key));
  }
  const name = toKey(key);
  if (isRecord(holder)) {
    const property = Object.getOwnPropertyDescriptor(holder, name);
    return property === undefined ? RECORD_METHODS.get(name) : (property.value as Value);
  }
  if (typeof holder === 'number') return NUMBER_METHODS.get(name);
  if (typeof holder === 'boolean') return RECORD_METHODS.get(name);
  if (holder === undefined || holder === null) {
    throw new ProgramError(`reads the property ${named(name)} of ${String(holder)}`);
  }
  if (holder instanceof View) return holder.read(name);
  if (holder instanceof DateValue) return DATE_METHODS.get(name);
  if (holder instanceof BuiltIn) return holder.members.get(name) ?? FUNCTION_METHODS.get(name);
  if (holder instanceof Closure) return FUNCTION_METHODS.get(name);
  if (holder instanceof RegularExpression)
    return readRegularExpression(holder, name) ?? REGULAR_EXPRESSION_METHODS.get(name);
  if (holder instanceof Collection)
    return name === 'size' ? holder.entries.size : COLLECTION_METHODS.get(name);
  return readObject(holder, name);
}

/** The array of a match has two more properties. */
function matchProperty(holder: object, key: Value): Value {
  if (key !== 'index' && key !== 'groups') return undefined;
  return Object.getOwnPropertyDescriptor(holder, key)?.value as Value;
}

/** Sets a property of an array or a record that a program made. */
export function setMember(holder: Value, given: Value, value: Value): void {
  const key = typeof given === 'number' ? given : toKey(given);
  if (Array.isArray(holder)) {
    checkOwn(holder, 'changes');
    const position = key === 'length' ? toInteger(value) : positionOf(key);
    if (position === undefined) throw new ProgramError(`sets the property ${named(key)} of an array`);
    checkLength(key === 'length' ? position : position + 1, 'an array');
    if (key === 'length') holder.length = Math.max(0, position);
    else holder[position] = value;
    return;
  }
  if (isRecord(holder)) {
    checkOwn(holder, 'changes');
    meter.use(2);
    const name = toKey(key);
    checkLength(name.length, 'a name');
    holder[name] = value;
    return;
  }
  if (holder instanceof RegularExpression && key === 'lastIndex') {
    holder.lastIndex = Math.max(0, toInteger(value));
    return;
  }
  throw new ProgramError(`sets the property ${named(key)} of ${named(holder)}`);
}

/** Deletes a property of a record that a program made. */
export function deleteMember(holder: Value, key: Value): boolean {
  if (!isRecord(holder)) throw new ProgramError(`deletes the property ${named(key)} of ${named(holder)}`);
  checkOwn(holder, 'deletes');
  return delete holder[toKey(key)];
}
