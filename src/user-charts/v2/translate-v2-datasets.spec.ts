import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { translate } from './testing/translated.js';

describe('translateV2, of datasets', () => {
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

  it('takes a time that is called t', () => {
    expect(dataset({ data: [{ t: 1, y: 2 }, { x: 3, t: 4 }, 5, null] })['data']).toEqual([
      { x: 1, y: 2 },
      { x: 3, t: 4 },
      5,
      null,
    ]);
  });

  it('fills lines and draws them straight, as QuickChart does', () => {
    expect(dataset({}, 'line')).toMatchObject({ fill: 'origin', tension: 0 });
    expect(dataset({}, 'radar')).toMatchObject({ fill: 'start', tension: 0 });
    expect(dataset({ type: 'line' }, 'bar')).toMatchObject({ fill: 'origin', tension: 0.4 });
    expect(dataset({ fill: false, lineTension: 1 }, 'line')).toMatchObject({ fill: false, tension: 1 });
    expect(dataset({}, 'line', { elements: { line: { fill: false, tension: 0.1 } } })).toEqual({
      data: [1, 2],
    });
    expect(dataset({ showLine: false }, 'line')).toMatchObject({ fill: false });
  });

  it('lays bars on their side', () => {
    const { type, options } = translate({}, 'horizontalBar');

    expect(type).toBe('bar');
    expect(options).toMatchObject({ indexAxis: 'y', scales: { x: { beginAtZero: true } } });
    expect(dataset({ type: 'horizontalBar' }, 'bar')).toMatchObject({ type: 'bar', indexAxis: 'y' });
  });
});
