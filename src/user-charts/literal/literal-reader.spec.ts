import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import type { ChartRefusal } from '../json.js';
import { readLiteral } from './literal-reader.js';
import { literalText } from '../testing/wild-texts.js';

const LIMITS = { maxBytes: 1_048_576, maxDepth: 32, maxPoints: 50_000 };
const read = (text: string) => readLiteral(text, LIMITS);

/** The value that the engine gives a text from this file, as JSON. */
function evaluated(text: string): unknown {
  return JSON.parse(
    JSON.stringify(
      runInNewContext(`(${text}
)`),
    ),
  ) as unknown;
}

describe('readLiteral', () => {
  it.each([
    [`{"a": [1, true, null, "x"]}`, { a: [1, true, null, 'x'] }],
    [
      `{a: 1, 'b': 2, "c": 3, $d_1: 4, über: 5, 监控: 6, true: 7, function: 8}`,
      evaluated(`{a:1,b:2,c:3,$d_1:4,über:5,监控:6,true:7,function:8}`),
    ],
    [`{1: 'a', 0x10: 'b', .5: 'c', 1e3: 'd'}`, { 1: 'a', 16: 'b', 0.5: 'c', 1000: 'd' }],
    [`{a: 1, b: [1, 2,],}`, { a: 1, b: [1, 2] }],
    [`[1,,2,,]`, [1, null, 2, null]],
    [`{a: undefined, b: [undefined, NaN, -NaN]}`, { b: [null, null, null] }],
    [`{a: 1, a: undefined}`, {}],
    [`/* one */ { // two\n a: /* three */ 1 /**/ } // four`, { a: 1 }],
    [`({a: (1)});;`, { a: 1 }],
    [`\ufeff{\u00a0a\u2003:\u20281\v\f}`, { a: 1 }],
    [`'it\\'s \\x41\\u0042\\u{1F600} \\0 \\q \\\n\\\r\n\\\u2028.'`, "it's AB😀 \0 q ."],
    ['`two\r\nlines and a ${"$"} sign`'.replace('${"$"}', '$'), 'two\nlines and a $ sign'],
    [`"\u2028"`, '\u2028'],
    [
      `[0x1F, 0o17, 0b11, 017, 08, .5, 5., 5e3, 5.e-1, 1_000, - 5, +5, 0, 0.10]`,
      [31, 15, 3, 15, 8, 0.5, 5, 5000, 0.5, 1000, -5, 5, 0, 0.1],
    ],
    [`new Date(0)`, 0],
    [`new Date('2024-02-29')`, Date.UTC(2024, 1, 29)],
    [`new Date("2024-02-29T12:30:00+01:00")`, Date.UTC(2024, 1, 29, 11, 30)],
    [
      `getGradientFillHelper('horizontal', ['red', "#00f"], {width: 100})`,
      { $gradient: { direction: 'horizontal', colors: ['red', '#00f'], width: 100 } },
    ],
    [
      `getGradientFillHelper("vertical", ["red"], undefined)`,
      { $gradient: { direction: 'vertical', colors: ['red'] } },
    ],
  ])('reads %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('treats a time without a time zone as UTC, whatever the time zone of the machine', () => {
    expect(read(`new Date('2024-02-29T12:30')`)).toBe(Date.UTC(2024, 1, 29, 12, 30));
    expect(read(`new Date(2024, 1, 29, 12)`)).toBe(Date.UTC(2024, 1, 29, 12));
  });

  it('reads what the engine reads, in any notation', () => {
    fc.assert(
      fc.property(literalText, (text) => {
        const inArray = `[${text}\n]`;
        expect(JSON.parse(JSON.stringify(read(inArray)))).toEqual(evaluated(inArray));
      }),
      { numRuns: 500 },
    );
  });

  it('reads all JSON like JSON.parse', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const value: unknown = JSON.parse(text);
        fc.pre(!/__proto__|constructor|prototype/.test(text) && !/e-[23]\d\d|e\+30/.test(text));
        expect(read(text)).toEqual(value);
      }),
    );
  });
});

