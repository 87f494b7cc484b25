import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { paletteNames, paletteOf, withColorScheme } from './color-schemes.js';

describe('paletteOf', () => {
  it('knows all palettes of the plugin, each with as many colours as its name says', () => {
    const names = paletteNames();
    expect(names).toHaveLength(265 + 132 + 80);
    for (const name of names) {
      const colors = paletteOf(name)!;
      const count = /\D([1-9]\d?)$/.exec(name)?.[1];
      if (count !== undefined) expect([name, colors.length]).toEqual([name, Number(count)]);
      expect(colors.every((color) => /^#[\da-f]{6}$/.test(color))).toBe(true);
    }
  });

  it('has their colours in their order', () => {
    expect(paletteOf('brewer.SetOne3')).toEqual(['#e41a1c', '#377eb8', '#4daf4a']);
    expect(paletteOf('tableau.Tableau10')?.slice(0, 2)).toEqual(['#4e79a7', '#f28e2b']);
    expect(paletteOf('office.Excel16')?.[0]).toBe('#9999ff');
  });

  it('knows names of an earlier version', () => {
    expect(paletteOf('brewer.Set1-3')).toEqual(paletteOf('brewer.SetOne3'));
    expect(paletteOf('office.Office2007-2010-6')).toEqual(paletteOf('office.OfficeClassic6'));
  });

  it.each([
    '',
    'brewer',
    'brewer.',
    'brewer.Nope3',
    'nope.SetOne3',
    'brewer.SetOne3.x.*',
    'brewer..*',
    '__proto__.x',
  ])('knows no palette %j', (name) => {
    expect(paletteOf(name)).toEqual(name === 'brewer.SetOne3.x.*' ? paletteOf('brewer.SetOne3') : undefined);
  });
});

function colored(colorschemes: JsonObject, type = 'bar', ...datasets: JsonObject[]) {
  const warnings: string[] = [];
  const given = datasets.length > 0 ? datasets : [{ data: [1, 2] }, { data: [3] }];
  const result = withColorScheme(type, given, { plugins: { colorschemes } }, (sentence) =>
    warnings.push(sentence),
  );
  return { result, warnings };
}

describe('withColorScheme', () => {
  const scheme = 'brewer.SetOne3';

  it('colours bars by their dataset, in either order, and repeats the palette', () => {
    const colors = (options: JsonObject) =>
      colored(options, 'bar', ...[1, 2, 3, 4].map((value) => ({ data: [value] }))).result.map(
        (dataset) => dataset['backgroundColor'],
      );

    expect(colors({ scheme })).toEqual(['#e41a1c', '#377eb8', '#4daf4a', '#e41a1c']);
    for (const reverse of [true, 'true'])
      expect(colors({ scheme, reverse })).toEqual(['#4daf4a', '#377eb8', '#e41a1c', '#4daf4a']);
    expect(colors({ scheme, reverse: 'false' })[0]).toBe('#e41a1c');
    expect(colors({ scheme: ['red', 'blue'] })).toEqual(['red', 'blue', 'red', 'blue']);
    expect(colors({})).toHaveLength(4);
  });

  it('colours lines, their points and the area under them', () => {
    const fill = 'rgba(228, 26, 28, 0.5)';
    const line = { borderColor: '#e41a1c', pointBorderColor: '#e41a1c' };

    expect(colored({ scheme }, 'line', { data: [1] }).result).toEqual([
      { data: [1], backgroundColor: fill, pointBackgroundColor: fill, ...line },
    ]);
    expect(colored({ scheme, fillAlpha: '0.2' }, 'radar').result[0]).toMatchObject({
      backgroundColor: 'rgba(228, 26, 28, 0.2)',
    });
  });

  it('colours the parts of a pie', () => {
    expect(colored({ scheme }, 'pie', { data: [1, 2, 3, 4] }).result[0]?.['backgroundColor']).toEqual([
      ...['#e41a1c', '#377eb8', '#4daf4a', '#e41a1c'],
    ]);
  });

  it('keeps the colours of datasets unless it overrides them', () => {
    const own = { data: [1], backgroundColor: 'red' };

    expect(colored({ scheme }, 'bar', own).result).toEqual([own]);
    expect(colored({ scheme, override: true }, 'bar', own).result).toEqual([
      { data: [1], backgroundColor: '#e41a1c' },
    ]);
  });

  it('warns of an unknown palette', () => {
    const { result, warnings } = colored({ scheme: 'brewer.Set' });

    expect(result).toEqual([{ data: [1, 2] }, { data: [3] }]);
    expect(warnings).toEqual([
      'options.plugins.colorschemes.scheme is not a palette of brewer, office or tableau: "brewer.Set"',
    ]);
  });
});
