import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillTemplate, isTemplateName } from './chart-template.js';
import type { JsonValue } from './json.js';

const LIMITS = { maxBytes: 1_000_000, maxDepth: 32, maxPoints: 1000 };

function fill(chart: JsonValue, values: Record<string, string>, isV2 = false) {
  const warnings: string[] = [];
  const filled = fillTemplate(chart, values, {
    isV2,
    limits: LIMITS,
    warn: (sentence) => void warnings.push(sentence),
  });
  return { filled, warnings };
}

const number = fc
  .double({ noNaN: true, min: -1e100, max: 1e100 })
  .map((value) => (Math.abs(value) < 1e-100 ? 0 : value));

describe('fillTemplate', () => {
  it('leaves everything else of the chart as it is', () => {
    const chart = {
      type: 'bar',
      data: { labels: ['a'], datasets: [{ data: [1], label: 'x', yAxisID: 'y' }], other: 1 },
      options: { plugins: { title: { color: 'red' }, legend: { display: false } }, scales: { y: {} } },
    };
    const before = structuredClone(chart);
    const { filled, warnings } = fill(chart, { title: 'T', data1: '2' });

    expect(chart).toEqual(before);
    expect(warnings).toEqual([]);
    expect(filled).toEqual({
      ...chart,
      data: { ...chart.data, datasets: [{ data: [2], label: 'x', yAxisID: 'y' }] },
      options: {
        ...chart.options,
        plugins: { title: { color: 'red', display: true, text: 'T' }, legend: { display: false } },
      },
    });
  });

  it('puts a title where Chart.js 2 has it', () => {
    expect(fill({ type: 'bar' }, { title: 'T' }, true).filled).toMatchObject({
      options: { title: { display: true, text: 'T' } },
    });
  });

  it('reads all numbers that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const { filled } = fill({ data: { datasets: [{ data: [7] }] } }, { data1: numbers.join() });

        expect(filled).toEqual({ data: { datasets: [{ data: numbers.map((value) => value + 0) }] } });
      }),
    );
  });

  it('reads all texts without commas, and all texts in JSON', () => {
    const text = fc.string().filter((value) => !/[,()[\s]/.test(value));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.array(fc.string()), (labels, any) => {
        expect(fill({ data: {} }, { labels: labels.join() }).filled).toMatchObject({ data: { labels } });
        expect(fill({ data: {} }, { labels: JSON.stringify(any) }).filled).toMatchObject({
          data: { labels: any },
        });
      }),
    );
  });

  it.each([null, 7, 'x', [], { data: 7 }, { data: { datasets: 7 } }, { data: { datasets: [7, null] } }])(
    'leaves the refusal of what is no chart to others: %j',
    (chart) => {
      expect(() => fill(chart, { title: 'T', labels: 'a', data1: '1', label2: 'b' })).not.toThrow();
    },
  );

  // Would take minutes if the time grew with the square of the length.
  it('reads or refuses long values of any kind', () => {
    for (const part of ['(', '(1,', '),(', ',', '[', '{x:', '"', '( ', '(((,']) {
      const text = part.repeat(100_000);
      for (const name of ['data1', 'labels', 'backgroundColor1']) {
        try {
          fill({ data: { datasets: [{ data: [] }] } }, { [name]: text });
        } catch (error) {
          expect(error).toHaveProperty('name', 'ChartRefusal');
        }
      }
    }
  });
});

describe('isTemplateName', () => {
  it('knows the names that QuickChart documents', () => {
    const names = 'title labels data1 data12 label1 backgroundColor1 borderColor999'.split(' ');

    expect(names.filter((name) => !isTemplateName(name))).toEqual([]);
  });

  it.each([
    '',
    'Title',
    'data',
    'data0',
    'data01',
    'data12345',
    'backgroundColor',
    'label-1',
    '__proto__',
    'toString',
  ])('does not know "%s"', (name) => {
    expect(isTemplateName(name)).toBe(false);
  });
});
