import { describe, expect, it } from '@jest/globals';
import { specOf } from '../../testing/charts.js';
import { missingScripts } from './missing-scripts.js';
import { placedTextsIn } from './texts.js';

const warningsOf = (config: unknown) => missingScripts(placedTextsIn(specOf(config)));
const titled = (text: unknown) => ({
  type: 'bar',
  data: { datasets: [] },
  options: { plugins: { title: { text } } },
});

describe('the warnings of missing scripts', () => {
  it('name the property and the script', () => {
    expect(warningsOf(titled('ᏣᎳᎩ'))).toEqual([
      'options.plugins.title.text has characters of the script Cherokee, for which there is no font: they are drawn as boxes',
    ]);
  });

  it('are one for each script, with the first of its places', () => {
    const config = { data: { labels: ['Ꮳ', 'ⴰⵎ', 'a', 'Ꮃ Ꮳ'], datasets: [{ label: 'Ꭹ', data: [1] }] } };

    expect(warningsOf(config)).toEqual([
      'data.labels.0 and 2 other texts have characters of the script Cherokee, for which there is no font: they are drawn as boxes',
      'data.labels.1 has characters of the script Tifinagh, for which there is no font: they are drawn as boxes',
    ]);
  });

  it('name a character where it belongs to no script', () => {
    expect(warningsOf(titled(['\ue000', '\ue001']))).toEqual([
      'options.plugins.title.text.0 and 1 other text have characters such as U+E000, for which there is no font: they are drawn as boxes',
    ]);
  });

  it('are none for texts that are drawn completely', () => {
    const texts = [
      'Tiếng Việt',
      '시즌',
      'おおさか',
      '台灣',
      'نمودار',
      '🚀 👨‍👩‍👧 ✓ ▲ ①',
      'ภาษาไทย',
      'é – €',
      'a\u200bb\tc',
    ];

    expect(warningsOf(titled(texts))).toEqual([]);
  });

  it('do not look at the names of fonts', () => {
    expect(warningsOf({ options: { font: { family: 'ᏣᎳᎩ' } } })).toEqual([]);
  });

  it('are found in the largest specifications', () => {
    const text = String.fromCodePoint(...Array.from({ length: 6000 }, (_, index) => 0x12000 + (index % 900)));

    expect(warningsOf(titled(Array(100).fill(text))).length).toBeGreaterThan(0);
  });
});
