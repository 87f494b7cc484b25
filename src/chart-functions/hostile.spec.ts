import { describe, expect, it } from '@jest/globals';
import { callFunction, compileFunctionSource } from './chart-function.js';
import { ProgramError, meter } from './meter.js';

const STEPS = 300_000;

function run(source: string): unknown {
  const compiled = compileFunctionSource(source);
  meter.start(STEPS);
  return callFunction(compiled, undefined, [{ data: [1, 2, 3], label: 'a' }]);
}

/** The reason why a program is refused or ended; programs that end normally return their value. */
function outcomeOf(source: string): unknown {
  try {
    return run(source);
  } catch (error) {
    if (error instanceof ProgramError) return error.message;
    throw error;
  }
}

describe('programs that look for a way out', () => {
  it.each([
    "(x) => x.constructor.constructor('return process')()",
    "() => (() => {}).constructor('return process')()",
    "() => [].map.constructor('return 1')()",
    "() => ''['constructor']['constructor']('return 1')()",
    '() => Object.getPrototypeOf([])',
    '() => Object.defineProperty({}, "a", {})',
    '(x) => { x.__proto__.polluted = 1; }',
    '(x) => { x["__proto__"]["polluted"] = 1; }',
    '(x) => { x.data.push(4); }',
    '(x) => { x.data[0] = 4; }',
    '(x) => { x.data.length = 0; }',
    '(x) => { x.label = "b"; }',
    '(x) => { delete x.label; }',
    '(x) => { x.data.sort(); }',
    '(x) => { x.data.reverse(); }',
    '(x) => Object.assign(x, { label: "b" })',
    '() => process',
    '() => globalThis',
    '() => window',
    '() => this.process.exit()',
    '() => require("fs")',
    '() => import("fs")',
    '() => eval("1")',
    '() => new Function("return 1")()',
    '() => new Proxy({}, {})',
    '() => Reflect.ownKeys({})',
    '() => Symbol.iterator',
    '() => new WebAssembly.Module()',
    '() => fetch("http://localhost")',
    '() => arguments.callee.caller',
    '() => Date.now()',
    '() => new Date()',
    '() => Math.random()',
    '() => [].map.call(process, (x) => x)',
    '() => "".replace.call(5, "a", "b")',
    'async () => 1',
    'function* f() { yield 1 }',
    'class A {}',
  ])('refuses %s', (source) => {
    expect(() => run(source)).toThrow(ProgramError);
  });

  it.each([
    '(x) => x.constructor',
    '(x) => x.__proto__',
    '() => ({}).__proto__',
    '() => [].constructor',
    '() => (5).constructor',
    '() => (() => 1).prototype',
    '() => Math.max.constructor',
    '() => { const o = {}; o.__proto__ = { a: 1 }; return o.a; }',
    '() => JSON.parse(\'{"__proto__": {"a": 1}}\').a',
    "() => ({ ['__proto__']: { a: 1 } }).a",
    '() => Object.fromEntries([["__proto__", { a: 1 }]]).a',
  ])('shows nothing of the engine to %s', (source) => {
    expect(run(source)).toBeUndefined();
  });

  it('leaves the prototypes of the process as they are', () => {
    for (const source of [
      '() => { ({}).x = 1; [].y = 1; }',
      '(x) => { x.toString = 1 }',
      '() => ({}).toString.polluted = 1',
    ]) {
      outcomeOf(source);
    }
    const names = [Object.prototype, Array.prototype, String.prototype, Function.prototype].map(
      (one) => Reflect.ownKeys(one).length,
    );

    expect(names).toEqual(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

const before = [Object.prototype, Array.prototype, String.prototype, Function.prototype].map(
  (one) => Reflect.ownKeys(one).length,
);

describe('programs without an end or a bound', () => {
  it.each([
    '() => { for (;;); }',
    '() => { while (true) {} }',
    '() => { do {} while (1) }',
    'function f() { return f(); }',
    '() => { const f = (g) => g(g); return f(f); }',
    "() => { let s = 'a'; for (;;) s += s; }",
    "() => 'a'.repeat(1e9)",
    "() => 'a'.padEnd(1e9)",
    "() => 'a'.repeat(1e5).replaceAll('a', 'b'.repeat(1e5))",
    "() => 'a'.repeat(9e4).replace(/a/g, '$`$`$`')",
    "() => 'ab'.repeat(1e4).split('').map(() => 'x'.repeat(1e4)).join('')",
    '() => Array(1e9)',
    '() => { const a = []; a[1e9] = 1; }',
    '() => { const a = []; a.length = 4e9; }',
    '() => { const a = []; for (;;) a.push(1); }',
    '() => Array.from({ length: 1e9 })',
    '() => { let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return String(a); }',
    '() => { let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return a.flat(Infinity); }',
    '() => { let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return JSON.stringify(a); }',
    '() => { let a = {}; for (let i = 0; i < 60; i++) a = { a, b: a }; return JSON.stringify(a); }',
    '() => { const a = []; a.push(a); return a.join(); }',
    '() => { const a = {}; a.a = a; return JSON.stringify(a); }',
    '() => /(a+)+$/.test("a".repeat(50) + "b")',
    '() => /(.*)*x/.exec("a".repeat(5000))',
    '() => "a".repeat(1e5).match(/(a|aa)+$/)',
    '() => [3, 1, 2].sort(() => { for (;;); })',
    '() => { const m = new Map(); for (let i = 0; ; i++) m.set(i, i); }',
    '() => { for (const x of Array.from({ length: 1e5 })) for (const y of Array.from({ length: 1e5 })); }',
    '() => Math.max(...Array.from({ length: 1e5 }, () => 1))',
    `() => ${'('.repeat(3000)}1${')'.repeat(3000)}`,
    `() => ${'['.repeat(3000)}${']'.repeat(3000)}`,
    `() => ${'-'.repeat(1).concat(' ').repeat(3000)}1`,
    `() => ${'x => '.repeat(1500)}1`,
    `() => ${'1 + '.repeat(2000)}1`,
    `() => ${'a'.repeat(20_000)}`,
  ])('ends %s', (source) => {
    expect(() => run(source)).toThrow(ProgramError);
  });

  it('counts the steps of all functions of a picture together', () => {
    const compiled = compileFunctionSource(
      '(n) => { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }',
    );
    meter.start(STEPS);
    let calls = 0;

    expect(() => {
      for (; calls < STEPS; calls++) callFunction(compiled, undefined, [100]);
    }).toThrow(/takes more than the 300,000 steps/);
    expect(calls).toBeGreaterThan(10);
  });
});