describe('readLiteral for code', () => {
  it.each<[string, string, number, number]>([
    ['{a: process.env}', 'the member access "process.env"', 1, 5],
    ['{a: constructor.constructor("return process")()}', 'the member access "constructor.constructor"', 1, 5],
    ['{\n  __proto__: {}}', 'found __proto__', 2, 3],
    ['{"__proto__": 1}', 'found __proto__', 1, 2],
    ['{"\\u005f_proto__": 1}', 'found __proto__', 1, 2],
    ['{constructor: 1}', 'found constructor', 1, 2],
    ['{"prototype": 1}', 'found prototype', 1, 2],
    ['while(true){}', 'a statement, while', 1, 1],
    ['{get a() { return 1 }}', 'a function', 1, 2],
    ['{async a() {}}', 'a function', 1, 2],
    ['{*a() {}}', 'the operator "*"', 1, 2],
    ['{[a]: 1}', 'a computed name', 1, 2],
    ['{a}', 'the variable "a"', 1, 2],
    ['{...a}', 'a spread', 1, 2],
    ['[...a]', 'a spread', 1, 2],
    ['new Function("")', 'a call to "new Function"', 1, 1],
    ['new Date', 'a call to "new Date"', 1, 1],
    ['import("fs")', 'an import', 1, 1],
    ['[].map(1)', 'an expression', 1, 1],
    ['{a: b()}', 'a call to "b"', 1, 5],
    ['{a: Math.random()}', 'the member access "Math.random"', 1, 5],
    ['{a: "b"`c`}', 'a tagged template', 1, 5],
    ['{a: /b/}', 'a regular expression', 1, 5],
    ['{a: class {}}', 'a class', 1, 5],
    ['{a: Infinity}', 'a finite number', 1, 5],
    ['{a: -Infinity}', 'a finite number', 1, 5],
    ['{a: 1e999}', 'a finite number', 1, 5],
    ['{a: 1n}', 'a BigInt', 1, 5],
    ['{a: 1px}', '"1px"', 1, 5],
    ['{a: 0_1}', '"0_1"', 1, 5],
    ['{a: 1__0}', '"1__0"', 1, 5],
    ['{a: 00.5}', '"00.5"', 1, 5],
    ['{a: 1..toString()}', '"1..toString"', 1, 5],
    ['{a: new Date()}', 'received nothing', 1, 5],
    ['{a: new Date(Date.now())}', 'the member access "Date.now"', 1, 14],
    ['{a: new Date("Jan 1, 2020")}', 'received "Jan 1, 2020"', 1, 5],
    ['{a: new Date("2020-13-01")}', 'received "2020-13-01"', 1, 5],
    ['{a: new Date(9e15)}', 'received 9000000000000000', 1, 5],
    ['{a: getGradientFillHelper("up", ["red"])}', 'direction', 1, 5],
    ['{a: eval("1")}', 'a call to "eval"', 1, 5],
    ['{a: "b', 'a closing quote', 1, 5],
    ['{a: "b\nc"}', 'a line break', 1, 7],
    ['{a: "\\u12"}', 'a hexadecimal character code', 1, 6],
    ['{a: "\\u{110000}"}', 'a hexadecimal character code', 1, 6],
    ['{a: "\\1"}', 'an escape sequence', 1, 6],
    ['{a: 1', 'the end of the text', 1, 6],
    ['{a 1}', '"1"', 1, 4],
    ['{a: 1 b: 2}', 'the variable "b"', 1, 7],
    ['', 'the end of the text', 1, 1],
    ['{} {}', '"{"', 1, 4],
    ['/* {', 'the end of the comment', 1, 1],
    ['{\r\n\r\n\u2028  a: b}', 'the variable "b"', 4, 6],
    ['{a: 5e-324}', 'magnitude', 1, 5],
  ])('refuses %s', (text, sentence, line, column) => {
    const refusal = refusalOf(text);

    expect(refusal.message).toContain(sentence);
    expect(refusal.message).toContain(`line ${line}, column ${column}`);
    expect(refusal.place).toEqual({ line, column });
  });
});

