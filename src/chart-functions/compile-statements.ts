import type * as Js from 'acorn';
import { type Program, type Run, unsupported, writeVariable } from './program.js';
import { assignTo, declarePattern, namesIn } from './compile-patterns.js';
import { meter } from './meter.js';
import { Frame, Scope, UNSET } from './scope.js';
import { type Value, isRecord, itemsOf } from './values.js';

/** How a statement ended: normally, or by leaving the statements around it. */
type Ending = undefined | 'break' | 'continue' | 'return';

type RunStatement = (frame: Frame) => Ending;

/** Compiles the body of a function; it evaluates to what the function returns. */
export function compileBody(body: Js.BlockStatement, scope: Scope, program: Program): Run {
  const run = compileBlock(body.body, scope, program);
  return (frame) => (run(frame) === 'return' ? frame.call.result : undefined);
}

/** The declarations in statements that belong to their block. */
function lexicalNames(statements: readonly Js.AnyNode[]): { name: Js.Identifier; isConstant: boolean }[] {
  return statements.flatMap((statement) => {
    if (statement.type !== 'VariableDeclaration' || statement.kind === 'var') return [];
    const isConstant = statement.kind === 'const';
    return statement.declarations.flatMap(({ id }) => namesIn(id).map((name) => ({ name, isConstant })));
  });
}

/** Whether a part of a program has a function that could keep the variables around it. */
function hasFunction(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(hasFunction);
  const { type } = node as { type?: unknown };
  if (type === 'FunctionExpression' || type === 'ArrowFunctionExpression' || type === 'FunctionDeclaration')
    return true;
  return Object.values(node).some(hasFunction);
}

/** Declares the variables of a block, then compiles its statements. */
function compileBlock(statements: readonly Js.AnyNode[], scope: Scope, program: Program): RunStatement {
  const unset = lexicalNames(statements).map(({ name, isConstant }) =>
    scope.declare(name.name, isConstant, name.start),
  );
  for (const statement of statements) hoist(statement, scope);
  const functions = statements.flatMap((statement) => {
    if (statement.type !== 'FunctionDeclaration') return [];
    // Declared by `hoist`.
    const write = writeVariable(statement.id as Js.Identifier, scope, true);
    const make = program.compile(statement, scope);
    return [(frame: Frame) => write(frame, make(frame))];
  });
  const runs = statements
    .filter(({ type }) => type !== 'FunctionDeclaration')
    .map((statement) => compileStatement(statement, scope, program));
  return (frame) => {
    for (const slot of unset) frame.slots[slot] = UNSET;
    for (const make of functions) make(frame);
    for (const run of runs) {
      const ending = run(frame);
      if (ending !== undefined) return ending;
    }
    return undefined;
  };
}

/** Declares what `var` and function declarations inside a statement declare for the whole function. */
function hoist(statement: Js.AnyNode | null | undefined, scope: Scope): void {
  if (statement == null) return;
  switch (statement.type) {
    case 'VariableDeclaration':
      if (statement.kind !== 'var') return;
      for (const { id } of statement.declarations) {
        for (const { name, start } of namesIn(id)) scope.functionScope.declare(name, false, start, true);
      }
      return;
    case 'FunctionDeclaration':
      scope.declare((statement.id as Js.Identifier).name, false, statement.start, true);
      return;
    case 'IfStatement':
      hoist(statement.consequent, scope.functionScope);
      hoist(statement.alternate, scope.functionScope);
      return;
    case 'ForStatement':
      hoist(statement.init, scope.functionScope);
      hoist(statement.body, scope.functionScope);
      return;
    case 'ForInStatement':
    case 'ForOfStatement':
      hoist(statement.left, scope.functionScope);
      hoist(statement.body, scope.functionScope);
      return;
    case 'WhileStatement':
    case 'DoWhileStatement':
      hoist(statement.body, scope.functionScope);
      return;
    case 'BlockStatement':
      for (const inner of statement.body)
        if (inner.type !== 'FunctionDeclaration') hoist(inner, scope.functionScope);
      return;
    case 'SwitchStatement':
      for (const { consequent } of statement.cases) {
        for (const inner of consequent)
          if (inner.type !== 'FunctionDeclaration') hoist(inner, scope.functionScope);
      }
  }
}

