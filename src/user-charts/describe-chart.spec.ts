import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChartShape } from './check-shape.js';
import { descriptionOf, titleOf } from './user-chart.js';
import type { JsonObject, JsonValue } from './json.js';

function chart(
  datasets: JsonObject[],
  labels: JsonValue[] = [],
  options: JsonObject = {},
  type = 'bar',
): ChartShape {
  return { type, data: { datasets, labels }, options, others: [] };
}

describe('titleOf', () => {
  it('is the title of the chart on one line', () => {
    const options = { plugins: { title: { text: ['Sales', ' of\n2024'] } } };

    expect(titleOf(chart([], [], options))).toBe('Sales of 2024');
  });

  it('names the datasets if there is no title', () => {
    expect(titleOf(chart([{ label: 'A', data: [] }, { data: [] }, { label: 'B', data: [] }]))).toBe(
      'Bar chart of A, B',
    );
    expect(titleOf(chart([{ data: [] }]))).toBe('Bar chart');
  });
});

describe('descriptionOf', () => {
  it('lists the values with their labels', () => {
    const datasets: JsonObject[] = [
      { label: 'A', data: [1, null] },
      { data: [[3, 4], { x: 1, y: 2, r: 5 }] },
    ];

    expect(descriptionOf(chart(datasets, ['Mon', ['Tue', 'noon']]))).toBe(
      'Bar chart: A: Mon 1, Tue noon none; Dataset 2: Mon 3 to 4, Tue noon (1, 2) size 5.',
    );
  });

  it('lists the values of an object with their keys', () => {
    expect(descriptionOf(chart([{ data: { Mon: 1 } }], [], {}, 'pie'))).toBe('Pie chart: Mon 1.');
  });

  it('is short and splits no character, for any chart', () => {
    const value = fc.jsonValue({ maxDepth: 2 }).map((json) => json as JsonValue);
    const dataset = fc.record({ label: value, data: fc.array(value, { maxLength: 50 }) });
    fc.assert(
      fc.property(fc.array(dataset, { maxLength: 30 }), fc.array(value), value, (datasets, labels, text) => {
        const given = chart(datasets, labels, { plugins: { title: { text } } });

        expect(titleOf(given).length).toBeLessThanOrEqual(200);
        expect(descriptionOf(given).length).toBeLessThanOrEqual(500);
      }),
    );
    const faces = descriptionOf(chart([{ data: Array<string>(99).fill('😀'.repeat(99)) }]));
    // Throws for half a surrogate pair.
    expect(() => encodeURIComponent(faces)).not.toThrow();
  });
});
