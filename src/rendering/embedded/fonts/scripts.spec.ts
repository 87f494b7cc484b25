import { describe, expect, it, jest } from '@jest/globals';
import { createRequire } from 'node:module';
import { textWidth } from '../../../chart-spec/fit-text.js';
import { requestFor } from '../../testing/charts.js';
import { decode } from '../../testing/pixels.js';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { GlobalFonts } = await import('@napi-rs/canvas');
const { createPixelCanvas, createVectorCanvas } = await import('../canvas.js');
const { drawPicture } = await import('../draw-picture.js');

const HEIGHT_PX = 60;
const WIDTH_PX = 400;

/** A text in black on white: one byte for each pixel, 0 where it is black. */
function drawn(text: string, { lang = 'zh-Hans', weight = 400 } = {}): Buffer {
  const canvas = createPixelCanvas(WIDTH_PX, HEIGHT_PX);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  context.fillStyle = '#000';
  context.lang = lang;
  context.font = `${weight} 24px Arial`;
  context.fillText(text, 10, 40);
  return Buffer.from(canvas.data().filter((_, index) => index % 4 === 1));
}

const inkOf = (pixels: Buffer) => pixels.filter((green) => green < 128).length;

function widthOf(text: string): number {
  const context = createPixelCanvas(1, 1).getContext('2d');
  context.font = '24px Arial';
  return context.measureText(text).width;
}

/** The columns that have ink, as the pixels of their left and right edges. */
function columnsOf(pixels: Buffer): { left: number; right: number } {
  const columns = [...pixels.keys()].filter((at) => (pixels[at] as number) < 250).map((at) => at % WIDTH_PX);
  return { left: Math.min(...columns), right: Math.max(...columns) };
}

const WORDS = {
  Vietnamese: 'tương tác ố ứ ế',
  Korean: '시즌별스탯',
  Japanese: 'おおさか',
  'traditional Chinese': '台灣營業額',
  Cantonese: '嘅咗喺',
  'rare Chinese': '谰垧喆',
  Arabic: 'المبيعات',
  Persian: 'نمودار',
  Hebrew: 'שלום',
  Thai: 'ภาษาไทย',
  Hindi: 'हिन्दी',
  Bengali: 'বাংলা',
  Tamil: 'தமிழ்',
  Burmese: 'မြန်မာ',
  Georgian: 'ქართული',
  Armenian: 'Հայերեն',
  signs: '✓▲▼●①',
  emoji: '🚀😀🟢',
};

describe('words of each script', () => {
  it('register a font when it is needed, and not for texts that need none', async () => {
    // Another spec in this process may have registered it.
    const registered = jest.spyOn(GlobalFonts, 'registerFromPath');
    const config = {
      type: 'bar',
      data: { labels: ['a', 'é'], datasets: [{ label: 'Привет 测试应用 ≥', data: [1, 2] }] },
    };
    await drawPicture(requestFor(config));
    expect(registered.mock.calls).toEqual([]);

    drawn('시즌');
    const hasFont = GlobalFonts.families.some(({ family }) => family === 'Noto Sans KR');
    const names = registered.mock.calls.map(([, name]) => name);
    registered.mockRestore();

    expect(hasFont).toBe(true);
    expect(names.filter((name) => name !== 'Noto Sans KR')).toEqual([]);
  });

  it.each(Object.entries(WORDS))('are drawn with letters, not boxes: %s', (_, word) => {
    const characters = [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment);
    const boxes = drawn('□'.repeat(characters.filter((character) => character !== ' ').length));
    const pixels = drawn(word);

    expect(inkOf(pixels)).toBeGreaterThan(60);
    expect(pixels.equals(boxes)).toBe(false);
    // Letters differ from each other; boxes, and the glyph for missing characters, do not.
    const pictures = new Set(
      characters.filter((character) => character !== ' ').map((one) => drawn(one).toString('hex')),
    );
    expect(pictures.size).toBe(new Set(characters.filter((character) => character !== ' ')).size);
    expect(pictures).not.toContain(drawn('□').toString('hex'));
    expect(pictures).not.toContain(drawn('\ufffd').toString('hex'));
  });

  it.each(Object.entries(WORDS))('are measured with the font that draws them: %s', (_, word) => {
    const { left, right } = columnsOf(drawn(word));

    expect(Math.abs(widthOf(word) - (right - left))).toBeLessThan(12);
  });

  it.each(Object.entries(WORDS))('are no wider than estimated without fonts: %s', (_, word) => {
    expect(widthOf(word)).toBeLessThanOrEqual(24 * textWidth(word));
  });

  it('have no letter that is wider than estimated', () => {
    const table = createRequire(import.meta.url)('./font-characters.json') as Record<string, string>;
    // The numbered families only have Han characters and signs that others have too.
    const families = Object.entries(table).filter(([name]) => !/ \d+$/.test(name));
    const letters = families.flatMap(([, ranges]) =>
      ranges.split(' ').flatMap((range) => {
        const [start = 0, end = start] = range.split('-').map((hex) => Number.parseInt(hex, 16));
        return Array.from({ length: end - start + 1 }, (_, index) => String.fromCodePoint(start + index));
      }),
    );
    const context = createPixelCanvas(1, 1).getContext('2d');
    context.font = '100px Arial';
    const spacing = letters.filter((letter) => !/[\p{M}\p{C}\p{sc=Han}\p{sc=Hang}]/u.test(letter));
    const wider = spacing.filter((letter) => context.measureText(letter).width > 100.1 * textWidth(letter));

    expect(spacing.length).toBeGreaterThan(5000);
    expect(wider).toEqual([]);
  });

  it('are bold where the script has a bold font', () => {
    for (const word of [WORDS.Vietnamese, WORDS.Arabic, WORDS.Hebrew, WORDS.Thai, WORDS.Hindi]) {
      expect(inkOf(drawn(word, { weight: 700 }))).toBeGreaterThan(1.1 * inkOf(drawn(word)));
    }
  });
});

