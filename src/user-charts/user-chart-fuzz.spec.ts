import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS, read } from './testing/read.js';
import { ChartRefusal, type JsonValue } from './user-chart.js';

const TYPES = ['bar', 'line', 'pie', 'doughnut', 'polarArea', 'radar', 'scatter', 'bubble'];
const LONGEST_REFUSAL = 500;

type ReadChart = ReturnType<typeof read>;

/** Counts the outcomes of a property, so that a generator with only one outcome fails the test. */
function countedOutcomes() {
  const counts = { read: 0, refused: 0 };

  /** Reads a chart, and checks the specification or the refusal. */
  function readAndCheck(chart: string | JsonValue, version: string): void {
    let outcome: ReadChart;
    try {
      outcome = read(chart, version);
    } catch (error) {
      counts.refused += 1;
      expect(problemsOfRefusal(error, chart)).toEqual([]);
      return;
    }
    counts.read += 1;
    expect(problemsOfSpec(outcome)).toEqual([]);
  }

  function expectBoth(): void {
    const least = (counts.read + counts.refused) / 100;
    expect(counts.read).toBeGreaterThan(least);
    expect(counts.refused).toBeGreaterThan(least);
  }

  return { readAndCheck, expectBoth };
}

/** What is wrong with a specification, which must be JSON within the limits. */
function problemsOfSpec({ spec, warnings }: ReadChart): string[] {
  const { type, data } = spec.config;
  const { datasets, labels } = data;
  const points = datasets.reduce(
    (sum, dataset) => sum + Object.keys(dataset.data).length,
    labels?.length ?? 0,
  );
  return problems({
    'not JSON': isJson(spec),
    'an unknown type': TYPES.includes(type),
    'too many points': points <= LIMITS.maxPoints,
    'too deep': depthOf(spec.config) <= LIMITS.maxDepth,
    'too many warnings': warnings.length <= 100,
  });
}

/** What is wrong with a refusal, which must have the path of a property, or a position in the text. */
function problemsOfRefusal(error: unknown, chart: string | JsonValue): string[] {
  if (!(error instanceof ChartRefusal)) return [`not a refusal: ${String(error)}`];
  const { message, place, path } = error;
  return problems({
    'no expectation in the sentence': message.startsWith('Expected '),
    'a long sentence': message.length <= LONGEST_REFUSAL,
    'neither a path nor a position': path !== undefined || place !== undefined,
    'a position outside the text': place === undefined || isPositionIn(chart as string, place),
  });
}

function problems(laws: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(laws).filter((problem) => !laws[problem]);
}

/** The end of a line is a position too. */
function isPositionIn(text: string, { line, column }: NonNullable<ChartRefusal['place']>): boolean {
  const length = text.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1]?.length;
  return length !== undefined && column >= 1 && column <= length + 1;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'object' && Object.values(value).every(isJson);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((depth, item) => Math.max(depth, depthOf(item)), 0);
}

describe('readUserChart for random charts', () => {
  const valid = [
    `{type:'bar',data:{labels:['a',"b"],datasets:[{label:\`x\`,data:[1,-2.5e1,0x1F,NaN],backgroundColor:getGradientFillHelper('vertical',['red','blue'])}]},options:{scales:{yAxes:[{ticks:{beginAtZero:true,callback:'percent'}}]},title:{text:'T'}}}`,
    `{"type":"line","data":{"datasets":[{"data":[{"x":1,"y":2}],"pointRadius":3}]},"options":{"scales":{"x":{"type":"time","time":{"unit":"day"}}},"plugins":{"annotation":{"annotations":{"a":{"type":"line","yMin":1}}}}}}`,
  ];
  const code = 'function => new Date( ${ __proto__ // /* NaN 1e 0x \\u ... null'.split(' ');
  const piece = fc.oneof(
    fc.constantFrom(...`{}[]():,;'"\`\\/*.+-=>\n $_`),
    fc.constantFrom(...code),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const edit = fc.record({ at: fc.nat(400), remove: fc.nat(12), insert: piece });

  it('reads edited charts as valid specifications, or refuses them with a position', () => {
    const { readAndCheck, expectBoth } = countedOutcomes();
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
          readAndCheck(edited, version);
        },
      ),
      { numRuns: 3_000 },
    );
    expectBoth();
  });

  it('reads charts with any JSON at any position as valid specifications, or refuses them with a path', () => {
    const { readAndCheck, expectBoth } = countedOutcomes();
    const names = ['type', 'data', 'datasets', 'labels', 'options', 'scales', 'plugins', 'annotation'];
    const chart = fc
      .tuple(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }))
      .map(([name, value, other]) => ({
        type: 'line',
        data: {
          labels: [],
          datasets: [{ data: [], [name]: other }],
          ...(/^(?:datasets|labels)$/.test(name) && { [name]: value }),
        },
        options: {
          scale: value,
          legend: { labels: other },
          plugins: { annotation: { annotations: value }, [name]: other },
          scales: { xAxes: [{ ticks: other, gridLines: value }], y: value, [name]: other },
          ...(/^(?:scales|plugins|annotation)$/.test(name) && { [name]: value }),
        },
        ...(/^(?:type|data|options)$/.test(name) && { [name]: value }),
      }));
    fc.assert(
      fc.property(chart, fc.constantFrom('2', '4'), (given, version) => {
        readAndCheck(given as JsonValue, version);
      }),
      { numRuns: 2_000 },
    );
    expectBoth();
  });
});
