import type * as Js from 'acorn';
import { BUILT_INS } from './built-ins.js';
import { compileAssignment, compileDelete, compileUpdate } from './compile-assignments.js';
import { compileCall, compileProperty, listOf } from './compile-calls.js';
import { compileFunction } from './compile-functions.js';
import { getMember } from './members.js';
import { ProgramError, meter, metered } from './meter.js';
import { freshCopy, regularExpression } from './patterns.js';
import { ENDED, type Program, type Run, keyOf, readVariable, unsupported } from './program.js';
import { type Scope } from './scope.js';
import { named, ownArray, ownRecord, textOf, toNumber, toPrimitive, BuiltIn, type Value } from './values.js';
import { UNARY, operator } from './operators.js';

/** Deeper nesting would overflow the stack of a thread. */
const MAX_NESTING = 200;

/** Compiles an expression to a function of a frame. */
function compile(node: Js.AnyNode, scope: Scope, program: Program): Run {
  if (++program.depth > MAX_NESTING) throw new ProgramError('is nested too deeply', node.start);
  const run = (EXPRESSIONS[node.type] as Compiler<Js.AnyNode> | undefined)?.(node, scope, program);
  program.depth--;
  if (run !== undefined) return run;
  throw unsupported(NAMES[node.type] ?? `the construct ${node.type}`, node);
}

type Compiler<Node> = (node: Node, scope: Scope, program: Program) => Run;

const NAMES: Record<string, string> = {
  AwaitExpression: 'await',
  YieldExpression: 'yield',
  ClassExpression: 'a class',
  ImportExpression: 'an import',
  MetaProperty: 'new.target or import.meta',
  Super: 'super',
  TaggedTemplateExpression: 'a tagged template',
  SpreadElement: 'a spread, "..."',
};

const EXPRESSIONS: { [Type in Js.AnyNode['type']]?: Compiler<Extract<Js.AnyNode, { type: Type }>> } = {
  Literal: (node) => {
    if (node.bigint != null) throw unsupported('a BigInt', node);
    if (node.regex != null) {
      const { pattern, flags } = node.regex;
      const compiled = regularExpression(pattern, flags);
      return () => freshCopy(compiled);
    }
    const { value } = node;
    return () => value;
  },
  Identifier: (node, scope) => readVariable(node, scope),
  ThisExpression: () => (frame) => frame.call.self,
  TemplateLiteral: ({ quasis, expressions }, scope, program) => {
    const texts = quasis.map(({ value }) => value.cooked ?? '');
    const parts = expressions.map((part) => program.compile(part, scope));
    return (frame) => {
      let text = texts[0] as string;
      parts.forEach((part, index) => {
        text = metered(text + textOf(toPrimitive(part(frame))) + (texts[index + 1] as string));
      });
      return text;
    };
  },
  ArrayExpression: ({ elements }, scope, program) => {
    const items = listOf(elements, scope, program);
    return (frame) => ownArray(items(frame));
  },
  ObjectExpression: ({ properties }, scope, program) => {
    const setters = properties.map((property) => compileProperty(property, scope, program));
    return (frame) => {
      const record = ownRecord();
      for (const set of setters) set(record, frame);
      return record;
    };
  },
  FunctionDeclaration: compileFunction,
  FunctionExpression: compileFunction,
  ArrowFunctionExpression: compileFunction,
  UnaryExpression: (node, scope, program) => {
    if (node.operator === 'delete') return compileDelete(node.argument, scope, program);
    if (
      node.operator === 'typeof' &&
      node.argument.type === 'Identifier' &&
      isUnknown(node.argument.name, scope)
    ) {
      return () => 'undefined';
    }
    const apply = UNARY[node.operator] as (value: Value) => Value;
    const value = program.compile(node.argument, scope);
    return (frame) => apply(value(frame));
  },
  BinaryExpression: (node, scope, program) => {
    if (node.left.type === 'PrivateIdentifier') throw unsupported('a private name', node);
    const apply = operator(node.operator, node);
    const [left, right] = [program.compile(node.left, scope), program.compile(node.right, scope)];
    return (frame) => apply(left(frame), right(frame));
  },
  LogicalExpression: (node, scope, program) => {
    const [left, right] = [program.compile(node.left, scope), program.compile(node.right, scope)];
    if (node.operator === '&&') return (frame) => left(frame) && right(frame);
    if (node.operator === '||') return (frame) => left(frame) || right(frame);
    return (frame) => left(frame) ?? right(frame);
  },
  ConditionalExpression: ({ test, consequent, alternate }, scope, program) => {
    const [is, then, otherwise] = [test, consequent, alternate].map((part) =>
      program.compile(part, scope),
    ) as [Run, Run, Run];
    return (frame) => (is(frame) ? then(frame) : otherwise(frame));
  },
  SequenceExpression: ({ expressions }, scope, program) => {
    const runs = expressions.map((part) => program.compile(part, scope));
    return (frame) => runs.reduce<Value>((_, run) => run(frame), undefined);
  },
  AssignmentExpression: compileAssignment,
  UpdateExpression: ({ argument, operator: sign, prefix }, scope, program) => {
    const change = sign === '++' ? 1 : -1;
    let before = 0;
    const update = compileUpdate(argument, scope, program, () => (old) => (before = toNumber(old)) + change);
    return (frame) => {
      const after = update(frame);
      return prefix ? after : before;
    };
  },
  ChainExpression: ({ expression }, scope, program) => {
    const run = program.compile(expression, scope);
    return (frame) => {
      const value = run(frame);
      return value === ENDED ? undefined : value;
    };
  },
  MemberExpression: (node, scope, program) => {
    const holder = program.compile(node.object, scope);
    const key = keyOf(node, scope, program);
    const { optional } = node;
    return (frame) => {
      const value = holder(frame);
      if (value === ENDED || (optional && (value === undefined || value === null))) return ENDED;
      return getMember(value, key(frame));
    };
  },
  CallExpression: compileCall,
  NewExpression: (node, scope, program) => {
    const callee = program.compile(node.callee, scope);
    const given = listOf(node.arguments, scope, program);
    return (frame) => {
      const value = callee(frame);
      if (!(value instanceof BuiltIn) || value.construct === undefined) {
        throw new ProgramError(`makes an object with new ${named(value)}, which charts do not support`);
      }
      meter.use(5);
      return value.construct(given(frame));
    };
  },
};

function isUnknown(name: string, scope: Scope): boolean {
  return scope.find(name) === undefined && !BUILT_INS.has(name);
}

/** A program whose functions and expressions are compiled from a source. */
export function programOf(source: string): Program {
  const program: Program = { source, depth: 0, compile: (node, scope) => compile(node, scope, program) };
  return program;
}
