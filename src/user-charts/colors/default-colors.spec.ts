import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { VISIONS, colorDistance } from '../testing/color-vision.js';
import { PALETTE, partColors, withColors } from './default-colors.js';

const data = [1, 2, 3];

describe('withColors', () => {
  it('gives each dataset its own colour', () => {
    expect(withColors('bar', [{ data }, { data }], {})).toEqual([
      { data, backgroundColor: '#0072B2' },
      { data, backgroundColor: '#E69F00' },
    ]);
  });

  it('gives each part of a round chart its own colour', () => {
    const colors = (type: string, given: JsonObject['data']) =>
      withColors(type, [{ data: given ?? null }], {})[0]?.['backgroundColor'];

    expect(colors('pie', data)).toEqual(['#0072B2', '#E69F00', '#009E73']);
    expect(colors('polarArea', { a: 1, b: 2 })).toEqual(['#0072B280', '#E69F0080']);
    expect(new Set(colors('doughnut', Array<number>(12).fill(1)) as string[]).size).toBe(12);
  });

  it('makes lines opaque and the area under them half transparent', () => {
    for (const type of ['line', 'radar', 'scatter', 'bubble']) {
      expect(withColors(type, [{ data }], {})).toEqual([
        { data, borderColor: '#0072B2', backgroundColor: '#0072B280' },
      ]);
    }
  });

  it('uses the type of the dataset', () => {
    expect(withColors('bar', [{ data, type: 'line' }], {})[0]).toMatchObject({ borderColor: '#0072B2' });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['the dataset', { borderColor: 'red' }, {}],
    ['the options', {}, { backgroundColor: 'red' }],
    ['elements', {}, { elements: { bar: { backgroundColor: 'red' } } }],
    ['options for datasets of its type', {}, { datasets: { bar: { borderColor: 'red' } } }],
  ])('adds no colours if they are set by %s', (_, own, options) => {
    expect(withColors('bar', [{ data, ...own }], options)).toEqual([{ data, ...own }]);
  });

  it('gives the labels on its colours a readable colour', () => {
    const labels = (datalabels: JsonObject[string], own: JsonObject = {}) =>
      withColors('pie', [{ data, ...own }], { plugins: { datalabels } })[0]?.['datalabels'];

    expect(labels({ display: true })).toEqual({ color: ['#fff', '#202124', '#fff'] });
    expect(labels({ display: true }, { datalabels: { font: { size: 9 } } })).toEqual({
      color: ['#fff', '#202124', '#fff'],
      font: { size: 9 },
    });
    for (const styled of <JsonObject[]>[
      { color: 'red' },
      { anchor: 'end' },
      { backgroundColor: 'white' },
      { display: false },
    ]) {
      expect(labels({ display: true, ...styled })).toBeUndefined();
    }
    expect(labels({ display: true }, { backgroundColor: 'red' })).toBeUndefined();
  });
});

describe('the palette', () => {
  it('begins as before, with the colours of Okabe and Ito', () => {
    expect(PALETTE.slice(0, 6)).toEqual(['#0072B2', '#E69F00', '#009E73', '#D55E00', '#56B4E9', '#CC79A7']);
  });

  // Just below the distance of the fifth and sixth colour for people with tritanopia, which the first six include.
  const MIN_DISTANCE = 12;

  it.each(VISIONS)(
    'has adjacent parts in pies of any size that differ, with colour blindness: %s',
    (vision) => {
      for (let count = 2; count <= 40; count += 1) {
        const colors = partColors(count);
        expect(colors).toHaveLength(count);
        colors.forEach((color, index) => {
          const next = colors[(index + 1) % count]!;
          expect([count, index, colorDistance(color, next, vision) > MIN_DISTANCE]).toEqual([
            count,
            index,
            true,
          ]);
        });
      }
    },
  );

  it('has no two colours that look alike', () => {
    for (const [index, color] of PALETTE.entries()) {
      for (const other of PALETTE.slice(index + 1)) {
        expect(colorDistance(color, other, 'none')).toBeGreaterThan(18);
        for (const vision of VISIONS) expect(colorDistance(color, other, vision)).toBeGreaterThan(10);
      }
    }
  });

  it('is measured with a formula that gives the published distances', () => {
    // Black and white; and a pair whose distance was computed with another implementation.
    expect(colorDistance('#000', '#fff', 'none')).toBeCloseTo(100, 1);
    expect(colorDistance('#f00', '#f00', 'tritanopia')).toBe(0);
    expect(colorDistance('#f00', '#0f0', 'none')).toBeCloseTo(86.6, 0);
  });
});
