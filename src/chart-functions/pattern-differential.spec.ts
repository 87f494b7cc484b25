import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exec, match, matchAll, replace, replaceAll, search, split } from './pattern-methods.js';
import { type Fuel, type Match, RegularExpression } from './regular-expression.js';
import { broadCases, denseCases, flags } from './testing/patterns.js';
import { fuelOf, OutOfFuel } from './testing/fuel.js';

/** Each case is a pattern and a text. More with REGEXP_CASES=100000. */
const CASES = Number(process.env['REGEXP_CASES'] ?? 20_000) / 2;
const TEXTS_PER_PATTERN = 4;

const template = "[$&|$1|$2|$01|$10|$00|$`|$'|$<n1>|$<n2|$$|$]";

type Plain = {
  index: number;
  captures: (string | undefined)[];
  groups: [string, string | undefined][] | undefined;
};

const plainOf = (found: Match | undefined): Plain | undefined =>
  found && {
    index: found.index,
    captures: [...found.captures],
    groups: found.groups && [...found.groups].sort(),
  };
const plainOfNative = (found: RegExpExecArray | null): Plain | undefined =>
  found
    ? {
        index: found.index,
        captures: Array.from(found),
        groups: found.groups && Object.entries(found.groups).sort(),
      }
    : undefined;

function resultsOf(regexp: RegularExpression, text: string, lastIndex: number, fuel: Fuel) {
  regexp.lastIndex = lastIndex;
  const found = [1, 2].map(() => [plainOf(exec(regexp, text, fuel)), regexp.lastIndex]);
  const matched = match(text, regexp, fuel);
  const called: unknown[] = [];
  const replacement = (each: Match) => {
    called.push(each.captures, each.index);
    return `<${each.captures[0]}>`;
  };
  return {
    found,
    matched: matched && 'index' in matched ? matched.captures : matched,
    all: regexp.isGlobal ? matchAll(text, regexp, fuel).map(plainOf) : [],
    searched: search(text, regexp, fuel),
    replaced: replace(text, regexp, template, fuel),
    replacedAll: regexp.isGlobal ? replaceAll(text, regexp, '-$1', fuel) : '',
    replacedByCall: replace(text, regexp, replacement, fuel),
    called,
    parts: split(text, regexp, undefined, fuel),
    fewParts: split(text, regexp, 2, fuel),
    lastIndex: regexp.lastIndex,
  };
}

/**
 * With a method `exec` of its own, V8 replaces by the steps of ECMA-262. Its shortcut for the flags g and u passes
 * wrong captures in Node 20 (`'😀'.replace(/(x)|/gu, f)`) and crashes the process for some patterns.
 */
function withoutShortcuts(regexp: RegExp): RegExp {
  if (regexp.global && regexp.unicode) {
    regexp.exec = (text) => RegExp.prototype.exec.call(regexp, text);
  }
  return regexp;
}

function nativeResultsOf(regexp: RegExp, text: string, lastIndex: number): ReturnType<typeof resultsOf> {
  regexp.lastIndex = lastIndex;
  const found = [1, 2].map(() => [plainOfNative(regexp.exec(text)), regexp.lastIndex]);
  const matched = text.match(regexp);
  const called: unknown[] = [];
  const replacement = (...values: unknown[]) => {
    const index = values.findIndex((value) => typeof value === 'number');
    called.push(values.slice(0, index), values[index]);
    return `<${values[0] as string}>`;
  };
  return {
    found,
    matched: matched ? Array.from(matched) : undefined,
    all: regexp.global ? Array.from(text.matchAll(regexp), plainOfNative) : [],
    searched: text.search(regexp),
    replaced: text.replace(regexp, template),
    replacedAll: regexp.global ? text.replaceAll(regexp, '-$1') : '',
    replacedByCall: text.replace(regexp, replacement),
    called,
    parts: text.split(regexp),
    fewParts: text.split(regexp, 2),
    lastIndex: regexp.lastIndex,
  };
}

/** With `u`, V8 lets an empty match start within a surrogate pair, as /\\B/u does in 'a𐐨'; ECMA-262 does not. */
function startsWithinPair({ source, flags, unicode }: RegExp, text: string): boolean {
  const everywhere = new RegExp(source, `${flags.replace(/[gy]/g, '')}g`);
  return (
    unicode &&
    [...text.matchAll(everywhere)].some(({ index }) => index > 0 && text.codePointAt(index - 1)! > 0xffff)
  );
}

/** The expression, or undefined when the syntax is refused. */
function tryTo<T>(create: () => T): T | undefined {
  try {
    return create();
  } catch (error) {
    if ((error as Error).name === 'SyntaxError') {
      return undefined;
    }
    throw error;
  }
}

describe('a regular expression', () => {
  it.each([
    ['all kinds of characters', broadCases],
    ['few letters', denseCases],
  ])("finds, replaces and splits as the JavaScript engine's does, of %s", (_, { pattern, text: anyText }) => {
    let compared = 0;
    let matching = 0;
    let outOfFuel = 0;
    const property = fc.property(
      pattern,
      flags,
      fc.array(anyText, { minLength: TEXTS_PER_PATTERN, maxLength: TEXTS_PER_PATTERN }),
      fc.nat(4),
      (source, flagsText, texts, lastIndex) => {
        const native = tryTo(() => withoutShortcuts(new RegExp(source, flagsText)));
        const own = tryTo(() => new RegularExpression(source, flagsText));
        expect(own === undefined).toBe(native === undefined);
        for (const text of own && native ? texts : []) {
          const expected = nativeResultsOf(native!, text, lastIndex);
          if (startsWithinPair(native!, text)) {
            continue;
          }
          let results;
          try {
            results = resultsOf(own!, text, lastIndex, fuelOf(1_000_000));
          } catch (error) {
            if (!(error instanceof OutOfFuel)) {
              throw error;
            }
            outOfFuel++;
            continue;
          }
          compared++;
          matching += results.searched < 0 ? 0 : 1;
          if (JSON.stringify(results) !== JSON.stringify(expected)) {
            expect(results).toEqual(expected);
          }
        }
      },
    );

    fc.assert(property, { numRuns: Math.ceil(CASES / TEXTS_PER_PATTERN), seed: 18 });

    expect(compared).toBeGreaterThan(CASES / 2);
    expect(matching).toBeGreaterThan(CASES / 4);
    expect(outOfFuel).toBeLessThan(CASES / 1_000);
  });
});
