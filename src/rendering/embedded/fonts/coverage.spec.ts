import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { contains, drawableText, isDrawable, parseRanges } from './coverage.js';
import { ALL_FAMILIES, familiesFor } from './font-catalogue.js';
import { HAN_LANGUAGES, type HanLanguage } from './han-language.js';

const textOf = (text: string) => drawableText(text, 'zh-Hans', 'color').text;
const familiesOf = (text: string, language: HanLanguage = 'zh-Hans') =>
  drawableText(text, language, 'color').families?.map(({ name }) => name);

describe('drawableText', () => {
  it.each([
    'AppName:test-app',
    'Škoda – “naïve”',
    'Привет',
    'Ελλάδα',
    'Lượt tương tác',
    '测试应用 监控 延迟',
    '시즌 별 스탯',
    'おおさか',
    '台灣營業額',
    'نمودار نوسان روزانه',
    'שלום',
    'हिन्दी',
    'ภาษาไทย',
    'မြန်မာအက္ခရာ',
    '✓ ▲ ▼ ● ① ★ ≥ ≤ →',
    '\ufffd',
  ])('leaves "%s" unchanged', (text) => {
    expect(textOf(text)).toBe(text);
  });

  it('draws a box for each character that no font has', () => {
    expect(textOf('Ꮳ=ⴰ, \ue000')).toBe('□=□, □');
  });

  it('composes letters and accents, and draws a box where no font has both', () => {
    expect(textOf('e\u0301 r\u030c')).toBe('é ř');
    expect(textOf('测\u0483')).toBe('□');
  });

  it('drops invisible characters and turns control characters into spaces', () => {
    expect(textOf('a\u202eb\u200bc\u00add\u200ce')).toBe('abcde');
    expect(textOf('a\tb\u0000c\u007f')).toBe('a b c ');
  });

  it('keeps the invisible characters by which letters are joined or separated', () => {
    expect(textOf('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect(textOf('क्\u200dष')).toBe('क्\u200dष');
  });

  it('keeps emoji that consist of several characters', () => {
    const emoji = ['👨‍👩‍👧', '❤️', '1️⃣', '🇩🇪', '👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'];

    expect(emoji.map(textOf)).toEqual(emoji);
  });

  it('always returns a text that it leaves unchanged itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...HAN_LANGUAGES), (text, language) => {
        const once = drawableText(text, language, 'color').text;
        expect(drawableText(once, language, 'color').text).toBe(once);
      }),
    );
  });
});

describe('the fonts of a text', () => {
  it('are those that are always loaded, where they are enough', () => {
    const texts = ['Latin', 'Škoda', 'Привет', 'Ελλάδα', '测试应用', '各城市的请求数量', '東京', '≥ ≤ → ★'];

    expect(texts.map((text) => familiesOf(text))).toEqual(texts.map(() => undefined));
  });

  it.each([
    ['Lượt', 'Noto Sans Vietnamese'],
    ['سلام', 'Noto Sans Arabic'],
    ['שלום', 'Noto Sans Hebrew'],
    ['हिन्दी', 'Noto Sans Devanagari'],
    ['✓', 'Noto Sans Symbols 2'],
    ['시즌', 'Noto Sans KR'],
    ['おおさか', 'Noto Sans JP'],
    ['台灣', 'Noto Sans TC'],
    ['🚀', 'Noto Color Emoji'],
    ['Ꮳ', 'Noto Sans Symbols 2'],
  ])('of "%s" include %s, and no others in addition to those', (text, family) => {
    const always = familiesOf('Lượt')?.filter((name) => name !== 'Noto Sans Vietnamese') ?? [];

    expect(familiesOf(text)?.filter((name) => !always.includes(name))).toEqual([family]);
  });

  it('put the glyphs of its language first', () => {
    const beforeChinese = (names: readonly string[] = []) => names.slice(4, names.indexOf('Noto Sans SC'));

    expect(beforeChinese(familiesOf('東京の'))).toEqual(['Noto Sans JP']);
    expect(beforeChinese(familiesOf('東京', 'ja'))).toEqual(['Noto Sans JP']);
    expect(beforeChinese(familiesOf('東京', 'zh-Hant'))).toEqual(['Noto Sans TC']);
    expect(beforeChinese(familiesOf('서울 漢字'))).toContain('Noto Sans KR');
  });

  it('have outlines for emoji where a picture has no colours', () => {
    const families = drawableText('🚀', 'zh-Hans', 'outline').families?.map(({ name }) => name);

    expect(families).toContain('Noto Emoji');
    expect(families).not.toContain('Noto Color Emoji');
  });

  it('show a sign as an emoji only where it is meant as one', () => {
    expect(familiesOf('✔')).not.toContain('Noto Color Emoji');
    expect(familiesOf('✔\ufe0f')).toContain('Noto Color Emoji');
  });
});

describe('the table of characters', () => {
  const table = createRequire(import.meta.url)('./font-characters.json') as Record<string, string>;

  it('has every family', () => {
    expect(Object.keys(table)).toEqual(ALL_FAMILIES.map(({ name }) => name));
  });

  it.each([
    ['gbk', 0xb0, 0xf7, 6763],
    // Those that it lists as frequent.
    ['big5', 0xa4, 0xc6, 5401],
    ['shift_jis', 0x88, 0xea, 6355],
    ['euc-kr', 0xb0, 0xfd, 7238],
  ])('has all but a few characters of the national set %s', (encoding, first, last, count) => {
    const bytes: number[] = [];
    for (let high = first; high <= last; high += 1) {
      for (let low = 0x40; low <= 0xfe; low += 1)
        if (encoding === 'shift_jis' || encoding === 'big5' || low > 0xa0) bytes.push(high, low, 0x0a);
    }
    const lines = new TextDecoder(encoding).decode(Uint8Array.from(bytes)).split('\n');
    const letters = new Set(lines.filter((line) => /^[\p{Script=Han}\p{Script=Hangul}]$/u.test(line)));

    expect(letters.size).toBeGreaterThanOrEqual(count);
    expect([...letters].filter((letter) => !isDrawable(letter)).length).toBeLessThan(25);
  });

  it('has the same families in each language', () => {
    const names = HAN_LANGUAGES.map((language) => familiesFor(language).map(({ name }) => name));

    expect(names.map((list) => list.toSorted())).toEqual(names.map(() => names[0]?.toSorted()));
  });

  it('is searched correctly', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 300 })),
        fc.integer({ min: 0, max: 300 }),
        (some, one) => {
          const ranges = parseRanges(
            some
              .toSorted((a, b) => a - b)
              .map((code) => code.toString(16))
              .join(' '),
          );
          expect(contains(ranges, one)).toBe(some.includes(one));
        },
      ),
    );
  });
});
