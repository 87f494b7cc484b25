import type * as Js from 'acorn';
import { getMember } from './members.js';
import { ProgramError, checkLength, meter } from './meter.js';
import { ENDED, type Program, type Run, keyOf, unsupported } from './program.js';
import { type Frame, type Scope } from './scope.js';
import {
  call,
  isPrimitive,
  isRecord,
  itemsOf,
  named,
  toKey,
  BuiltIn,
  Closure,
  type Value,
} from './values.js';

/** The items of an array or the arguments of a call, of which some are spread. */
export function listOf(
  nodes: readonly (Js.Expression | Js.SpreadElement | null)[],
  scope: Scope,
  program: Program,
): (frame: Frame) => Value[] {
  const simple = nodes.map((node) => {
    if (node === null) return undefined;
    return program.compile(node.type === 'SpreadElement' ? node.argument : node, scope);
  });
  if (nodes.every((node) => node !== null && node.type !== 'SpreadElement')) {
    return (frame) => simple.map((run) => (run as Run)(frame));
  }
  const isSpread = nodes.map((node) => node?.type === 'SpreadElement');
  return (frame) => {
    const items: Value[] = [];
    simple.forEach((run, index) => {
      if (run === undefined) items.length++;
      else if (isSpread[index] === true) for (const item of itemsOf(run(frame), 'spreads')) items.push(item);
      else items.push(run(frame));
      checkLength(items.length, 'an array');
    });
    return items;
  };
}

/** The most arguments of a call: JavaScript's own functions get them on the stack. */
const MAX_ARGUMENTS = 20_000;

function argumentsOf(node: Js.CallExpression, scope: Scope, program: Program): (frame: Frame) => Value[] {
  const list = listOf(node.arguments, scope, program);
  if (node.arguments.every(({ type }) => type !== 'SpreadElement')) return list;
  return (frame) => {
    const given = list(frame);
    if (given.length > MAX_ARGUMENTS)
      throw new ProgramError(
        `calls a function with ${given.length} values; at most ${MAX_ARGUMENTS} are possible`,
      );
    return given;
  };
}

/** A call of a function or a method. */
export function compileCall(node: Js.CallExpression, scope: Scope, program: Program): Run {
  const { callee, optional } = node;
  const given = argumentsOf(node, scope, program);
  const run = (frame: Frame, self: Value, value: Value): Value => {
    if (value instanceof Closure || value instanceof BuiltIn) {
      meter.use(1);
      return call(value, self, given(frame));
    }
    if (value === ENDED || (optional && (value === undefined || value === null))) return ENDED;
    throw new ProgramError(
      `calls ${program.source.slice(callee.start, Math.min(callee.end, callee.start + 60))}, which is not a function that charts support`,
    );
  };
  if (callee.type !== 'MemberExpression') {
    const value = program.compile(callee, scope);
    return (frame) => run(frame, undefined, value(frame));
  }
  const holder = program.compile(callee.object, scope);
  const key = keyOf(callee, scope, program);
  return (frame) => {
    const self = holder(frame);
    if (self === ENDED || (callee.optional && (self === undefined || self === null))) return ENDED;
    return run(frame, self, getMember(self, key(frame)));
  };
}

/** Sets a property of the record that an object literal makes. */
export function compileProperty(
  property: Js.Property | Js.SpreadElement,
  scope: Scope,
  program: Program,
): (record: Record<string, Value>, frame: Frame) => void {
  if (property.type === 'SpreadElement') {
    const value = program.compile(property.argument, scope);
    return (record, frame) => {
      const from = value(frame);
      if (from === undefined || from === null || (isPrimitive(from) && typeof from !== 'string')) return;
      if (!Array.isArray(from) && typeof from !== 'string' && !isRecord(from))
        throw new ProgramError(`spreads ${named(from)} into an object`);
      const entries = Object.entries(from);
      meter.use(entries.length);
      for (const [key, item] of entries) record[key] = item;
    };
  }
  if (property.kind !== 'init') throw unsupported('a getter or setter', property);
  const value = program.compile(property.value, scope);
  if (property.computed) {
    const key = program.compile(property.key, scope);
    return (record, frame) => {
      const name = toKey(key(frame));
      record[name] = value(frame);
    };
  }
  const { key } = property;
  const name = key.type === 'Identifier' ? key.name : String((key as Js.Literal).value);
  return (record, frame) => {
    record[name] = value(frame);
  };
}
