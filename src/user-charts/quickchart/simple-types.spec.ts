import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChartRefusal, type JsonObject, type JsonValue } from '../json.js';
import { read, refusalOf } from '../testing/read.js';
import { SIMPLE_TYPE_NAMES } from './simple-types.js';

interface Read {
  readonly type: string;
  readonly data: { readonly labels?: JsonValue[]; readonly datasets: JsonObject[] };
  readonly options: JsonObject & {
    readonly plugins: JsonObject;
    readonly scales: Record<string, JsonObject>;
  };
}

function chart(type: string, dataset: JsonObject, options: JsonObject = {}, version = '2') {
  const { spec, warnings } = read({ type, data: { datasets: [dataset] }, options }, version);
  return { ...(spec.config as unknown as Read), spec, warnings };
}

describe.each(['2', '4'])('simple types, for version %s', (version) => {
  it.each(SIMPLE_TYPE_NAMES)('%s is drawn as a type of Chart.js, without warnings', (type) => {
    const { type: drawn, warnings } = chart(
      type,
      { data: [3, 4], ...(type === 'gauge' && { value: 3 }) },
      {},
      version,
    );

    expect(['line', 'bar', 'pie', 'doughnut']).toContain(drawn);
    expect(warnings).toEqual([]);
  });

  it('sparkline has a line only, and space for its ends', () => {
    const { type, options, data } = chart('sparkline', { data: [10, 60, -20] }, {}, version);

    expect(type).toBe('line');
    expect(options['elements']).toEqual({ line: { borderWidth: 1 }, point: { radius: 0 } });
    expect(options.scales['x']).toMatchObject({ display: false });
    expect(options.scales['y']).toMatchObject({ display: false, min: -21, max: 63 });
    expect(options.plugins).toMatchObject({ legend: { display: false } });
    expect(data.labels).toEqual([0, 1, 2]);
  });

  it('sparkline leaves the limits of equal values to Chart.js', () => {
    for (const data of [[5, 5], [], [null]]) {
      expect(Object.keys(chart('sparkline', { data }, {}, version).options.scales['y']!)).not.toContain(
        'min',
      );
    }
  });

  it('progressBar fills a frame up to a percentage, with a label', () => {
    const { type, options, data } = chart('progressBar', { data: [63] }, {}, version);

    expect([type, options['indexAxis']]).toEqual(['bar', 'y']);
    expect(data.datasets).toMatchObject([
      { data: [63], backgroundColor: '#0072B2' },
      {
        data: [100],
        backgroundColor: '#fff',
        borderColor: '#0072B2',
        borderWidth: 1,
        datalabels: { display: false },
      },
    ]);
    expect(options.plugins['datalabels']).toEqual({
      display: true,
      color: '#fff',
      formatter: 'percentOf100',
    });
    expect(options.scales['x']).toMatchObject({ beginAtZero: true, max: 100, ticks: { display: false } });
    expect(options.scales['y']).toMatchObject({ stacked: true, ticks: { display: false } });
  });

  it('progressBar places the label next to a short bar, unless the chart places it', () => {
    const labels = (datalabels: JsonObject) =>
      chart('progressBar', { data: [5, 90] }, { plugins: { datalabels } }, version).options.plugins[
        'datalabels'
      ];

    expect(labels({})).toMatchObject({
      anchor: ['end', 'center'],
      align: ['end', 'center'],
      color: ['#333', '#fff'],
    });
    expect(labels({ color: 'red' })).toEqual({ display: true, color: 'red', formatter: 'percentOf100' });
    expect(labels({ display: false })).toMatchObject({ display: false });
  });

  it('progressBar takes its total from a second dataset', () => {
    const datasets: JsonObject[] = [{ data: [20000] }, { data: ['50000'], backgroundColor: 'red' }];
    const { options, data } = read({ type: 'progressBar', data: { datasets } }, version).spec
      .config as unknown as Read;

    expect(options.scales['x']).toMatchObject({ max: 50000 });
    expect(data.datasets[1]).toMatchObject({ backgroundColor: 'red', borderWidth: 1 });
    expect(options.plugins['datalabels']).toEqual({ display: true, color: '#fff' });
  });

  it('radialGauge is a ring that is filled up to its value', () => {
    const { type, options, data } = chart(
      'radialGauge',
      { data: [70], backgroundColor: 'green' },
      {},
      version,
    );

    expect(type).toBe('doughnut');
    expect(data.datasets).toMatchObject([
      { backgroundColor: ['green', 'transparent'], borderRadius: 10_000 },
    ]);
    expect((data.datasets[0]!['data'] as number[]).map((part) => part.toFixed(3))).toEqual([
      '0.700',
      '0.300',
    ]);
    expect(options).toMatchObject({ cutout: '80%', plugins: { legend: { display: false } } });
    expect(options.plugins['radialGauge']).toEqual({
      value: 70,
      trackColor: 'rgb(204, 221, 238)',
      roundedCorners: true,
      center: { isTextShown: true, font: {}, paddingPx: 4 },
    });
  });

  it('radialGauge has the options of its plugin', () => {
    const { options, data } = chart(
      'radialGauge',
      { data: ['124'], borderWidth: 2 },
      {
        domain: [0, '180'],
        centerPercentage: 90,
        roundedCorners: false,
        trackColor: '#eee',
        centerArea: {
          text: 124,
          displayText: 'true',
          fontSize: '30',
          fontColor: 'blue',
          fontFamily: 'Arial',
          padding: 8,
          backgroundColor: '#ffc',
          subText: 'credits',
        },
      },
      version,
    );

    expect((data.datasets[0]!['data'] as number[])[0]).toBeCloseTo(124 / 180);
    expect(data.datasets[0]).not.toHaveProperty('borderRadius');
    expect(options['cutout']).toBe('90%');
    expect(options.plugins['radialGauge']).toEqual({
      value: 124,
      trackColor: '#eee',
      roundedCorners: false,
      center: {
        text: '124',
        isTextShown: true,
        subText: 'credits',
        font: { size: 30, family: 'Arial' },
        color: 'blue',
        backgroundColor: '#ffc',
        paddingPx: 8,
      },
    });
  });

  it.each([
    [-5, 0],
    [250, 1],
    [null, 0],
  ])('radialGauge with the value %p is filled to %p', (value, ratio) => {
    expect(chart('radialGauge', { data: [value] }, {}, version).data.datasets[0]!['data']).toEqual([
      ratio,
      1 - ratio,
    ]);
  });

  it('radialGauge formats its value by the name of a formatter', () => {
    const formatted = (formatter: string) =>
      chart('radialGauge', { data: [70] }, { centerArea: { formatter } }, version).options.plugins[
        'radialGauge'
      ];

    expect(formatted('percentOf100')).toMatchObject({ center: { formatter: 'percentOf100' } });
    expect(() => formatted('nope')).toThrow(/formatter to be one of integer/);
  });

  it('gauge has parts that end at its values, and a needle', () => {
    const dataset = {
      value: 50,
      data: [60, 20, 40],
      backgroundColor: ['green', 'orange', 'red'],
      borderWidth: 2,
    };
    const { type, options, data } = chart('gauge', dataset, { valueLabel: { fontSize: 22 } }, version);

    expect(type).toBe('doughnut');
    expect(options).toMatchObject({ cutout: '50%', rotation: -90, circumference: 180 });
    expect(data.datasets).toEqual([
      {
        backgroundColor: ['green', 'orange', 'red'],
        borderWidth: 2,
        parsing: { key: 'length' },
        data: [
          { length: 20, label: '20' },
          { length: 20, label: '40' },
          { length: 20, label: '60' },
        ],
      },
    ]);
    expect(options.plugins['gauge']).toMatchObject({
      value: 50,
      ratio: 50 / 60,
      valueLabel: { font: { size: 22 } },
    });
  });

  it('gauge begins at its smallest value, and has no needle without a value', () => {
    const { options, data } = chart('gauge', { value: 0, minValue: -10, data: [0, 10] }, {}, version);

    expect(data.datasets[0]!['data']).toMatchObject([{ length: 10 }, { length: 10 }]);
    expect(options.plugins['gauge']).toMatchObject({ ratio: 0.5 });
    expect(chart('gauge', { data: [1, 2] }, {}, version).options.plugins).not.toHaveProperty('gauge');
  });

  it.each([
    ['outlabeledPie', 'pie'],
    ['outlabeledDoughnut', 'doughnut'],
  ])('%s is a smaller %s with labels around it', (given, type) => {
    const result = chart(given, { data: [1, 2] }, { plugins: { outlabels: { text: '%l' } } }, version);

    expect([result.type, result.options['radius']]).toEqual([type, '50%']);
    expect(result.options.plugins).toEqual({ datalabels: { display: false } });
    expect(result.data.datasets[0]!['outlabels']).toMatchObject({ text: '%l', stretch: 40 });
    expect(chart(given, { data: [1] }, { zoomOutPercentage: 20 }, version).options['radius']).toBe('80%');
  });
});

