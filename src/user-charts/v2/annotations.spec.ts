import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../json.js';
import { read } from '../testing/read.js';

/** The annotation of a chart for Chart.js 2 with these labels. */
function placed(
  annotation: JsonObject,
  labels: JsonValue[],
  type = 'line',
  scales: JsonObject = {},
): JsonObject {
  const data = { labels, datasets: [{ data: labels.map(() => 1) }] };
  const options = { scales, annotation: { annotations: [annotation] } };
  const { spec } = read({ type, data, options }, '2');
  const { annotations } = (spec.config.options?.plugins as unknown as JsonObject)['annotation'] as {
    annotations: JsonObject[];
  };
  return annotations[0]!;
}

const vertical = { type: 'line', mode: 'vertical', scaleID: 'x-axis-0' };
const numbers = [1, 2, 3, 4, 5];

describe('annotations on category axes', () => {
  it('stand at the label, also where labels are numbers', () => {
    expect(placed({ ...vertical, value: 2 }, numbers)['value']).toBe(1);
    expect(placed({ ...vertical, value: 'b' }, ['a', 'b'])['value']).toBe(1);
    expect(placed({ ...vertical, value: 3, endValue: 5 }, numbers)).toMatchObject({ value: 2, endValue: 4 });
    expect(
      placed({ type: 'box', xScaleID: 'x-axis-0', xMin: 3, xMax: 5, yMin: 1, yMax: 2 }, numbers),
    ).toMatchObject({
      ...{ xMin: 2, xMax: 4, yMin: 1, yMax: 2 },
    });
    expect(placed({ type: 'box', xMin: 3, xMax: 5 }, numbers)).toMatchObject({ xMin: 2, xMax: 4 });
  });

  it('stand at the index where there is no such label', () => {
    expect(placed({ ...vertical, value: 2 }, ['a', 'b', 'c'])['value']).toBe(2);
    expect(placed({ ...vertical, value: '2' }, numbers)['value']).toBe(2);
    expect(placed({ ...vertical, value: 'x' }, ['a', 'b'])['value']).toBe('x');
  });

  it('use the labels of the axis, and the axis that has labels', () => {
    expect(
      placed({ ...vertical, value: 20 }, numbers, 'line', { xAxes: [{ labels: [10, 20] }] })['value'],
    ).toBe(1);
    const horizontal = { type: 'line', mode: 'horizontal', scaleID: 'y-axis-0', value: 2 };
    expect(placed(horizontal, numbers, 'horizontalBar')['value']).toBe(1);
    expect(placed(horizontal, numbers, 'bar')['value']).toBe(2);
  });

  it('stay at their value on other axes', () => {
    expect(placed({ ...vertical, value: 2 }, numbers, 'line', { xAxes: [{ type: 'linear' }] })['value']).toBe(
      2,
    );
    expect(placed({ ...vertical, value: 2 }, numbers, 'scatter')['value']).toBe(2);
  });
});
