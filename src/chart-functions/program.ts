import type * as Js from 'acorn';
import { BUILT_INS } from './built-ins.js';
import { ProgramError } from './meter.js';
import { type Frame, type Scope, UNSET } from './scope.js';
import type { Value } from './values.js';

/** A compiled expression. */
export type Run = (frame: Frame) => Value;

/** A program that is being compiled. */
export interface Program {
  readonly source: string;
  /** Nesting of the construct that is being compiled. */
  depth: number;
  /** Compiles an expression or a function. */
  compile(node: Js.AnyNode, scope: Scope): Run;
}

/** The refusal of a construct, with what to write instead. */
export function unsupported(what: string, node: Js.AnyNode, instead = ''): ProgramError {
  return new ProgramError(
    `uses ${what}, which charts do not support${instead && `; ${instead}`}`,
    node.start,
  );
}

export function readVariable({ name, start }: Js.Identifier, scope: Scope): Run {
  const place = scope.find(name);
  if (place === undefined) {
    if (!BUILT_INS.has(name)) {
      throw new ProgramError(`uses ${name}, which is not available in charts`, start);
    }
    const value = BUILT_INS.get(name);
    return () => value;
  }
  const { hops, slot } = place;
  const check = (value: Value): Value => {
    if (value === UNSET) throw new ProgramError(`uses ${name} before its declaration`);
    return value;
  };
  if (hops === 0) return (frame) => check(frame.slots[slot]);
  if (hops === 1) return (frame) => check((frame.parent as Frame).slots[slot]);
  return (frame) => check(frameAt(frame, hops).slots[slot]);
}

function frameAt(frame: Frame, hops: number): Frame {
  let found = frame;
  for (let hop = 0; hop < hops; hop++) found = found.parent as Frame;
  return found;
}

/** Sets a variable; `isDeclaration` for the value that it is declared with. */
export function writeVariable(
  { name, start }: Js.Identifier,
  scope: Scope,
  isDeclaration = false,
): (frame: Frame, value: Value) => void {
  const place = scope.find(name);
  if (place === undefined) throw new ProgramError(`sets ${name}, which it does not declare`, start);
  if (place.isConstant && !isDeclaration) throw new ProgramError(`sets the constant ${name}`, start);
  const { hops, slot } = place;
  return (frame, value) => {
    const { slots } = frameAt(frame, hops);
    if (!isDeclaration && slots[slot] === UNSET)
      throw new ProgramError(`sets ${name} before its declaration`);
    slots[slot] = value;
  };
}

/** What a chain with `?.` evaluates to after it ended, up to the whole chain. */
export const ENDED = Symbol('ended');

/** The name of a member: written, or evaluated in brackets. */
export function keyOf(node: Js.MemberExpression, scope: Scope, program: Program): Run {
  const { property, computed } = node;
  if (property.type === 'PrivateIdentifier') throw unsupported('a private name', node);
  if (computed) return program.compile(property, scope);
  const { name } = property as Js.Identifier;
  return () => name;
}
