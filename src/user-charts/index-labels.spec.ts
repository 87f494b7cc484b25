import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from './json.js';
import { read } from './testing/read.js';

function labelsOf(
  datasets: JsonObject[],
  type = 'bar',
  options: JsonObject = {},
  version = '2',
  labels: JsonValue = null,
) {
  return read({ type, data: { labels, datasets }, options }, version).spec.config.data.labels;
}

describe.each(['2', '4'])('charts without labels, for version %s', (version) => {
  it.each(['bar', 'line'])('have the indices of their points as labels: %s', (type) => {
    expect(labelsOf([{ data: [5] }], type, {}, version)).toEqual([0]);
    expect(labelsOf([{ data: [5] }, { data: [1, null, '3'] }, { data: [] }], type, {}, version)).toEqual([
      0, 1, 2,
    ]);
    expect(
      labelsOf(
        [
          {
            data: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
        type,
        {},
        version,
        [],
      ),
    ).toEqual([0, 1]);
  });

  it('keep their labels', () => {
    expect(labelsOf([{ data: [5, 6] }], 'bar', {}, version, ['a'])).toEqual(['a']);
  });

  it.each<[string, JsonObject[], string]>([
    ['points with a place', [{ data: [{ x: 1, y: 2 }] }], 'line'],
    ['values with names', [{ data: { a: 1 } }], 'bar'],
    ['no values', [{ data: [null, null] }], 'bar'],
    ['parts of a pie', [{ data: [1, 2] }], 'pie'],
  ])('have none for %s', (_, datasets, type) => {
    expect(labelsOf(datasets, type, {}, version) ?? []).toEqual([]);
  });
});

describe('charts whose axes have other places than labels', () => {
  it.each<[JsonObject, string]>([
    [{ scales: { x: { type: 'linear' } } }, '4'],
    [{ scales: { x: { labels: ['a'] } } }, '4'],
    [{ indexAxis: 'y', scales: { left: { axis: 'y', type: 'time' } } }, '4'],
    [{ scales: { xAxes: [{ type: 'time' }] } }, '2'],
  ])('have no labels of ours: %j', (options, version) => {
    expect(labelsOf([{ data: [5] }], 'bar', options, version) ?? []).toEqual([]);
  });
});