function compileStatement(node: Js.AnyNode, scope: Scope, program: Program): RunStatement {
  switch (node.type) {
    case 'ExpressionStatement': {
      const run = program.compile(node.expression, scope);
      return (frame) => void run(frame);
    }
    case 'VariableDeclaration':
      return compileDeclaration(node, scope, program);
    case 'ReturnStatement': {
      const value = node.argument == null ? undefined : program.compile(node.argument, scope);
      return (frame) => {
        frame.call.result = value?.(frame);
        return 'return';
      };
    }
    case 'IfStatement': {
      const test = program.compile(node.test, scope);
      const then = compileInner(node.consequent, scope, program);
      const otherwise = node.alternate == null ? undefined : compileInner(node.alternate, scope, program);
      return (frame) => (test(frame) ? then(frame) : otherwise?.(frame));
    }
    case 'BlockStatement':
      return compileInner(node, scope, program);
    case 'EmptyStatement':
      return () => undefined;
    case 'ForStatement':
      return compileFor(node, scope, program);
    case 'ForOfStatement':
    case 'ForInStatement':
      return compileForEach(node, scope, program);
    case 'WhileStatement':
    case 'DoWhileStatement':
      return compileWhile(node, scope, program);
    case 'SwitchStatement':
      return compileSwitch(node, scope, program);
    case 'BreakStatement':
    case 'ContinueStatement':
      if (node.label != null) throw unsupported('a label', node);
      return () => (node.type === 'BreakStatement' ? 'break' : 'continue');
    default:
      throw unsupported(STATEMENTS[node.type] ?? `the statement ${node.type}`, node);
  }
}

const STATEMENTS: Record<string, string> = {
  ThrowStatement: 'throw',
  TryStatement: 'try',
  LabeledStatement: 'a label',
  WithStatement: 'with',
  ClassDeclaration: 'a class',
  DebuggerStatement: 'debugger',
};

/** A statement with a scope of its own; its variables get a frame of their own if a function could keep them. */
function compileInner(node: Js.AnyNode, scope: Scope, program: Program): RunStatement {
  if (++program.depth > 200) throw unsupported('deeper nesting', node);
  const statements = node.type === 'BlockStatement' ? node.body : [node];
  const declares =
    lexicalNames(statements).length > 0 || statements.some(({ type }) => type === 'FunctionDeclaration');
  const run = declares
    ? inFrame(statements, scope, (inner) => compileBlock(statements, inner, program))
    : compileBlock(statements, scope, program);
  program.depth--;
  return run;
}

function inFrame(parts: unknown, scope: Scope, make: (inner: Scope) => RunStatement): RunStatement {
  const ownFrame = hasFunction(parts);
  const inner = new Scope(scope, 'block', ownFrame);
  const run = make(inner);
  return ownFrame ? (frame) => run(new Frame(inner.frame.size, frame, frame.call)) : run;
}

function compileDeclaration(
  { kind, declarations }: Js.VariableDeclaration,
  scope: Scope,
  program: Program,
): RunStatement {
  const setters = declarations.map(({ id, init }) => {
    const set = declarePattern(id, scope, program);
    const value = init == null ? undefined : program.compile(init, scope);
    // `var x;` keeps the value that x has.
    if (value === undefined && kind === 'var') return () => undefined;
    return (frame: Frame) => set(frame, value?.(frame));
  });
  return (frame) => {
    for (const set of setters) set(frame);
    return undefined;
  };
}

/** Steps of one turn of a loop. */
function stepsOf({ start, end }: Js.AnyNode): number {
  return 1 + ((end - start) >> 3);
}

/** Runs a turn of a loop; true if the loop ends with it. */
function ends(ending: Ending): boolean {
  return ending === 'break' || ending === 'return';
}

const leaving = (ending: Ending): Ending => (ending === 'return' ? 'return' : undefined);

function compileFor(node: Js.ForStatement, scope: Scope, program: Program): RunStatement {
  const { init, test, update, body } = node;
  const names = init == null ? [] : lexicalNames([init]);
  const ownFrame = names.length > 0 && hasFunction([init, test, update, body]);
  const inner = new Scope(scope, 'block', ownFrame);
  for (const { name, isConstant } of names) inner.declare(name.name, isConstant, name.start);
  const first =
    init == null
      ? undefined
      : init.type === 'VariableDeclaration'
        ? compileDeclaration(init, inner, program)
        : program.compile(init, inner);
  const is = test == null ? undefined : program.compile(test, inner);
  const next = update == null ? undefined : program.compile(update, inner);
  const run = compileInner(body, inner, program);
  const steps = stepsOf(node);
  return (outer) => {
    let frame = ownFrame ? new Frame(inner.frame.size, outer, outer.call) : outer;
    first?.(frame);
    for (;;) {
      meter.use(steps);
      if (is !== undefined && !is(frame)) return undefined;
      const ending = run(frame);
      if (ends(ending)) return leaving(ending);
      // Functions keep the variables of their own turn.
      if (ownFrame) frame = copyOf(frame);
      next?.(frame);
    }
  };
}