describe('readLiteral for expressions', () => {
  it.each<[string, unknown]>([
    ['{a: 1 + 1, b: 2}', { a: 2, b: 2 }],
    ['{a: !0, b: !1}', { a: true, b: false }],
    ['[- -1, -"1", +"2", 10/4, 2**3]', [1, -1, 2, 2.5, 8]],
    ["['a' + 'b', `${1}/${2}`, 'x'.length, [1, 2][1]]", ['ab', '1/2', 1, 2]],
    ['[Math.PI, -Math.PI / 2, Number.MAX_SAFE_INTEGER]', [Math.PI, -Math.PI / 2, Number.MAX_SAFE_INTEGER]],
    ["`3;1;2`.split(';').map(Number).sort()", [1, 2, 3]],
    ['{a: (() => { const b = [1]; b.push(2); return b; })()}', { a: [1, 2] }],
    ['{a: [...Array(3).keys()], ...{b: 1}, ["c" + 1]: 2}', { a: [0, 1, 2], b: 1, c1: 2 }],
    [
      "{a: new Date('2020-01-01').getTime(), b: [new Date(2020, 0, 1)].concat()}",
      { a: 1577836800000, b: [1577836800000] },
    ],
    ['{a: 0/0, b: undefined || 1}', { a: null, b: 1 }],
    ['[typeof 1, void 0, "b".c]', ['number', null, null]],
  ])('reads the value of %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['{a: x => x}', { a: { $function: 'x => x' } }],
    ['{a: (x, y) => { return x }, b: 1}', { a: { $function: '(x, y) => { return x }' }, b: 1 }],
    ['{a: function(x) { return x }}', { a: { $function: 'function(x) { return x }' } }],
    ['{a: (v => v)}', { a: { $function: 'v => v' } }],
    ['{a(x) { return x }}', { a: { $function: 'function (x) { return x }' } }],
  ])('reads the function in %s as its source', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('reads a gradient and a pattern as data', () => {
    expect(read("getGradientFill([{ offset: 0, color: 'red' }], [0, 0, 9, 9])")).toEqual({
      $gradient: { stops: [{ offset: 0, color: 'red' }], line: [0, 0, 9, 9] },
    });
    expect(read("pattern.draw('dot', 'red')")).toEqual({ $pattern: { shape: 'dot', color: 'red' } });
  });

  it.each([
    ["'%' + pre", /the operator|an expression.*uses pre, which is not available in charts/],
    ["(v) => v '%'", /the end of the chart but found "'" at line 1, column 10/],
    ['(() => { for (;;); })()', /takes more than the [\d,]+ steps/],
    ["'a'.repeat(1e9)", /makes a text longer than 100,000/],
    ['(function f() { return f() })()', /nests calls/],
    ['{a: Math.random()}', /Math\.random.*the same chart must always be the same picture/],
    ['[1, 2].map(x => x / 0)', /a finite number/],
    ['[{}].map(() => { throw 1 })', /uses throw, which charts do not support/],
  ])('refuses %s', (text, sentence) => {
    expect(refusalOf(text).message).toMatch(sentence);
  });

  it('takes as long as the expressions are, however long the text is', () => {
    const many = `[${'1+1,\n'.repeat(9_000)}]`;

    expect(read(many)).toHaveLength(9_000);
    expect(refusalOf(`[${'1+1,\n'.repeat(40_000)}]`).message).toMatch(/steps/);
  });
});

describe('readLiteral for texts that exceed a limit', () => {
  it.each<[string, string, RegExp]>([
    ['ten megabytes', `["${'x'.repeat(10_485_760)}"]`, /at most 1048576 bytes/],
    ['more bytes than characters', `["${'监'.repeat(400_000)}"]`, /at most 1048576 bytes/],
    ['a million brackets', '['.repeat(1_000_000), /at most 32 levels deep .* line 1, column 33/],
    ['a million parentheses', '('.repeat(1_000_000), /at most 32 levels deep/],
    ['a million signs', '-'.repeat(1_000_000), /the operator/],
    ['objects in objects', '{a:'.repeat(100_000), /at most 32 levels deep/],
    ['a million dates', 'new Date('.repeat(100_000), /at most 32 levels deep/],
    ['half a million points', `[${'1,'.repeat(500_000)}]`, /at most 50000 points .* column 100002/],
    ['half a million holes', `[${','.repeat(500_000)}]`, /at most 50000 points/],
    ['a text of 10,001 characters', `["${'x'.repeat(10_001)}"]`, /at most 10000 characters but found 10001/],
    ['a name of 10,001 characters', `{${'x'.repeat(10_001)}: 1}`, /at most 10000 characters/],
    ['a number of a million digits', '9'.repeat(1_000_000), /Expected a number/],
  ])('refuses %s', (_, text, sentence) => {
    expect(refusalOf(text).message).toMatch(sentence);
  });

  it('counts all values of any kind', () => {
    const row = `[${'1,'.repeat(9)}]`;
    const text = `[${`${row},`.repeat(9)}]`;

    expect(() => readLiteral(text, { ...LIMITS, maxPoints: 9 })).not.toThrow();
    expect(refusalOf(`{${'a:1,'.repeat(200_000)}}`, { ...LIMITS, maxPoints: 9 }).message).toMatch(
      /at most 10090 values/,
    );
  });

  it('accepts a text of exactly the maximum size', () => {
    const text = '"é"';

    expect(readLiteral(text, { ...LIMITS, maxBytes: 4 })).toBe('é');
    expect(refusalOf(text, { ...LIMITS, maxBytes: 3 }).message).toMatch(/at most 3 bytes/);
  });
});

function refusalOf(text: string, limits = LIMITS): ChartRefusal {
  try {
    readLiteral(text, limits);
  } catch (error) {
    return error as ChartRefusal;
  }
  throw new Error('Expected a refusal');
}
