import { describe, expect, it, jest } from '@jest/globals';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { FONT_FAMILY } from './fonts.js';

// Read when the canvas is loaded, hence the imports below and not above.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { createCanvas } = await import('@napi-rs/canvas');
const { withOurFamilies, prepareContext } = await import('./text.js');

describe('a prepared context', () => {
  it.each([[Number.NaN], [Infinity], [-Infinity], [1e39], ['a'], [undefined]])(
    'draws no arc that has %s in it, at which Skia would end the process',
    (value) => {
      const context = createCanvas(9, 9).getContext('2d');
      const arc = jest.spyOn(context, 'arc').mockReturnValue(undefined);
      const ellipse = jest.spyOn(context, 'ellipse').mockReturnValue(undefined);
      prepareContext(context);

      for (let place = 0; place < 7; place += 1) {
        const numbers = Array.from({ length: 7 }, (_, at) => (at === place ? value : 1)) as number[];
        context.ellipse(...(numbers as Parameters<SKRSContext2D['ellipse']>));
        if (place < 5) context.arc(...(numbers.slice(0, 5) as Parameters<SKRSContext2D['arc']>));
      }
      expect([arc.mock.calls, ellipse.mock.calls]).toEqual([[], []]);
      context.arc(1, 2, 3, 4, 5);
      context.ellipse(1, 2, 3, 4, 5, 6, 7);
      expect([arc.mock.calls.length, ellipse.mock.calls.length]).toEqual([1, 1]);
    },
  );

  it.each([
    ['12px Arial', `12px ${FONT_FAMILY}`],
    ['italic bold 12.5px "A, B", serif', `italic bold 12.5px ${FONT_FAMILY}`],
    ['normal 600 9px', `normal 600 9px ${FONT_FAMILY}`],
    [`12px ${FONT_FAMILY}`, `12px ${FONT_FAMILY}`],
    ['NaNpx Arial', undefined],
    ['Arial', undefined],
  ])('makes of the font %s %s', (font, ours) => {
    expect(withOurFamilies(font)).toBe(ours);
  });
});
