import { describe, expect, it } from '@jest/globals';
import { PATTERN_SHAPES } from '../../chart-spec/pattern.js';
import { requestFor } from '../testing/charts.js';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { drawPicture } = await import('./draw-picture.js');

const draw = async (backgroundColor: unknown, format: 'png' | 'svg' = 'png') => {
  const data = { labels: ['a'], datasets: [{ data: [1], backgroundColor }] };
  return Buffer.from(await drawPicture({ ...requestFor({ type: 'bar', data }), format })).toString('latin1');
};

describe('patterns', () => {
  it('differ from a plain colour and from each other', async () => {
    const pictures = new Set([await draw('red')]);
    for (const shape of PATTERN_SHAPES) pictures.add(await draw({ $pattern: { shape, color: 'red' } }));

    expect(pictures.size).toBe(PATTERN_SHAPES.length + 1);
  });

  it('have the colours and the size of the specification', async () => {
    const pattern = { shape: 'dot', color: 'red' };
    const pictures = [
      pattern,
      { ...pattern, color: 'blue' },
      { ...pattern, patternColor: 'black' },
      { ...pattern, size: 40 },
    ];
    const drawn = await Promise.all(pictures.map((one) => draw({ $pattern: one })));

    expect(new Set(drawn).size).toBe(4);
    expect(await draw({ $pattern: { ...pattern, size: 20 } })).toBe(drawn[0]);
  });

  it('are drawn in SVG', async () => {
    expect(await draw({ $pattern: { shape: 'dot', color: 'red' } }, 'svg')).toContain('<pattern');
  });
});
