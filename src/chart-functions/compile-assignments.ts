import type * as Js from 'acorn';
import { assignTo } from './compile-patterns.js';
import { deleteMember, getMember, setMember } from './members.js';
import { type Program, type Run, keyOf, readVariable, unsupported, writeVariable } from './program.js';
import { type Frame, type Scope } from './scope.js';
import { type Value } from './values.js';
import { operator } from './operators.js';

export function compileDelete(node: Js.Expression, scope: Scope, program: Program): Run {
  if (node.type !== 'MemberExpression') throw unsupported('delete of a variable', node);
  const holder = program.compile(node.object, scope);
  const key = keyOf(node, scope, program);
  return (frame) => deleteMember(holder(frame), key(frame));
}

export function compileAssignment(node: Js.AssignmentExpression, scope: Scope, program: Program): Run {
  const { left, right, operator: sign } = node;
  const value = program.compile(right, scope);
  if (sign === '=') {
    const assign = assignTo(left, scope, program);
    return (frame) => {
      const result = value(frame);
      assign(frame, result);
      return result;
    };
  }
  if (sign === '&&=' || sign === '||=' || sign === '??=')
    return compileLogicalAssignment(node, value, scope, program);
  const apply = operator(sign.slice(0, -1), node);
  return compileUpdate(left, scope, program, (frame) => (old) => apply(old, value(frame)));
}

function compileLogicalAssignment(
  { left, operator: sign }: Js.AssignmentExpression,
  value: Run,
  scope: Scope,
  program: Program,
): Run {
  const keeps: (old: Value) => boolean =
    sign === '&&=' ? (old) => !old : sign === '||=' ? Boolean : (old) => old !== undefined && old !== null;
  if (left.type === 'Identifier') {
    const [read, write] = [readVariable(left, scope), writeVariable(left, scope)];
    return (frame) => {
      const old = read(frame);
      if (keeps(old)) return old;
      const result = value(frame);
      write(frame, result);
      return result;
    };
  }
  if (left.type !== 'MemberExpression') throw unsupported(`the operator ${sign} here`, left);
  const [holder, key] = [program.compile(left.object, scope), keyOf(left, scope, program)];
  return (frame) => {
    const [object, name] = [holder(frame), key(frame)];
    const old = getMember(object, name);
    if (keeps(old)) return old;
    const result = value(frame);
    setMember(object, name, result);
    return result;
  };
}

/** Sets a variable or a property to a function of its old value. */
export function compileUpdate(
  target: Js.Pattern | Js.Expression,
  scope: Scope,
  program: Program,
  update: (frame: Frame) => (old: Value) => Value,
): Run {
  if (target.type === 'Identifier') {
    const [read, write] = [readVariable(target, scope), writeVariable(target, scope)];
    return (frame) => {
      const result = update(frame)(read(frame));
      write(frame, result);
      return result;
    };
  }
  if (target.type !== 'MemberExpression') throw unsupported('an assignment to this', target);
  const [holder, key] = [program.compile(target.object, scope), keyOf(target, scope, program)];
  return (frame) => {
    const [object, name] = [holder(frame), key(frame)];
    const result = update(frame)(getMember(object, name));
    setMember(object, name, result);
    return result;
  };
}
