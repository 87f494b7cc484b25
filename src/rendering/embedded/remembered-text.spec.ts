import { describe, expect, it } from '@jest/globals';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { cacheText } from './text.js';

/** A context that writes down what reaches it; a text is as wide as its font's number times its letters. */
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

describe('a context that remembers text', () => {
  it('is told of a font when something is written in it, and once', () => {
    const { context, calls } = recorded();
    context.font = '11px a';
    context.font = '12px b';
    context.fillText('x', 0, 0);
    context.font = '12px b';
    context.strokeText('y', 0, 0);

    expect(calls).toEqual(['font 12px b', 'fill x in 12px b', 'stroke y in 12px b']);
  });

  it('writes in the font that was set where it is restored, told or not', () => {
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

  it('measures a text once for each font, whatever the context', () => {
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

  it('measures what else is asked of a text when it is asked', () => {
    const { context, calls } = recorded();
    context.font = '20px boxes';
    const metrics = context.measureText('abc');

    expect([metrics.width, metrics.actualBoundingBoxLeft]).toEqual([60, 7]);
    expect(calls.filter((call) => call.startsWith('measure'))).toHaveLength(2);
  });
});
