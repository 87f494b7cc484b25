import type { AST } from '@eslint-community/regexpp';

/** Pairs of the first and the last code of a range, ascending and disjoint. */
type Ranges = readonly (readonly [number, number])[];

/** What the flags `i` and `u` make of characters. */
export interface CharacterMode {
  readonly ignoreCase: boolean;
  /** Characters are code points rather than UTF-16 code units. */
  readonly unicode: boolean;
}

/** Whether a character, by its code, is in a set. The code is -1 where the text ends. */
export type CharacterTest = (code: number) => boolean;

const LAST_CODE_POINT = 0x10ffff;
const ASCII = 128;

const DIGITS: Ranges = [[0x30, 0x39]];
const WORD_CHARACTERS: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const LINE_TERMINATORS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const SPACES: Ranges = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** The test for a class or an escape, such as `[^a-f\s]`, `\d` or `.`, case and negation included. */
export function testForSet(
  node: AST.CharacterClass | AST.CharacterSet,
  mode: CharacterMode,
  dotMatchesLines: boolean,
): CharacterTest {
  if (node.type === 'CharacterSet') {
    if (node.kind === 'any') {
      return testFor(dotMatchesLines ? [[0, LAST_CODE_POINT]] : complement(LINE_TERMINATORS));
    }
    return testFor(closeOverCase(rangesOf(node, mode), mode));
  }
  const ranges = closeOverCase(normalise(node.elements.flatMap((element) => rangesOf(element, mode))), mode);
  return testFor(node.negate ? complement(ranges) : ranges);
}

/** The test for one character. */
export function testForCharacter(code: number, mode: CharacterMode): CharacterTest {
  if (!mode.ignoreCase) {
    return (other) => other === code;
  }
  const canonicalize = canonicalizeOf(mode);
  const canonical = canonicalize(code);
  return (other) => canonicalize(other) === canonical;
}

/** The test for `\w` and for what `\b` separates. */
export function testForWord(mode: CharacterMode): CharacterTest {
  return testFor(wordCharacters(mode));
}

export const isLineTerminator = testFor(LINE_TERMINATORS);

/** The function whose equal results mean that two characters match. @see ECMA-262, Canonicalize */
export function canonicalizeOf(mode: CharacterMode): (code: number) => number {
  if (!mode.ignoreCase) {
    return (code) => code;
  }
  return mode.unicode ? foldCodePoint : upperCodeUnit;
}

function rangesOf(element: AST.CharacterClassElement | AST.CharacterSet, mode: CharacterMode): Ranges {
  if (element.type === 'Character') {
    return [[element.value, element.value]];
  }
  if (element.type === 'CharacterClassRange') {
    return [[element.min.value, element.max.value]];
  }
  if (element.type === 'CharacterSet' && element.kind !== 'any' && element.kind !== 'property') {
    const ranges =
      element.kind === 'word' ? wordCharacters(mode) : element.kind === 'digit' ? DIGITS : SPACES;
    return element.negate ? complement(ranges) : ranges;
  }
  throw new SyntaxError(`Regular expressions do not support ${element.raw} here`);
}

function testFor(ranges: Ranges): CharacterTest {
  const starts = Int32Array.from(ranges, ([first]) => first);
  const ends = Int32Array.from(ranges, ([, last]) => last);
  const isInRanges = (code: number) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (code > ends[middle]!) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < starts.length && starts[low]! <= code;
  };
  const ascii = new Uint8Array(ASCII);
  for (const [first, last] of ranges) {
    ascii.fill(1, first, last + 1);
  }
  return (code) => (code < ASCII ? ascii[code] === 1 : isInRanges(code));
}

function normalise(ranges: Ranges): Ranges {
  const merged: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const previous = merged.at(-1);
    if (previous && first <= previous[1] + 1) {
      previous[1] = Math.max(previous[1], last);
    } else {
      merged.push([first, last]);
    }
  }
  return merged;
}

function complement(ranges: Ranges): Ranges {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) {
      gaps.push([next, first - 1]);
    }
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) {
    gaps.push([next, LAST_CODE_POINT]);
  }
  return gaps;
}

/** With `i` and `u`, the long s and the Kelvin sign are word characters too. */
function wordCharacters(mode: CharacterMode): Ranges {
  return mode.unicode ? closeOverCase(WORD_CHARACTERS, mode) : WORD_CHARACTERS;
}

/** Adds the characters that are equal to one of the ranges but for their case. */
function closeOverCase(ranges: Ranges, mode: CharacterMode): Ranges {
  if (!mode.ignoreCase) {
    return ranges;
  }
  const contains = testFor(ranges);
  const added: (readonly [number, number])[] = [];
  for (const family of caseFamilies(mode.unicode)) {
    if (family.some(contains)) {
      added.push(...family.filter((code) => !contains(code)).map((code) => [code, code] as const));
    }
  }
  return added.length === 0 ? ranges : normalise([...ranges, ...added]);
}

// No character beyond has a case.
const LAST_CASED_CODE = 0x1ffff;
const BLOCK = 256;
const familiesByMode = new Map<boolean, readonly number[][]>();

/** The sets of two and more characters that differ only by case: k, K and the Kelvin sign. */
function caseFamilies(unicode: boolean): readonly number[][] {
  const known = familiesByMode.get(unicode);
  if (known) {
    return known;
  }
  const canonicalize = canonicalizeOf({ ignoreCase: true, unicode });
  const families = new Map<number, number[]>();
  for (let block = 0; block < (unicode ? LAST_CASED_CODE : 0xffff); block += BLOCK) {
    const codes = Array.from({ length: BLOCK }, (_, index) => block + index);
    const text = String.fromCodePoint(...codes);
    if (text.toUpperCase() === text && text.toLowerCase() === text) {
      continue;
    }
    for (const code of codes) {
      const canonical = canonicalize(code);
      if (canonical !== code) {
        families.set(canonical, [...(families.get(canonical) ?? [canonical]), code]);
      }
    }
  }
  familiesByMode.set(unicode, [...families.values()]);
  return familiesByMode.get(unicode)!;
}

function upperCodeUnit(code: number): number {
  if (code < ASCII) {
    return code >= 0x61 && code <= 0x7a ? code - 32 : code;
  }
  const upper = String.fromCharCode(code).toUpperCase();
  // A letter outside ASCII never matches one within.
  return upper.length === 1 && upper.charCodeAt(0) >= ASCII ? upper.charCodeAt(0) : code;
}

/** Foldings that differ from the lower case of the upper case. */
const FOLDED = new Map([
  [0x131, 0x131], // The dotless i is its own letter, although its capital is I.
  [0x1fd3, 0x390],
  [0x1fe3, 0x3b0],
  [0xfb05, 0xfb06],
]);

/** Simple case folding, from the case mappings that JavaScript has. @see Unicode CaseFolding.txt, C and S */
function foldCodePoint(code: number): number {
  if (code < ASCII) {
    return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  }
  const exception = FOLDED.get(code);
  if (exception !== undefined) {
    return exception;
  }
  const upper = mapCodePoint(code, 'toUpperCase');
  // Cherokee folds to its capitals.
  return upper >= 0x13a0 && upper <= 0x13f5 ? upper : mapCodePoint(upper, 'toLowerCase');
}

function mapCodePoint(code: number, mapping: 'toUpperCase' | 'toLowerCase'): number {
  const character = String.fromCodePoint(code);
  const mapped = character[mapping]();
  const mappedCode = mapped.codePointAt(0)!;
  return mapped.length === (mappedCode > 0xffff ? 2 : 1) ? mappedCode : code;
}
