import { describe, expect, it } from '@jest/globals';
import { canonicalizeOf } from './pattern-characters.js';
import { exec, replace } from './pattern-methods.js';
import { PatternLimitError, RegularExpression } from './regular-expression.js';
import { fuelOf, OutOfFuel } from './testing/fuel.js';

const found = (source: string, flags: string, text: string) =>
  exec(new RegularExpression(source, flags), text, fuelOf(100_000));

describe('a regular expression', () => {
  it.each([
    ['a|ab', '', 'abc', ['a']],
    ['((a)|(ab))((c)|(bc))', '', 'abc', ['abc', 'a', 'a', undefined, 'bc', undefined, 'bc']],
    ['a[a-z]{2,4}?', '', 'abcdefghi', ['abc']],
    ['(aa|aabaac|ba|b|c)*', '', 'aabaac', ['aaba', 'ba']],
    ['(z)((a+)?(b+)?(c))*', '', 'zaacbbbcac', ['zaacbbbcac', 'z', 'ac', 'a', undefined, 'c']],
    ['(?:(a)|b)*', '', 'ab', ['ab', undefined]],
    ['(?:(?=(a))ab|ac)', '', 'ac', ['ac', undefined]],
    ['(a*)*', '', 'b', ['', undefined]],
    ['(?=(a+))a*b\\1', '', 'baaabac', ['aba', 'a']],
    ['(.*?)a(?!(a+)b\\2c)\\2(.*)', '', 'baaabaac', ['baaabaac', 'ba', undefined, 'abaac']],
    ['(?<=\\$)\\d+(\\.\\d*)?', '', 'costs $10.53', ['10.53', '.53']],
    ['(?<=(\\d+)(\\d+))$', '', '1053', ['', '1', '053']],
    ['(?<!\\d)k', '', '1k k', ['k']],
    ['^b$', 'm', 'a\nb\nc', ['b']],
    ['a.b', 's', 'a\nb', ['a\nb']],
    ['.', 'u', '😀', ['😀']],
    ['.', '', '😀', ['\ud83d']],
    ['[a-z]', 'iu', '\u212a', ['\u212a']],
    ['[^x]', 'i', 'X', undefined],
    ['σ+', 'iu', 'Σσς', ['Σσς']],
    ['(𐐀)\\1', 'iu', '𐐀𐐨', ['𐐀𐐨', '𐐀']],
    ['\\u{1F600}{2}', 'u', '😀😀', ['😀😀']],
    ['[\\s\\S]\\B', 'u', 'a😀', ['😀']],
  ])('finds what ECMA-262 defines: /%s/%s in %j', (source, flags, text, captures) => {
    expect(found(source, flags, text)?.captures).toEqual(captures);
  });

  it('names groups', () => {
    const match = found('(?<year>\\d{4})-(?<month>\\d\\d)|(?<quarter>Q\\d)', '', 'on 2024-05-01')!;

    expect(match.index).toBe(3);
    expect([...match.groups!]).toEqual([
      ['year', '2024'],
      ['month', '05'],
      ['quarter', undefined],
    ]);
    expect(found('(?<letter>[ab])\\k<letter>', '', 'abba')!.index).toBe(1);
  });

  it.each([
    ['a group without its end', '(', '', 'Invalid regular expression: /(/: Unterminated group'],
    ['a quantifier of a quantifier', 'a**', '', 'Invalid regular expression: /a**/: Nothing to repeat'],
    [
      'a property',
      '\\p{L}',
      'u',
      '\\p{L} is not supported in regular expressions. List the characters in a class',
    ],
    ['a property in a class', '[\\P{L}]', 'u', '\\P{L} is not supported in regular expressions'],
    ['the flag v', 'a', 'v', 'The flag "v" of regular expressions is not supported. Use "u" instead'],
    ['a flag that is repeated', 'a', 'gg', 'at most once in a regular expression but found "g"'],
    ['an unknown flag', 'a', 'x', 'Expected each of the flags d, g, i, m, s, u and y'],
    [
      'a long pattern',
      'a'.repeat(1_001),
      '',
      'a regular expression of at most 1000 characters but received 1001',
    ],
    [
      'deep groups',
      '('.repeat(51) + ')'.repeat(51),
      '',
      'Groups of a regular expression nest deeper than 50',
    ],
    ['very deep groups', '(?:'.repeat(333), '', 'Groups of a regular expression nest deeper than 50 levels'],
  ])('refuses %s with a reason', (_, source, flags, message) => {
    expect(() => new RegularExpression(source, flags)).toThrow(SyntaxError);
    expect(() => new RegularExpression(source, flags)).toThrow(message);
  });

  it('does not count parentheses that are escaped or in a class', () => {
    expect(found(`${'\\('.repeat(60)}[((]`, '', '('.repeat(61))?.index).toBe(0);
  });
});

