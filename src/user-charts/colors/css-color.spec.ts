import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseColor } from './css-color.js';

process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { createCanvas } = await import('@napi-rs/canvas');
const context = createCanvas(1, 1).getContext('2d');

/** The pixel that the canvas draws in a colour; undefined if the canvas ignores the colour. */
function drawn(color: string): readonly number[] | undefined {
  const [first, second] = ['#123456', '#654321'].map((before) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = before;
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  });
  return String(first) === String(second) ? first : undefined;
}

function expectAsDrawn(color: string): void {
  const pixel = drawn(color);
  const parsed = parseColor(color);
  expect([color, parsed !== undefined]).toEqual([color, pixel !== undefined]);
  if (parsed === undefined || pixel === undefined) return;
  const alpha = pixel[3]! / 255;
  expect(Math.abs(parsed.alpha - alpha)).toBeLessThan(0.01);
  // The canvas stores colours multiplied by alpha, which loses precision.
  const precision = alpha === 0 ? Infinity : 1 + 1 / alpha;
  const channels = [parsed.red, parsed.green, parsed.blue];
  channels.forEach((channel, index) => expect(Math.abs(channel - pixel[index]!)).toBeLessThan(precision));
}

describe('parseColor', () => {
  it.each([
    ...['red', 'RED', 'rebeccapurple', 'transparent', ' red ', 'red;', 'grey', 'lightgoldenrodyellow'],
    ...[
      '#f00',
      '#F00f',
      '#ff0000',
      '#ff000080',
      '#f00 junk',
      'rgb(1,2,3)',
      'RGBA( 1 , 2 , 3 , .5 )',
      'rgb(1 2 3)',
    ],
    ...[
      'rgb(1 2 3 / 50%)',
      'rgb(1 2 3/.5)',
      'rgba(255,255,255,1',
      'rgb(10%,20%,30%)',
      'rgb(300,-5,0)',
      'rgb(+1,2,3)',
    ],
    ...[
      'rgb(1e2,2,3)',
      'rgb(none 2 3)',
      'hsl(120,50%,50%)',
      'hsla(-10 50% 50% / 40%)',
      'hsl(.5turn 50% 50%)',
    ],
    ...['hsl(2rad 50% 50%)', 'hsl(100grad,50%,50%)', 'hsl(none 1% 1%)', '/* c */red', 'rgba(1 2 3 / none)'],
  ])('reads %s', (color) => {
    expect(parseColor(color)).toBeDefined();
    expectAsDrawn(color);
  });

  it.each([
    ...[
      'blu',
      '',
      'none',
      'currentColor',
      'inherit',
      'ff0000',
      '0xff0000',
      '#ff',
      '#ggg',
      '#ff000',
      '# fff',
      '#f00x',
    ],
    ...[
      'rgb(1,2)',
      'rgb()',
      'rgb(1,2,3,4,5)',
      'rgb(1 2 3 4)',
      'rgb (1,2,3)',
      'rgb(1,2%,3)',
      'rgb(1.,2,3)',
      'rgb(1,,2,3)',
    ],
    ...[
      'rgba(0,0,0,)',
      'rgb(1,2,3/.5)',
      'rgb(none,2,3)',
      'hsl(120,50,50)',
      'hsl(1x,5%,5%)',
      'hwb(120 10% 10%)',
      'red-x',
    ],
    ...[
      'lab(50 20 20)',
      'oklch(.5 .1 20)',
      'color(srgb 1 0 0)',
      'var(--x)',
      'linear-gradient(red,blue)',
      'GrayText',
    ],
    ...["getGradientFillHelper('vertical',['red','blue'])", 'reds', '"red"', '5'],
  ])('does not read %s, which the canvas ignores', (color) => {
    expect(parseColor(color)).toBeUndefined();
    expectAsDrawn(color);
  });

  it('reads what the canvas reads, and as the same colour', () => {
    const number = fc.oneof(
      fc.integer({ min: -20, max: 400 }).map(String),
      fc.constantFrom('.5', '1.5', '1e1', 'none', 'x', '1.'),
    );
    const value = fc.tuple(number, fc.constantFrom('', '', '%', 'deg')).map((parts) => parts.join(''));
    const list = (separator: string) =>
      fc.array(value, { minLength: 2, maxLength: 5 }).map((all) => all.join(separator));
    const called = fc
      .tuple(
        fc.constantFrom('rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'RGB'),
        fc.oneof(list(','), list(', '), list(' ')),
        fc.oneof(
          fc.constant(''),
          value.map((alpha) => ` / ${alpha}`),
        ),
        fc.constantFrom(')', ')', '', '); x'),
      )
      .map(([name, inside, alpha, end]) => `${name}(${inside}${alpha}${end}`);
    const hash = fc
      .string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFg'), maxLength: 9 })
      .map((digits) => `#${digits}`);
    const word = fc.constantFrom(
      'red',
      'reD',
      'blue',
      'grey',
      'blu',
      'navy',
      'transparent',
      'none',
      'window',
    );
    fc.assert(fc.property(fc.oneof(called, hash, word), expectAsDrawn), { numRuns: 2000 });
  });
});