describe('simple types', () => {
  it('have a description of the chart that was sent', () => {
    expect(chart('gauge', { label: 'Speed', value: 50, data: [20, 60] }).spec.title).toBe(
      'Gauge chart of Speed',
    );
    expect(chart('radialGauge', { data: [70] }).spec.description).toBe('Gauge chart: 70.');
  });

  it.each<[string, JsonObject[], JsonObject, string]>([
    ['sparkline', [], {}, 'Expected data.datasets to be one or more datasets but received 0'],
    ['progressBar', [], {}, 'Expected data.datasets to be one or two datasets but received 0'],
    ['gauge', [{ data: [1] }, { data: [1] }], {}, 'Expected data.datasets to be one dataset but received 2'],
    [
      'progressBar',
      [{ data: [1] }, { data: [1, 2] }],
      {},
      'Expected data.datasets.1.data to be 1 values, as many as the first dataset has but received 2',
    ],
    [
      'radialGauge',
      [{ data: [1] }],
      { domain: [5, 5] },
      'Expected options.domain to be two numbers, of which the second is greater but received an array',
    ],
    [
      'gauge',
      [{ value: 1, data: [1] }],
      { needle: { widthPercentage: 1e6 } },
      'Expected options.needle.widthPercentage to be between -1000 and 1000 but received 1000000',
    ],
  ])('%s refuses what it cannot draw', (type, datasets, options, sentence) => {
    expect(refusalOf({ type, data: { datasets }, options }).message).toBe(sentence);
  });

  it('are types of charts only, and their plugins have no effect in others', () => {
    const dataset = { data: [1], type: 'gauge' };
    expect(refusalOf({ type: 'bar', data: { datasets: [dataset] } }).path).toBe('data.datasets.0.type');
    const { options, warnings } = chart('bar', { data: [1] }, { plugins: { gauge: { value: 1 } } }, '4');
    expect([options.plugins, warnings]).toEqual([
      {},
      ['options.plugins.gauge has no effect: set the type of the chart'],
    ]);
  });

  it('return a chart or a refusal for any options', () => {
    const names = [
      ...[
        'domain',
        'centerPercentage',
        'centerArea',
        'needle',
        'valueLabel',
        'plugins',
        'scales',
        'elements',
      ],
      ...[
        'outlabels',
        'doughnutlabel',
        'tickFormat',
        'roundedBars',
        'colorschemes',
        'padBelowLegend',
        'datalabels',
      ],
      ...['labels', 'text', 'font', 'scheme', 'style', 'color', 'value', 'size'],
    ];
    const { value: options } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<JsonValue>(null, true, 'false', '5', 'red', -1, 0, 7, 1e6),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }),
      ),
    }));
    const holder = fc.dictionary(fc.constantFrom(...names), options);
    const type = fc.constantFrom(...SIMPLE_TYPE_NAMES, 'pie', 'bar', 'line');
    fc.assert(
      fc.property(type, holder, holder, fc.constantFrom('2', '4'), (kind, given, dataset, version) => {
        try {
          read({ type: kind, data: { datasets: [{ ...dataset, data: [1, 2] }] }, options: given }, version);
        } catch (error) {
          if (!(error instanceof ChartRefusal)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
