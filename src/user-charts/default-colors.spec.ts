import { describe, expect, it } from '@jest/globals';
import { withColors } from './user-chart.js';
import type { JsonObject } from './json.js';

const data = [1, 2, 3];

describe('withColors', () => {
  it('gives each dataset a colour of its own', () => {
    expect(withColors('bar', [{ data }, { data }], {})).toEqual([
      { data, backgroundColor: '#0072B2' },
      { data, backgroundColor: '#E69F00' },
    ]);
  });

  it('gives each part of a round chart a colour of its own, and begins again where there are no more', () => {
    const colors = (type: string, given: JsonObject['data']) =>
      withColors(type, [{ data: given ?? null }], {})[0]?.['backgroundColor'];

    expect(colors('pie', data)).toEqual(['#0072B2', '#E69F00', '#009E73']);
    expect(colors('polarArea', { a: 1, b: 2 })).toEqual(['#0072B280', '#E69F0080']);
    expect((colors('doughnut', Array<number>(7).fill(1)) as string[])[6]).toBe('#0072B2');
  });

  it('draws lines in full and what lies under them half transparent', () => {
    for (const type of ['line', 'radar', 'scatter', 'bubble']) {
      expect(withColors(type, [{ data }], {})).toEqual([
        { data, borderColor: '#0072B2', backgroundColor: '#0072B280' },
      ]);
    }
  });

  it('takes a dataset for what it says it is', () => {
    expect(withColors('bar', [{ data, type: 'line' }], {})[0]).toMatchObject({ borderColor: '#0072B2' });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['its own', { borderColor: 'red' }, {}],
    ['options', {}, { backgroundColor: 'red' }],
    ['elements', {}, { elements: { bar: { backgroundColor: 'red' } } }],
    ['datasets of its type', {}, { datasets: { bar: { borderColor: 'red' } } }],
  ])('says nothing where colours are said by %s', (_, own, options) => {
    expect(withColors('bar', [{ data, ...own }], options)).toEqual([{ data, ...own }]);
  });
});
