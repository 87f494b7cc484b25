import type * as Js from 'acorn';
import { declarePattern, namesIn } from './compile-patterns.js';
import { compileBody } from './compile-statements.js';
import { meter } from './meter.js';
import { type Program, type Run, unsupported } from './program.js';
import { type CallState, Frame, Scope } from './scope.js';
import { ownArray, Closure, type Value } from './values.js';

type FunctionNode =
  | Js.FunctionExpression
  | Js.ArrowFunctionExpression
  | Js.FunctionDeclaration
  | Js.AnonymousFunctionDeclaration;

/** Compiles a function to what makes a closure of it. */
export function compileFunction(node: FunctionNode, scope: Scope, program: Program): Run {
  if (node.async) throw unsupported('an async function', node);
  if (node.generator) throw unsupported('a generator', node);
  const isArrow = node.type === 'ArrowFunctionExpression';
  const inner = new Scope(scope, 'function', true);
  // Its own name, which a parameter or variable can hide.
  const ownName = node.type === 'FunctionExpression' && node.id != null ? node.id.name : undefined;
  const ownSlot = ownName === undefined ? undefined : inner.declare(ownName, false, node.start);
  const given = node.params.map((parameter) => {
    for (const { name, start } of namesIn(parameter)) inner.declare(name, false, start, true);
    return parameter;
  });
  const setters = given.map((parameter, index) => {
    if (parameter.type === 'RestElement') {
      const set = declarePattern(parameter.argument, inner, program);
      return (frame: Frame, values: readonly Value[]) => set(frame, ownArray(values.slice(index)));
    }
    const set = declarePattern(parameter, inner, program);
    return (frame: Frame, values: readonly Value[]) => set(frame, values[index]);
  });
  const simpleSlots = simpleParameters(given, inner);
  const body =
    node.body.type === 'BlockStatement'
      ? compileBody(node.body, inner, program)
      : program.compile(node.body, inner);
  const steps = 1 + ((node.body.end - node.body.start) >> 3);
  const source = program.source.slice(node.start, node.end);
  // The source of a method starts with its parameters.
  const text = isArrow || source.startsWith('function') ? source : `function ${source}`;
  return (frame) => {
    const closure: Closure = new Closure((self, values) => {
      meter.use(steps);
      const state: CallState = { self: isArrow ? frame.call.self : self, result: undefined };
      const own = new Frame(inner.frame.size, frame, state);
      if (ownSlot !== undefined) own.slots[ownSlot] = closure;
      if (simpleSlots !== undefined) {
        for (let index = 0; index < simpleSlots.length; index++)
          own.slots[simpleSlots[index] as number] = values[index];
      } else for (const set of setters) set(own, values);
      return body(own);
    }, text);
    return closure;
  };
}

/** The slots of parameters that are names only; undefined if one of them is a pattern. */
function simpleParameters(parameters: readonly Js.Pattern[], scope: Scope): number[] | undefined {
  if (!parameters.every(({ type }) => type === 'Identifier')) return undefined;
  return parameters.map((parameter) => scope.find((parameter as Js.Identifier).name)?.slot ?? 0);
}
