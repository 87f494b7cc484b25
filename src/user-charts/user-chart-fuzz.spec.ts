import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read } from './testing/read.js';
import { ChartRefusal, type JsonValue } from './user-chart.js';

describe('readUserChart, of random edits', () => {
  const valid = [
    `{type:'bar',data:{labels:['a',"b"],datasets:[{label:\`x\`,data:[1,-2.5e1,0x1F,NaN],backgroundColor:getGradientFillHelper('vertical',['red','blue'])}]},options:{scales:{yAxes:[{ticks:{beginAtZero:true,callback:'percent'}}]},title:{text:'T'}}}`,
    `{"type":"line","data":{"datasets":[{"data":[{"x":1,"y":2}],"pointRadius":3}]},"options":{"scales":{"x":{"type":"time","time":{"unit":"day"}}},"plugins":{"annotation":{"annotations":{"a":{"type":"line","yMin":1}}}}}}`,
  ];
  const piece = fc.oneof(
    fc.constantFrom(...`{}[]():,;'"\`\\/*.+-=>\n $_`),
    fc.constantFrom(
      'function',
      '=>',
      'new Date(',
      '${',
      '__proto__',
      '//',
      '/*',
      'NaN',
      '1e',
      '0x',
      '\\u',
      '...',
      'null',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const edit = fc.record({ at: fc.nat(400), remove: fc.nat(12), insert: piece });

  it('throws nothing but a refusal', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...valid),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('2', '4'),
        (text, edits, version) => {
          const edited = edits.reduce(
            (before, { at, remove, insert }) => before.slice(0, at) + insert + before.slice(at + remove),
            text,
          );
          try {
            read(edited, version);
          } catch (error) {
            expect(error).toBeInstanceOf(ChartRefusal);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('throws nothing but a refusal for any JSON in any place', () => {
    const places = fc.constantFrom(
      'type',
      'data',
      'datasets',
      'labels',
      'options',
      'scales',
      'plugins',
      'annotation',
    );
    const chart = fc
      .tuple(places, fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }))
      .map(([place, value, other]) => ({
        type: 'line',
        data: {
          labels: [],
          datasets: [{ data: [], [place]: other }],
          ...(/^(?:datasets|labels)$/.test(place) && { [place]: value }),
        },
        options: {
          scale: value,
          legend: { labels: other },
          plugins: { annotation: { annotations: value }, [place]: other },
          scales: { xAxes: [{ ticks: other, gridLines: value }], y: value, [place]: other },
          ...(/^(?:scales|plugins|annotation)$/.test(place) && { [place]: value }),
        },
        ...(/^(?:type|data|options)$/.test(place) && { [place]: value }),
      }));
    fc.assert(
      fc.property(chart, fc.constantFrom('2', '4'), (given, version) => {
        try {
          read(given as JsonValue, version);
        } catch (error) {
          expect(error).toBeInstanceOf(ChartRefusal);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
