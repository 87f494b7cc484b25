import { describe, expect, it } from '@jest/globals';
import { chartFieldsOf, parseParameters } from './chart-request.schema.js';
import { shapeOf, usableShape } from './read-chart.js';

const MAX_PIXELS = 1_000_000;
const shape = (given: object) =>
  shapeOf(parseParameters(chartFieldsOf({ chart: '{}', ...given })), MAX_PIXELS);
const usable = (given: object) => usableShape(chartFieldsOf({ ...given }), MAX_PIXELS);

describe('shapeOf', () => {
  it('keeps the requested size and the pixel ratio', () => {
    expect(shape({ w: 400, h: 200 })).toEqual({ format: 'png', widthPx: 400, heightPx: 200, pixelRatio: 2 });
  });

  it.each(['svg', 'pdf'])('ignores the pixel ratio for %s', (f) => {
    expect(shape({ f, w: 1000, h: 1000 })).toMatchObject({ pixelRatio: 1 });
  });

  it.each([
    [{ w: 501, h: 500 }, '1000000 pixels of png but received 1002 x 1000'],
    [{ w: 1001, h: 1000, devicePixelRatio: 1 }, '1000000 pixels of png but received 1001 x 1000'],
    [{ w: 1001, h: 1000, f: 'svg' }, '1000000 pixels of svg but received 1001 x 1000'],
    [{ w: 4, h: 100, devicePixelRatio: 0.1 }, '1000000 pixels of png but received 0 x 10'],
    [{ w: 501, h: 500, devicePixelRatio: 1, f: 'avif' }, '250000 pixels of avif but received 501 x 500'],
    [{ w: 501, h: 500, f: 'webp' }, '500000 pixels of webp but received 1002 x 1000'],
  ])('refuses %j', (given, sentence) => {
    expect(() => shape(given)).toThrow(
      `Expected width times height, each times devicePixelRatio, to be 1 to ${sentence}`,
    );
  });

  it('accepts the maximum number of pixels', () => {
    expect(() => shape({ w: 500, h: 500 })).not.toThrow();
  });
});

describe('usableShape', () => {
  it('uses defaults for invalid fields only', () => {
    expect(usable({ w: 'x', h: 200, f: 'svg' })).toEqual({
      format: 'svg',
      widthPx: 500,
      heightPx: 200,
      pixelRatio: 1,
    });
    expect(usable({ w: 300, f: 'gif' })).toMatchObject({ format: 'png', widthPx: 300 });
  });

  it('has the default size in the requested format when the picture would be too large', () => {
    expect(usable({ w: 9000, h: 9000, f: 'webp' })).toEqual({
      format: 'webp',
      widthPx: 500,
      heightPx: 300,
      pixelRatio: 1,
    });
  });

  it('needs no field', () => {
    expect(usableShape({}, MAX_PIXELS)).toMatchObject({ format: 'png', widthPx: 500, heightPx: 300 });
  });
});
