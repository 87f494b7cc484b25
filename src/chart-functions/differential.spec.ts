import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createContext, runInContext } from 'node:vm';
import { callFunction, compileFunctionSource } from './chart-function.js';
import { dataOf } from './data.js';
import { ProgramError, meter } from './meter.js';

/** More with the variable, such as PROGRAMS=100000. */
const PROGRAMS = Number(process.env['PROGRAMS'] ?? 3_000);

const GIVEN = [
  { v: 12, i: 0, t: 'Q1 sales', d: [3, 1, 2], o: { a: 1, b: { c: 'x' }, d: [5, 'y', null] }, n: null },
  { v: -0.5, i: 3, t: '', d: [], o: { a: 'z', b: {}, d: [] }, n: undefined },
  { v: '7', i: 1, t: 'ä😀,b;c', d: [10, 9, 1, 1], o: { a: null, d: [[1], [2, [3]]] }, n: null },
];

const name = fc.constantFrom('v', 'i', 't', 'd', 'o', 'n');
const literal = fc.constantFrom(
  '0',
  '1',
  '-1',
  '2.5',
  '1e21',
  "''",
  "'a'",
  "'%'",
  "'1,2'",
  'true',
  'false',
  'null',
  'undefined',
  'NaN',
  '[]',
  '[1, 2]',
  '{}',
  '{ a: 1 }',
);
const binary = fc.constantFrom(
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '===',
  '!==',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  ',',
);
const key = fc.constantFrom('a', 'b', 'c', 'd', 'length', '0', 'constructor', '__proto__', 'hasOwnProperty');
const method = fc.constantFrom(
  ...[
    'toFixed(1)',
    'toString()',
    'toPrecision(3)',
    "split(',')",
    "split('')",
    'slice(1)',
    'slice(-2, 4)',
    "join('-')",
    'join()',
    'concat([1], 2)',
  ],
  ...[
    'map((x, k) => x + k)',
    'filter((x) => x > 1)',
    'reduce((s, x) => s + x, 0)',
    'reduce((s, x) => s + x)',
    'some((x) => x === 1)',
  ],
  ...[
    'every(Boolean)',
    'find((x) => x > 1)',
    'findIndex((x) => x === 9)',
    'includes(1)',
    "includes('a')",
    'indexOf(1)',
    'at(-1)',
    'flat()',
    'flat(Infinity)',
  ],
  ...[
    'slice().sort()',
    'slice().sort((x, y) => x - y)',
    'slice().reverse()',
    'toUpperCase()',
    'trim()',
    "padStart(5, '*')",
    'repeat(2)',
    "replace('a', '[$&]')",
  ],
  ...[
    'replace(/\\\\d+/g, (m) => m.length)',
    "replaceAll('a', 'b')",
    'match(/(\\\\w)(\\\\d)?/)',
    'split(/[,;]/)',
    'charCodeAt(0)',
    'codePointAt(1)',
    'substring(1, 0)',
    'substr(-2, 1)',
  ],
  ...[
    'toLocaleString()',
    "toLocaleString('de-DE', { minimumFractionDigits: 2 })",
    'entries',
    'valueOf()',
    'lastIndexOf(1)',
    'fill(0)',
    'push(4)',
    'pop()',
    'splice(0, 1)',
    'concat()',
  ],
  ...[
    'normalize()',
    'localeCompare("b")',
    'startsWith("Q")',
    'search(/s/)',
    'flatMap((x) => [x, x])',
    'forEach((x) => x)',
    'keys',
    'hasOwnProperty("a")',
  ],
);
const call = fc.constantFrom(
  ...[
    'Math.round',
    'Math.max',
    'Math.abs',
    'Math.min',
    'Math.sign',
    'Number',
    'String',
    'Boolean',
    'parseInt',
    'parseFloat',
    'isNaN',
    'JSON.stringify',
  ],
  ...[
    'Number.isInteger',
    'Array.isArray',
    'Object.keys',
    'Object.values',
    'Object.entries',
    'Array.of',
    'String.fromCharCode',
    'isFinite',
    'Math.hypot',
  ],
);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    fc.oneof(name, literal),
    fc.tuple(tie('expression'), binary, tie('expression')).map(([a, o, b]) => `((${a}) ${o} (${b}))`),
    fc
      .tuple(fc.constantFrom('!', '-', '+', '~', 'typeof ', 'void '), tie('expression'))
      .map(([o, a]) => `${o}(${a})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('expression'), key).map(([a, k]) => `(${a})?.[${JSON.stringify(k)}]`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a})[${b}]`),
    fc.tuple(tie('expression'), method).map(([a, m]) => `(${a}).${m.replaceAll('\\\\', '\\')}`),
    fc.tuple(call, tie('expression')).map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `\`\${${a}}-\${${b}}\``),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, ...[${b}]]`),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([a, b]) => `({ a: ${a}, ['k' + 1]: ${b}, ...{ z: 1 } })`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `((x, [y = ${a}] = []) => x ?? y)(${b})`),
  ),
}));

const { statement } = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    expression.map((a) => `r = ${a};`),
    expression.map((a) => `r += ${a};`),
    expression.map((a) => `return ${a};`),
    fc
      .tuple(expression, tie('statement'), tie('statement'))
      .map(([a, s, u]) => `if (${a}) { ${s} } else { ${u} }`),
    tie('statement').map(
      (s) => `for (let k = 0; k < 3; k++) { ${s} if (k === 1) continue; c.push(() => k); }`,
    ),
    tie('statement').map((s) => `for (const x of d) { r = [x]; ${s} break; }`),
    tie('statement').map((s) => `for (var key in o) { r = key; ${s} }`),
    fc
      .tuple(expression, tie('statement'))
      .map(([a, s]) => `switch (${a}) { case 1: ${s} break; case 'a': r = 2; default: r = 3; }`),
    fc.tuple(tie('statement'), tie('statement')).map(([s, u]) => `${s} ${u}`),
    expression.map((a) => `{ let r2 = ${a}; const { a: q, ...w } = { a: r2, b: 1 }; r = [q, w]; }`),
    fc.constant('var u = 0; do { u++; } while (u < 2); r = u--;'),
    fc.constant('function twice(x) { return x + x; } r = twice(v);'),
  ),
}));

const program = statement.map(
  (body) => `function ({ v, i, t, d, o, n }) { let r; const c = []; ${body} return [r, c.map((f) => f())]; }`,
);

// Programs reach the engine's prototypes, and must not change them for the programs after them.
const context = createContext({});
runInContext(
  '[Object, Array, String, Number, Boolean, Function].forEach((one) => Object.freeze(one.prototype))',
  context,
);
/** The same values as objects of that context. */
const inContext = runInContext(
  '(value) => { const copy = (v) => Array.isArray(v) ? Array.from(v, copy) : v && typeof v === "object" ? Object.fromEntries(Object.entries(v).map(([k, i]) => [k, copy(i)])) : v; return copy(value); }',
  context,
) as (value: object) => object;

/** The value of a program, or that it failed, from the engine and from the interpreter. */
function outcomes(source: string, given: object): [engine: unknown, interpreter: unknown] {
  const attempt = (run: () => unknown): unknown => {
    try {
      return comparable(run());
    } catch (error) {
      if (
        error instanceof ProgramError &&
        /steps|longer than|levels deep|which charts do not support/.test(error.message)
      )
        return BOUNDED;
      return 'failed';
    }
  };
  const engine = attempt(() => {
    const run = runInContext(`(${source})`, context) as (given: object) => unknown;
    return run(inContext(given));
  });
  const interpreter = attempt(() => {
    const compiled = compileFunctionSource(source);
    meter.start(100_000);
    return dataOf(callFunction(compiled, undefined, [structuredClone(given)]));
  });
  return [engine, interpreter];
}

const BOUNDED = Symbol('bounded');

/** What both can say of a value: functions, and what only the engine has, are left out. */
function comparable(value: unknown): unknown {
  if (typeof value === 'function') return undefined;
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value as unknown[], (item) => comparable(item) ?? null);
  return Object.fromEntries(
    Object.entries(value)
      .map(([k, item]) => [k, comparable(item)] as const)
      .filter(([, item]) => item !== undefined),
  );
}

it(`${PROGRAMS} generated programs have the same results as in JavaScript's engine`, () => {
  let compared = 0;
  fc.assert(
    fc.property(program, fc.constantFrom(...GIVEN), (source, given) => {
      const [engine, interpreter] = outcomes(source, given);
      if (interpreter === BOUNDED || changesData(source)) return;
      compared += 1;
      expect({ source, outcome: interpreter }).toEqual({ source, outcome: engine });
    }),
    { numRuns: PROGRAMS, seed: 18, endOnFailure: false },
  );
  expect(compared).toBeGreaterThan(PROGRAMS / 2);
});

/** The interpreter keeps programs from changing the data of a chart, and shows none of the engine's own objects. */
function changesData(source: string): boolean {
  return /\b(?:fill|push|pop|splice)\(|constructor|__proto__|entries|keys|hasOwnProperty|\[native/.test(
    source.replaceAll(/c\.push|Object\.(?:keys|entries)/g, ''),
  );
}
