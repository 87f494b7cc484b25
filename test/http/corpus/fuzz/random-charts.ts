import fc from 'fast-check';

const word = (...words: string[]) => fc.constantFrom(...words);

/** Values that no option expects, and values that some expect; the mutations try numbers beyond all bounds. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(NaN, undefined, null, true, false, '', -0, 1e308, -1e308, 1e-12, 2 ** 31, [], {}, [
    [[]],
  ]),
  fc.integer({ min: -1e12, max: 1e12 }).map((thousandths) => thousandths / 1000),
  fc.integer({ min: -20, max: 2000 }),
  fc.string({ maxLength: 6 }),
  word(
    'y',
    'time',
    'linear',
    '#0072b2',
    'auto',
    'day',
    'start',
    'end',
    'origin',
    '-1',
    '2024-01-05',
    'percent',
  ),
  fc.array(fc.integer({ min: -5, max: 50 }), { maxLength: 4 }),
);

const rarelyStrange = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: strange });

const some = (names: readonly string[], value: fc.Arbitrary<unknown> = strange) =>
  fc.dictionary(word(...names), value, { maxKeys: 3, noNullPrototype: true });

const STYLE = [
  ...[
    'backgroundColor',
    'borderColor',
    'borderWidth',
    'borderDash',
    'borderRadius',
    'pointRadius',
    'tension',
  ],
  ...['fill', 'stepped', 'spanGaps', 'pointStyle', 'yAxisID', 'xAxisID', 'stack', 'order', 'hidden', 'label'],
  ...[
    'barThickness',
    'barPercentage',
    'base',
    'circumference',
    'rotation',
    'weight',
    'clip',
    'parsing',
    'normalized',
  ],
];
const TICKS = [
  'stepSize',
  'count',
  'maxTicksLimit',
  'callback',
  'font',
  'precision',
  'display',
  'major',
  'source',
];
const TIME = ['unit', 'minUnit', 'parser', 'round', 'displayFormats', 'isoWeekday', 'tooltipFormat'];
const SCALE = [
  ...['min', 'max', 'suggestedMin', 'suggestedMax', 'beginAtZero', 'grace', 'stacked', 'reverse', 'position'],
  ...['offset', 'bounds', 'labels', 'axis', 'grid', 'border', 'title', 'weight', 'stack', 'display'],
];
const PLUGIN = [
  'display',
  'text',
  'position',
  'align',
  'font',
  'color',
  'padding',
  'formatter',
  'labels',
  'anchor',
];
const ANNOTATION = [
  'xMin',
  'xMax',
  'yMin',
  'yMax',
  'value',
  'scaleID',
  'xValue',
  'yValue',
  'radius',
  'sides',
  'label',
];

const type = word('bar', 'line', 'pie', 'doughnut', 'polarArea', 'radar', 'scatter', 'bubble');
const number = rarelyStrange(fc.integer({ min: -100, max: 1000 }));
const point = fc.oneof(number, fc.tuple(number, number), fc.record({ x: number, y: number, r: number }));
const label = fc.oneof(fc.string({ maxLength: 8 }), word('2024-01-01', '2024-02-01', '中文'), strange);

const scale = fc
  .tuple(
    fc.record({
      type: rarelyStrange(word('linear', 'logarithmic', 'category', 'time', 'timeseries', 'radialLinear')),
      ticks: some(TICKS),
      time: some(TIME),
    }),
    some(SCALE),
  )
  .map(([own, others]) => ({ ...own, ...others }));

const annotation = fc
  .tuple(word('line', 'box', 'point', 'label', 'ellipse', 'polygon', 'doughnutLabel'), some(ANNOTATION))
  .map(([kind, options]) => ({ type: kind, ...options }));

const options = fc.record(
  {
    indexAxis: word('x', 'y'),
    scales: fc.dictionary(word('x', 'y', 'r', 'z'), scale, { maxKeys: 2, noNullPrototype: true }),
    plugins: fc.record(
      {
        title: some(PLUGIN),
        legend: some(PLUGIN),
        datalabels: some(PLUGIN),
        annotation: fc.record({ annotations: fc.array(annotation, { maxLength: 2 }) }),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    elements: fc.record({ line: some(STYLE), point: some(STYLE), bar: some(STYLE), arc: some(STYLE) }),
    layout: some(['padding', 'autoPadding']),
    font: some(['size', 'family', 'weight', 'lineHeight']),
    cutout: strange,
  },
  { requiredKeys: [], noNullPrototype: true },
);

const dataset = fc
  .tuple(some(STYLE), rarelyStrange(fc.array(point, { maxLength: 12 })))
  .map(([style, data]) => ({ ...style, data }));

/** Plausible charts with strange values in them. */
export const randomChart = fc.record({
  type,
  data: fc.record({
    labels: fc.array(label, { maxLength: 12 }),
    datasets: fc.array(dataset, { maxLength: 3 }),
  }),
  options,
});
