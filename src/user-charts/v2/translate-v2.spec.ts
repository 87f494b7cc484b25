import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../json.js';
import { translate } from '../testing/translated.js';

describe('translateV2 for datasets', () => {
  const dataset = (given: JsonObject, type = 'scatter', options: JsonObject = {}) =>
    translate(options, type, given).data.datasets[0] as JsonObject;

  it('renames properties', () => {
    expect(dataset({ lineTension: 0.3, steppedLine: 'before', fill: 'zero', pointRadius: 2 })).toEqual({
      data: [1, 2],
      tension: 0.3,
      stepped: 'before',
      fill: 'origin',
      pointRadius: 2,
    });
  });

  it('accepts times named t', () => {
    expect(dataset({ data: [{ t: 1, y: 2 }, { x: 3, t: 4 }, 5, null] })['data']).toEqual([
      { x: 1, y: 2 },
      { x: 3, t: 4 },
      5,
      null,
    ]);
  });

  it('fills and straightens lines like QuickChart', () => {
    expect(dataset({}, 'line')).toMatchObject({ fill: 'origin', tension: 0 });
    expect(dataset({}, 'radar')).toMatchObject({ fill: 'start', tension: 0 });
    expect(dataset({ type: 'line' }, 'bar')).toMatchObject({ fill: 'origin', tension: 0.4 });
    expect(dataset({ fill: false, lineTension: 1 }, 'line')).toMatchObject({ fill: false, tension: 1 });
    expect(dataset({}, 'line', { elements: { line: { fill: false, tension: 0.1 } } })).toEqual({
      data: [1, 2],
    });
    expect(dataset({ showLine: false }, 'line')).toMatchObject({ fill: false });
  });

  it('makes bars horizontal', () => {
    const { type, options } = translate({}, 'horizontalBar');

    expect(type).toBe('bar');
    expect(options).toMatchObject({ indexAxis: 'y', scales: { x: { beginAtZero: true } } });
    expect(dataset({ type: 'horizontalBar' }, 'bar')).toMatchObject({ type: 'bar', indexAxis: 'y' });
  });
});

describe('translateV2 for unknown properties', () => {
  it.each<[string, JsonObject]>([
    ['options.zoom', { zoom: {} }],
    ['options.title.align2', { title: { align2: 1 } }],
    ['options.legend', { legend: 7 }],
    ['options.plugins.zoom', { plugins: { zoom: {} } }],
    ['options.scale.zoom', { scale: { zoom: 1 } }],
    [
      'options.scales.xAxes.0.gridLines.zeroLineColor',
      { scales: { xAxes: [{ gridLines: { zeroLineColor: 'red' } }] } },
    ],
    ['options.scales.xAxes.0.ticks.fixedStepSize', { scales: { xAxes: [{ ticks: { fixedStepSize: 1 } }] } }],
    ['options.annotation.zoom', { annotation: { zoom: 1 } }],
    ['options.annotation.annotations.0.onClick', { annotation: { annotations: [{ onClick: 1 }] } }],
  ])('warns of %s', (path, options) => {
    expect(translate(options).warnings).toEqual([`${path} is not translated from Chart.js 2 and is ignored`]);
  });

  it('warns of properties of datasets', () => {
    expect(translate({}, 'scatter', { trendlineLinear: {} }).warnings).toEqual([
      'data.datasets.0.trendlineLinear is not translated from Chart.js 2 and is ignored',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['options.scales.y', { scales: { y: { min: 1 } } }],
    ['options.plugins.legend', { plugins: { legend: { display: false } } }],
    ['options.indexAxis', { indexAxis: 'y' }],
  ])('names the version that supports %s', (path, options) => {
    expect(translate(options).warnings).toEqual([
      `${path} is not an option of Chart.js 2 and is ignored (version 4 supports it)`,
    ]);
  });

  it('refuses an axis that is not an object', () => {
    expect(() => translate({ scales: { yAxes: [7] as JsonValue } })).toThrow(
      'Expected options.scales.yAxes.0 to be an object but received 7',
    );
  });
});
