import { describe, expect, it, jest } from '@jest/globals';
import type { SKRSContext2D } from '@napi-rs/canvas';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { createCanvas } = await import('@napi-rs/canvas');
const { prepareContext } = await import('./canvas.js');
const { FONT_FAMILY, cacheText, withOurFamilies } = await import('./text.js');

/** A context that records its calls; the width of a text is its font's size times its length. */
function recorded() {
  const calls: string[] = [];
  const stack: string[] = [];
  let font = '10px first';
  const context = {
    get font() {
      return font;
    },
    set font(value: string) {
      calls.push(`font ${value}`);
      font = value;
    },
    save: () => void stack.push(font),
    restore: () => void (font = stack.pop() ?? font),
    fillText: (text: string) => void calls.push(`fill ${text} in ${font}`),
    strokeText: (text: string) => void calls.push(`stroke ${text} in ${font}`),
    measureText: (text: string) => {
      calls.push(`measure ${text} in ${font}`);
      return { width: parseInt(font, 10) * text.length, actualBoundingBoxLeft: 7 };
    },
  } as unknown as SKRSContext2D;
  cacheText(context);
  return { context, calls };
}

describe('a context that caches text', () => {
  it('sets a font on the canvas once, when text is drawn with it', () => {
    const { context, calls } = recorded();
    context.font = '11px a';
    context.font = '12px b';
    context.fillText('x', 0, 0);
    context.font = '12px b';
    context.strokeText('y', 0, 0);

    expect(calls).toEqual(['font 12px b', 'fill x in 12px b', 'stroke y in 12px b']);
  });

  it('draws in the restored font after a restore', () => {
    const { context, calls } = recorded();
    context.font = '11px a';
    context.save();
    context.font = '12px b';
    context.fillText('x', 0, 0);
    context.restore();
    expect(context.font).toBe('11px a');
    context.fillText('y', 0, 0);
    context.restore();
    context.fillText('z', 0, 0);

    expect(calls.filter((call) => call.startsWith('fill'))).toEqual([
      'fill x in 12px b',
      'fill y in 11px a',
      'fill z in 11px a',
    ]);
  });

  it('measures a text once for each font, across contexts', () => {
    const [one, other] = [recorded(), recorded()];
    one.context.font = '20px measured';
    other.context.font = '20px measured';
    const widths = [one, one, other].map(({ context }) => context.measureText('abc').width);
    other.context.font = '30px measured';

    expect([...widths, other.context.measureText('abc').width]).toEqual([60, 60, 60, 90]);
    expect([...one.calls, ...other.calls].filter((call) => call.startsWith('measure'))).toEqual([
      'measure abc in 20px measured',
      'measure abc in 30px measured',
    ]);
  });

  it('measures other properties of a text on access', () => {
    const { context, calls } = recorded();
    context.font = '20px boxes';
    const metrics = context.measureText('abc');

    expect([metrics.width, metrics.actualBoundingBoxLeft]).toEqual([60, 7]);
    expect(calls.filter((call) => call.startsWith('measure'))).toHaveLength(2);
  });
});

describe('a prepared context', () => {
  it.each([[Number.NaN], [Infinity], [-Infinity], [1e39], ['a'], [undefined]])(
    'draws no arc with %s, which would make Skia abort the process',
    (value) => {
      const context = createCanvas(9, 9).getContext('2d');
      const arc = jest.spyOn(context, 'arc').mockReturnValue(undefined);
      const ellipse = jest.spyOn(context, 'ellipse').mockReturnValue(undefined);
      prepareContext(context, 'color');

      for (let index = 0; index < 7; index += 1) {
        const numbers = Array.from({ length: 7 }, (_, at) => (at === index ? value : 1)) as number[];
        context.ellipse(...(numbers as Parameters<SKRSContext2D['ellipse']>));
        if (index < 5) context.arc(...(numbers.slice(0, 5) as Parameters<SKRSContext2D['arc']>));
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
  ])('replaces the font %s by %s', (font, ours) => {
    expect(withOurFamilies(font)).toBe(ours);
  });
});
