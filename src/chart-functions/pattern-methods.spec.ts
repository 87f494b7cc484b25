import { describe, expect, it } from '@jest/globals';
import { exec, match, matchAll, replace, replaceAll, search, split, test } from './pattern-methods.js';
import { RegularExpression } from './regular-expression.js';
import { fuelOf, OutOfFuel } from './testing/fuel.js';

const fuel = fuelOf(1_000_000);
const thousands = '\\B(?=(\\d{3})+(?!\\d))';

describe('methods of regular expressions', () => {
  it.each([
    ['1234567', thousands, 'g', ',', '1,234,567'],
    ['$1234.50', '(\\d)(?=(\\d{3})+\\.)', 'g', '$1,', '$1,234.50'],
    ['2024-05-01', '(?<y>\\d+)-(?<m>\\d+)-(?<d>\\d+)', '', '$<d>.$<m>.$<y>$<none>', '01.05.2024'],
    ['  spaced  ', '^\\s+|\\s+$', 'g', '', 'spaced'],
    ['camelCaseLabel', '([A-Z])', 'g', ' $1', 'camel Case Label'],
    ['abc', 'b', '', "[$`|$&|$'|$$|$1|$0|$", 'a[a|b|c|$|$1|$0|$c'],
    ['abc', '(b)', '', '$01$10$2$001', 'abb0$2$001c'],
    ['a😀b', '', 'gu', '-', '-a-😀-b-'],
    ['aXbxc', 'x', 'gi', '', 'abc'],
  ])('replaces in %j', (text, source, flags, replacement, expected) => {
    expect(replace(text, new RegularExpression(source, flags), replacement, fuel)).toBe(expected);
  });

  it('replaces with the result of a function', () => {
    const words = new RegularExpression('\\b(?<first>[a-z])', 'g');
    const capital = replace('two words', words, ({ groups }) => groups!.get('first')!.toUpperCase(), fuel);
    expect(capital).toBe('Two Words');
  });

  it.each([
    ['a, b,c', ',\\s*', undefined, ['a', 'b', 'c']],
    ['a1b2c', '(\\d)', undefined, ['a', '1', 'b', '2', 'c']],
    ['a1b2c', '(\\d)|(x)', 4, ['a', '1', undefined, 'b']],
    ['abc', '', undefined, ['a', 'b', 'c']],
    ['abc', '', 0, []],
    ['', ',', undefined, ['']],
    ['', '', undefined, []],
    [',a,', ',', -1, ['', 'a', '']],
  ])('splits %j by /%s/', (text, source, limit, parts) => {
    expect(split(text, new RegularExpression(source, ''), limit, fuel)).toEqual(parts);
  });

  it('continues from lastIndex when global, and only there when sticky', () => {
    const digits = new RegularExpression('\\d', 'g');
    expect([1, 2, 3].map(() => [test(digits, '1a2', fuel), digits.lastIndex])).toEqual([
      [true, 1],
      [true, 3],
      [false, 0],
    ]);
    const sticky = new RegularExpression('\\d', 'y');
    expect(['1a2', '1a2'].map((text) => exec(sticky, text, fuel)?.index)).toEqual([0, undefined]);
    digits.lastIndex = Infinity;
    expect(exec(digits, '1', fuel)).toBeUndefined();
  });

  it('finds all matches without moving lastIndex', () => {
    const digits = new RegularExpression('\\d', 'g');
    digits.lastIndex = 1;
    expect(matchAll('1a23', digits, fuel).map(({ index }) => index)).toEqual([2, 3]);
    expect(digits.lastIndex).toBe(1);
    expect(match('1a23', digits, fuel)).toEqual(['1', '2', '3']);
    expect(match('a', digits, fuel)).toBeUndefined();
    expect(match('a1', new RegularExpression('\\d', ''), fuel)).toMatchObject({ index: 1, captures: ['1'] });
    expect(search('ab1', digits, fuel)).toBe(2);
  });

  it('refuses replaceAll and matchAll without the flag g', () => {
    const once = new RegularExpression('a', '');
    expect(() => replaceAll('a', once, '', fuel)).toThrow(
      'replaceAll needs a regular expression with the flag g',
    );
    expect(() => matchAll('a', once, fuel)).toThrow(TypeError);
  });

  it('spends a step on each character that is added', () => {
    const everywhere = new RegularExpression('', 'g');
    const text = 'a'.repeat(10_000);
    // 10,001 times the whole text: 100 MB.
    expect(() => replace(text, everywhere, "$`$'", fuelOf(1_000_000))).toThrow(OutOfFuel);
    expect(() => replace(text, everywhere, () => text, fuelOf(1_000_000))).toThrow(OutOfFuel);
  });
});
