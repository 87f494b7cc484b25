import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../json.js';
import { translate } from './testing/translated.js';

describe('translateV2, of what it does not know', () => {
  it.each<[string, JsonObject]>([
    ['options.zoom', { zoom: {} }],
    ['options.title.align2', { title: { align2: 1 } }],
    ['options.legend', { legend: 7 }],
    ['options.plugins.outlabels', { plugins: { outlabels: {} } }],
    ['options.scale.zoom', { scale: { zoom: 1 } }],
    [
      'options.scales.xAxes.0.gridLines.zeroLineColor',
      { scales: { xAxes: [{ gridLines: { zeroLineColor: 'red' } }] } },
    ],
    ['options.scales.xAxes.0.ticks.fixedStepSize', { scales: { xAxes: [{ ticks: { fixedStepSize: 1 } }] } }],
    ['options.annotation.zoom', { annotation: { zoom: 1 } }],
    ['options.annotation.annotations.0.onClick', { annotation: { annotations: [{ onClick: 1 }] } }],
  ])('names %s', (path, options) => {
    expect(translate(options).warnings).toEqual([
      `${path} is not translated from Chart.js 2: it is left out`,
    ]);
  });

  it('names properties of datasets', () => {
    expect(translate({}, 'scatter', { trendlineLinear: {} }).warnings).toEqual([
      'data.datasets.0.trendlineLinear is not translated from Chart.js 2: it is left out',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['options.scales.y', { scales: { y: { min: 1 } } }],
    ['options.plugins.legend', { plugins: { legend: { display: false } } }],
    ['options.indexAxis', { indexAxis: 'y' }],
  ])('tells of %s which version has it', (path, options) => {
    expect(translate(options).warnings).toEqual([
      `${path} is not an option of Chart.js 2: it is left out; ask for version 4 to have it read`,
    ]);
  });

  it('refuses an axis that is none', () => {
    expect(() => translate({ scales: { yAxes: [7] as JsonValue } })).toThrow(
      'Expected options.scales.yAxes.0 to be an object but received 7',
    );
  });
});
