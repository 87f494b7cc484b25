import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decode } from '../testing/pixels.js';
import { indexedPng } from './draw-picture.js';
import { indexedPixels } from './indexed-pixels.js';

/** Opaque pixels of these colours, given as 0xRRGGBB. */
function picture(width: number, height: number, colorAt: (x: number, y: number) => number) {
  const pixels = Buffer.alloc(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    pixels.writeUInt32BE(((colorAt(at % width, Math.floor(at / width)) << 8) | 0xff) >>> 0, at * 4);
  }
  return { pixels, width, height };
}

async function throughPng(raw: ReturnType<typeof picture>) {
  const indexed = indexedPixels(raw);
  return indexed && (await decode(indexedPng(indexed, raw)));
}

describe('a PNG with a palette', () => {
  it('equals the picture, pixel by pixel, up to 256 colours', async () => {
    const sizes = fc.record({
      width: fc.integer({ min: 1, max: 200 }),
      height: fc.integer({ min: 1, max: 40 }),
    });
    const palettes = fc.uniqueArray(fc.integer({ min: 0, max: 0xffffff }), { minLength: 1, maxLength: 256 });
    await fc.assert(
      fc.asyncProperty(
        sizes,
        palettes,
        fc.infiniteStream(fc.nat()),
        async ({ width, height }, palette, noise) => {
          const rows = Array.from({ length: 3 }, () =>
            Array.from({ length: width }, () => palette[(noise.next().value as number) % palette.length]!),
          );
          // Rows that equal the row above, as in charts, and rows that do not.
          const raw = picture(width, height, (x, y) => rows[Math.floor(y / 5) % 3]![x]!);
          const back = await throughPng(raw);

          expect(back).toMatchObject({ width, height });
          expect(raw.pixels.equals(back!.rgba)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps frequent colours and changes rare ones by at most 8 of 255, where there are more', async () => {
    // A wide field of one colour, and 600 shades of grey and blue of which each is on one pixel.
    const raw = picture(100, 100, (x, y) => {
      const shade = y * 100 + x;
      return shade < 600 ? ((shade % 200) * 0x10101) ^ (Math.floor(shade / 200) * 3) : 0xd55e00;
    });
    const back = await throughPng(raw);
    const differences = [...back!.rgba].map((channel, at) => Math.abs(channel - raw.pixels[at]!));

    expect(Math.max(...differences)).toBeGreaterThan(0);
    expect(Math.max(...differences)).toBeLessThanOrEqual(8);
    expect(raw.pixels.subarray(600 * 4).equals(back!.rgba.subarray(600 * 4))).toBe(true);
  });

  it('is not used where colours are too many, too far apart, or changed all over the picture', () => {
    expect(indexedPixels(picture(128, 128, (x, y) => x * 2 * 256 + y * 2))).toBeUndefined();
    expect(indexedPixels(picture(48, 48, (x, y) => x * 5 * 256 + y * 5))).toBeUndefined();
    const apart = (number: number) =>
      (number % 7) * 0x240000 + (Math.floor(number / 7) % 7) * 0x2400 + Math.floor(number / 49) * 0x24;
    expect(indexedPixels(picture(343, 2, (x) => apart(x)))).toBeUndefined();
  });

  it('equals the picture where adjacent pixels differ, and a smaller picture after it', async () => {
    const large = picture(400, 200, (x, y) => ((x + y) % 2 ? 0xffffff : 0x0072b2 + (y % 3)));
    const small = picture(30, 20, (x) => x);
    for (const raw of [large, small]) {
      const back = await throughPng(raw);
      expect(raw.pixels.equals(back!.rgba)).toBe(true);
    }
  });

  it('keeps transparency', async () => {
    // Colours multiplied by alpha, as the canvas has them: half-transparent red, and nothing.
    const pixels = Buffer.from([128, 0, 0, 128, 0, 0, 0, 0, 255, 0, 0, 255, 64, 64, 0, 64]);
    const back = await throughPng({ pixels, width: 2, height: 2 });

    expect([...back!.rgba]).toEqual([255, 0, 0, 128, 0, 0, 0, 0, 255, 0, 0, 255, 255, 255, 0, 64]);
  });

  it('keeps nothing of the previous picture', async () => {
    await throughPng(picture(40, 10, (x, y) => x * 65536 + y));
    const raw = picture(40, 10, () => 0x112233);

    expect(raw.pixels.equals((await throughPng(raw))!.rgba)).toBe(true);
  });
});
