import { describe, expect, it } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import { requestFor, twoBars } from '../testing/charts.js';

// Read when the canvas is loaded, hence the imports below and not above.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { drawPicture } = await import('./draw-picture.js');

const title = { display: true, text: 'Title 测试', font: { weight: 'normal' } };
const config = twoBars({}, { plugins: { title } });
const draw = async (pixelRatio = 1) =>
  Buffer.from(await drawPicture(requestFor(config, { format: 'pdf', pixelRatio }))).toString('latin1');

/** The page's drawing instructions (ISO 32000-1, section 8.2), unpacked. */
function contentOf(pdf: string): string {
  const [, number] = /\/Contents (\d+) 0 R/.exec(pdf) ?? [];
  const stream = new RegExp(`\\n${number} 0 obj\\n<<[^]*?/Length (\\d+)>> stream\\n`).exec(pdf);
  const start = (stream?.index ?? 0) + (stream?.[0].length ?? 0);
  return inflateSync(Buffer.from(pdf.slice(start, start + Number(stream?.[1])), 'latin1')).toString('latin1');
}

describe('a chart as PDF', () => {
  it('is one page of a point for each pixel of CSS, whatever the ratio', async () => {
    const pdf = await draw(2);

    expect(pdf.match(/\/MediaBox \[[^\]]*\]/g)).toEqual(['/MediaBox [0 0 300 200]']);
    expect(pdf).toMatch(/%%EOF\s*$/);
    expect(pdf).toBe(await draw());
  });

  it('holds vectors and text, no pixels, and nothing that covers them', async () => {
    const pdf = await draw();
    const content = contentOf(pdf);

    expect(pdf).not.toMatch(/\/Subtype \/Image|\/SMask/);
    expect(content).toMatch(/ 1 0 0 rg\n/);
    expect(content).toMatch(/ 0 0 1 rg\n/);
    expect(content.match(/ T[jJ]\b/g)?.length).toBeGreaterThan(0);
  });

  it('holds our fonts, and tells readers which characters their glyphs are', async () => {
    const pdf = await draw();
    const fonts = new Set(Array.from(pdf.matchAll(/\/BaseFont \/[A-Z]{6}\+(\S+)/g), ([, name]) => name));

    expect([...fonts].every((name) => name?.startsWith('NotoSans'))).toBe(true);
    expect([...fonts].some((name) => name?.startsWith('NotoSansSC'))).toBe(true);
    expect(pdf.match(/\/ToUnicode/g)?.length).toBe(fonts.size);
  });
});
