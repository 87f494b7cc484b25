import { describe, expect, it } from '@jest/globals';
import { chartFieldsOf, parseParameters } from './chart-request.schema.js';
import { shapeOf, usableShape } from './read-chart.js';

const MAX_PIXELS = 1_000_000;
const shape = (given: object) => shapeOf(parseParameters(chartFieldsOf({ chart: '{}', ...given })));
const usable = (given: object) => usableShape(chartFieldsOf({ ...given }), MAX_PIXELS);

describe('shapeOf', () => {
  it('keeps the requested size and the pixel ratio', () => {
    expect(shape({ w: 400, h: 200 })).toEqual({ format: 'png', widthPx: 400, heightPx: 200, pixelRatio: 2 });
  });

  it('is that of a PNG for base64', () => {
    expect(shape({ f: 'base64', w: 400 })).toEqual(shape({ f: 'png', w: 400 }));
    expect(usable({ f: 'base64' })).toMatchObject({ format: 'png', asBase64: true });
  });

  it.each(['svg', 'pdf'])('ignores the pixel ratio for %s', (f) => {
    expect(shape({ f, w: 1000, h: 1000 })).toMatchObject({ pixelRatio: 1 });
  });
});

describe('usableShape', () => {
  it('uses defaults for invalid fields only', () => {
    expect(usable({ w: 'x', h: 200, f: 'svg' })).toEqual({
      format: 'svg',
      widthPx: 500,
      heightPx: 200,
      pixelRatio: 1,
      asBase64: false,
    });
    expect(usable({ w: 300, f: 'gif' })).toMatchObject({ format: 'png', widthPx: 300 });
  });

  it('has the default size in the requested format when the picture would be too large', () => {
    expect(usable({ w: 9000, h: 9000, f: 'webp' })).toEqual({
      format: 'webp',
      widthPx: 500,
      heightPx: 300,
      pixelRatio: 1,
      asBase64: false,
    });
  });

  it('needs no field', () => {
    expect(usableShape({}, MAX_PIXELS)).toMatchObject({ format: 'png', widthPx: 500, heightPx: 300 });
  });
});