function copyOf(frame: Frame): Frame {
  const copy = new Frame(0, frame.parent, frame.call);
  copy.slots.push(...frame.slots);
  return copy;
}

function compileForEach(
  node: Js.ForOfStatement | Js.ForInStatement,
  scope: Scope,
  program: Program,
): RunStatement {
  const { left, right, body } = node;
  if (node.type === 'ForOfStatement' && node.await) throw unsupported('await', node);
  const names = lexicalNames([left]);
  const ownFrame = names.length > 0 && hasFunction([left, body]);
  const list = program.compile(right, scope);
  const inner = new Scope(scope, 'block', ownFrame);
  for (const { name, isConstant } of names) inner.declare(name.name, isConstant, name.start);
  const set =
    left.type === 'VariableDeclaration'
      ? declarePattern((left.declarations[0] as Js.VariableDeclarator).id, inner, program)
      : assignTo(left, inner, program);
  const run = compileInner(body, inner, program);
  const steps = stepsOf(body);
  const items = node.type === 'ForInStatement' ? keysOf : (value: Value) => itemsOf(value, 'goes through');
  return (outer) => {
    const all = items(list(outer));
    for (let index = 0; index < all.length; index++) {
      meter.use(steps);
      const frame = ownFrame ? new Frame(inner.frame.size, outer, outer.call) : outer;
      set(frame, all[index]);
      const ending = run(frame);
      if (ends(ending)) return leaving(ending);
    }
    return undefined;
  };
}

function keysOf(value: Value): string[] {
  if (!Array.isArray(value) && !isRecord(value) && typeof value !== 'string') return [];
  const keys = Object.keys(value);
  meter.use(keys.length);
  return keys;
}

function compileWhile(
  node: Js.WhileStatement | Js.DoWhileStatement,
  scope: Scope,
  program: Program,
): RunStatement {
  const test = program.compile(node.test, scope);
  const run = compileInner(node.body, scope, program);
  const steps = stepsOf(node);
  const isLate = node.type === 'DoWhileStatement';
  return (frame) => {
    let first = isLate;
    for (;;) {
      meter.use(steps);
      if (!first && !test(frame)) return undefined;
      first = false;
      const ending = run(frame);
      if (ends(ending)) return leaving(ending);
    }
  };
}

function compileSwitch(node: Js.SwitchStatement, scope: Scope, program: Program): RunStatement {
  const statements = node.cases.flatMap(({ consequent }) => consequent);
  const declared = lexicalNames(statements);
  return inFrame(node.cases, scope, (inner) => {
    const unset = declared.map(({ name, isConstant }) => inner.declare(name.name, isConstant, name.start));
    const cases = node.cases.map(({ test, consequent }) => ({
      test: test == null ? undefined : program.compile(test, inner),
      run: compileSequence(consequent, inner, program),
    }));
    const value = program.compile(node.discriminant, inner);
    const otherwise = cases.findIndex(({ test }) => test === undefined);
    return (frame) => {
      const chosen = value(frame);
      for (const slot of unset) frame.slots[slot] = UNSET;
      const found = cases.findIndex(({ test }) => test !== undefined && test(frame) === chosen);
      const start = found < 0 ? otherwise : found;
      for (let index = start < 0 ? cases.length : start; index < cases.length; index++) {
        const ending = cases[index]?.run(frame);
        if (ending === 'break') return undefined;
        if (ending !== undefined) return ending;
      }
      return undefined;
    };
  });
}

/** Statements whose variables are declared already. */
function compileSequence(statements: readonly Js.AnyNode[], scope: Scope, program: Program): RunStatement {
  for (const statement of statements) hoist(statement, scope);
  const runs = statements.map((statement) => compileStatement(statement, scope, program));
  return (frame) => {
    for (const run of runs) {
      const ending = run(frame);
      if (ending !== undefined) return ending;
    }
    return undefined;
  };
}
