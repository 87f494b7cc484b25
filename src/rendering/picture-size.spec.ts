import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PICTURE_FORMATS, type PictureFormat } from './chart-renderer.port.js';
import { type PictureShape, refuseSize, shrunk, usableSize } from './picture-size.js';

const MAX_PIXELS = 1_000_000;

const shape = (widthPx: number, heightPx: number, more: Partial<PictureShape> = {}): PictureShape => ({
  format: 'png',
  widthPx,
  heightPx,
  pixelRatio: 1,
  ...more,
});

const shapes = fc.record({
  format: fc.constantFrom(...(Object.keys(PICTURE_FORMATS) as PictureFormat[])),
  widthPx: fc.integer({ min: 1, max: 100_000 }),
  heightPx: fc.integer({ min: 1, max: 100_000 }),
  pixelRatio: fc.constantFrom(0.1, 1, 2, 3.5, 10),
});
const limits = fc.integer({ min: 4, max: 10_000_000 });

describe('refuseSize', () => {
  it.each([
    [shape(1001, 1000), ' to be 1 to 1000000 pixels of png but received 1001 x 1000'],
    [shape(1001, 1000, { format: 'svg' }), ' to be 1 to 1000000 pixels of svg but received 1001 x 1000'],
    [shape(501, 500, { format: 'avif' }), ' to be 1 to 250000 pixels of avif but received 501 x 500'],
    [
      shape(501, 500, { pixelRatio: 2 }),
      ', each times devicePixelRatio, to be 1 to 1000000 pixels of png but received 1002 x 1000',
    ],
    [
      shape(501, 500, { pixelRatio: 2, format: 'webp' }),
      ', each times devicePixelRatio, to be 1 to 500000 pixels of webp but received 1002 x 1000',
    ],
    [
      shape(4, 100, { pixelRatio: 0.1 }),
      ', each times devicePixelRatio, to be 1 to 1000000 pixels of png but received 0 x 10',
    ],
  ])('refuses %j', (given, sentence) => {
    expect(() => refuseSize(given, MAX_PIXELS)).toThrow(`Expected width times height${sentence}`);
  });

  it('accepts the maximum number of pixels', () => {
    expect(() => refuseSize(shape(500, 500, { pixelRatio: 2 }), MAX_PIXELS)).not.toThrow();
  });

  it.each([
    ['shrunk', shrunk],
    ['usableSize', usableSize],
  ])('accepts whatever %s returns', (_, change) => {
    fc.assert(
      fc.property(shapes, limits, (given, maxPixels) => {
        refuseSize(change(given, maxPixels), maxPixels);
      }),
    );
  });
});

describe('shrunk', () => {
  it('keeps a shape that is allowed, and the proportions of one that is not', () => {
    expect(shrunk(shape(500, 300), MAX_PIXELS)).toEqual(shape(500, 300));
    expect(shrunk(shape(4000, 1000), MAX_PIXELS)).toEqual(shape(2000, 500));
  });
});

describe('usableSize', () => {
  it('keeps the format', () => {
    expect(usableSize(shape(9000, 9000, { format: 'webp' }), MAX_PIXELS)).toEqual(
      shape(500, 300, { format: 'webp' }),
    );
  });
});