describe('Arabic letters', () => {
  it('are joined', () => {
    const isolated = [...'نمودار'].reduce((sum, letter) => sum + widthOf(letter), 0);

    expect(widthOf('نمودار')).toBeLessThan(0.9 * isolated);
  });

  it('are separated by the non-joiner', () => {
    expect(drawn('می\u200cخواهم').equals(drawn('میخواهم'))).toBe(false);
  });

  it('are written from right to left', () => {
    const [first, second, both] = ['دد', 'ـــ', 'ددـــ'].map((text) => columnsOf(drawn(text)));
    const pixels = drawn('ددـــ');
    const rowsAbove = (left: number, right: number) =>
      [...pixels.keys()].filter((at) => {
        const [x, y] = [at % WIDTH_PX, Math.floor(at / WIDTH_PX)];
        return x >= left && x < right && y < 33 && (pixels[at] as number) < 128;
      }).length;
    const middle = ((both?.left ?? 0) + (both?.right ?? 0)) / 2;

    expect((both?.right ?? 0) - (both?.left ?? 0)).toBeGreaterThan(
      Math.max(...[first, second].map((word) => (word?.right ?? 0) - (word?.left ?? 0))),
    );
    // The tall letters come first in the text, so they are at the right of the low line.
    expect(rowsAbove(middle, WIDTH_PX)).toBeGreaterThan(4 * rowsAbove(0, middle));
  });

  it('set the direction of a whole text, numbers and brackets included', () => {
    // From right to left: the word, then the number in brackets.
    const text = drawn('دد (12)');
    const word = columnsOf(drawn('دد'));
    const mirrored = drawn('(12) دد');

    expect(text.equals(mirrored)).toBe(false);
    expect(columnsOf(text).right - columnsOf(text).left).toBeGreaterThan(word.right - word.left + 20);
    // The word's last columns are those of the whole text, as in a text that is only the word.
    const shift = columnsOf(text).right - word.right;
    const column = (pixels: Buffer, x: number) =>
      Array.from({ length: HEIGHT_PX }, (_, y) => (pixels[y * WIDTH_PX + x] as number) < 128);
    const differing = Array.from({ length: word.right - word.left }, (_, index) => {
      const [one, other] = [
        column(drawn('دد'), word.right - index),
        column(text, word.right + shift - index),
      ];
      return one.filter((ink, y) => ink !== other[y]).length;
    });
    expect(differing.reduce((sum, count) => sum + count, 0)).toBeLessThan(0.2 * inkOf(drawn('دد')));
  });

  it('keep the alignment of the chart', () => {
    const context = createPixelCanvas(1, 1).getContext('2d');
    context.textAlign = 'start';
    context.fillText('نمودار', 0, 0);

    expect([context.textAlign, context.direction]).toEqual(['start', 'ltr']);
    expect(columnsOf(drawn('نمودار')).left).toBeGreaterThanOrEqual(9);
  });
});

describe('Han characters', () => {
  it('have the glyphs of the language of their text', () => {
    const glyph = (text: string, lang?: string) => drawn(text, lang === undefined ? {} : { lang });

    expect(glyph('骨').equals(glyph('骨', 'ja'))).toBe(false);
    expect(glyph('骨', 'zh-Hant').equals(glyph('骨', 'zh-Hans'))).toBe(false);
    expect(glyph('骨', 'zh-Hant').equals(glyph('骨', 'ja'))).toBe(false);
  });

  it('have the glyphs of the language of their picture where their own text shows none', async () => {
    const titled = (label: string) => ({
      type: 'bar',
      data: { labels: [label], datasets: [{ data: [1] }] },
      options: {
        plugins: { title: { display: true, text: '骨' }, legend: { display: false } },
        scales: { x: { ticks: { color: '#fff' } } },
      },
    });
    const title = async (label: string) => {
      const { rgba, width } = await decode(await drawPicture(requestFor(titled(label))));
      return rgba.subarray(0, width * 4 * 30);
    };
    const [simplified, japanese, traditional, plain] = await Promise.all(['额', '駅', '灣', 'a'].map(title));

    expect(simplified?.equals(plain as Buffer)).toBe(true);
    expect(japanese?.equals(plain as Buffer)).toBe(false);
    expect(traditional?.equals(japanese as Buffer)).toBe(false);
  });
});

describe('emoji', () => {
  it('have colours in pixels', () => {
    const canvas = createPixelCanvas(60, 60);
    const context = canvas.getContext('2d');
    context.fillStyle = '#000';
    context.font = '40px Arial';
    context.fillText('🟢', 5, 45);
    const [red = 0, green = 0] = context.getImageData(28, 30, 1, 1).data;

    expect(green).toBeGreaterThan(red + 50);
  });

  it('have outlines in SVG', () => {
    const canvas = createVectorCanvas(60, 60);
    const context = canvas.getContext('2d');
    context.font = '40px Arial';
    context.fillText('🚀', 5, 45);

    expect(canvas.getContent().toString()).toMatch(/<path [^>]*d="[^"]{500,}"/);
  });
});