describe('the fuel of a regular expression', () => {
  it.each([
    ['(a+)+$', 'a'.repeat(60) + 'X'],
    ['(a|aa)+$', 'a'.repeat(60) + 'X'],
    ['(.*)*x', 'a'.repeat(60)],
    ['(a*)*b', 'a'.repeat(60)],
    ['(?:a?){40}a{40}$', 'a'.repeat(39)],
    ['^(\\w+\\s?)*$', 'every word of a long sentence and then!'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(60)],
    ['(?=(a+)+$)b', 'a'.repeat(60) + 'X'],
    ['(?<=^(a+)+)b', 'X' + 'a'.repeat(60)],
    ['(x+x+)+y', 'x'.repeat(60)],
    ['(a|b|c)*d', 'abc'.repeat(2_000)],
    ['(?:(?:(?:a{0,1000}){0,1000}){0,1000}){0,1000}b', 'a'.repeat(60)],
  ])('ends /%s/', (source, text) => {
    const fuel = fuelOf(1_000_000);

    expect(() => exec(new RegularExpression(source, ''), text, fuel)).toThrow(OutOfFuel);
    expect(fuel.used).toBeLessThan(1_000_000 + 2 * text.length + 200);
  });

  it('is spent by the step, also by a failed search', () => {
    const fuel = fuelOf(Infinity);
    exec(new RegularExpression('x', ''), 'a'.repeat(1_000), fuel);
    expect(fuel.used).toBeGreaterThanOrEqual(1_000);
    expect(fuel.used).toBeLessThan(3_000);
  });

  it('is spent on each character of a run and of a reference', () => {
    const fuel = fuelOf(Infinity);
    exec(new RegularExpression('^(a*)-\\1$', ''), `${'a'.repeat(1_000)}-${'a'.repeat(1_000)}`, fuel);
    expect(fuel.used).toBeGreaterThan(2_000);
  });

  it('takes few steps for the separators of thousands', () => {
    const fuel = fuelOf(300);
    expect(replace('1234567', new RegularExpression('\\B(?=(\\d{3})+(?!\\d))', 'g'), ',', fuel)).toBe(
      '1,234,567',
    );
  });

  it('leaves an expression usable that ran out', () => {
    const regexp = new RegularExpression('(a+)+$', '');
    expect(() => exec(regexp, 'a'.repeat(60) + 'X', fuelOf(10_000))).toThrow(OutOfFuel);
    expect(exec(regexp, 'Xaa', fuelOf(10_000))).toEqual({
      index: 1,
      captures: ['aa', 'aa'],
      groups: undefined,
    });
  });
});

describe('a long text', () => {
  const text = 'ab'.repeat(50_000);

  it.each([
    '(a|b)*',
    '(?:a|b)*?$',
    '^(?:ab)+$',
    '(?:(?=(a|b))\\1)*',
    '[ab]*',
    '(?:[ab]+?)+',
    '$(?<=^(?:a|b)*)',
  ])('is matched by /%s/ without recursion', (source) => {
    const match = exec(new RegularExpression(source, ''), text, fuelOf(10_000_000))!;
    expect(match.index + match.captures[0]!.length).toBe(text.length);
  });

  it('ends with a plain error when too many alternatives are kept', () => {
    expect(() => exec(new RegularExpression('((((a|b))))*', ''), text, fuelOf(1e9))).toThrow(
      PatternLimitError,
    );
  });
});

describe('case', () => {
  it.each([false, true])(
    'is ignored as by the JavaScript engine, for each letter with one (u: %s)',
    (unicode) => {
      const canonicalize = canonicalizeOf({ ignoreCase: true, unicode });
      const families = new Map<number, string>();
      for (let code = 0; code <= (unicode ? 0x1ffff : 0xffff); code++) {
        const letter = String.fromCodePoint(code);
        if (letter.toUpperCase() !== letter || letter.toLowerCase() !== letter) {
          const canonical = canonicalize(code);
          families.set(canonical, (families.get(canonical) ?? '') + letter);
        }
      }
      const letters = [...families.values()].join('');
      const flags = unicode ? 'giu' : 'gi';
      const wrong = [...families.values()].filter((family) =>
        [...family].some((letter) => letters.match(new RegExp(letter, flags))!.join('') !== family),
      );

      expect(families.size).toBeGreaterThan(1_000);
      expect(wrong).toEqual([]);
    },
  );

  it('is ignored in classes by the same rule', () => {
    const everything = Array.from({ length: 0x1ffff - 0x10000 }, (_, code) =>
      String.fromCodePoint(code + 0x10000),
    );
    const text =
      Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).join('') + everything.join('');
    for (const [source, flags] of [
      ['[a-z]', 'gi'],
      ['[a-z]', 'giu'],
      ['[^a-zà-ÿ]', 'gi'],
      ['[\\u0370-\\u0400]', 'giu'],
      ['[\\W]', 'giu'],
      ['\\w', 'giu'],
      ['[\\u{10400}-\\u{10410}ß]', 'giu'],
    ] as const) {
      const own = new RegularExpression(source, flags);
      expect(replace(text, own, '', fuelOf(1e9)) === text.replace(new RegExp(source, flags), '')).toBe(true);
    }
  });
});
