import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../json.js';
import { read, refusalOf } from '../testing/read.js';

function pluginsOf(plugins: JsonObject, type = 'bar', version = '2', dataset: JsonObject = {}) {
  const chart = {
    type,
    data: { labels: ['a', 'b'], datasets: [{ data: [1, 2], ...dataset }] },
    options: { plugins },
  };
  const { spec, warnings } = read(chart, version);
  const { options, data } = spec.config as unknown as {
    options: JsonObject & { plugins: JsonObject };
    data: { datasets: JsonObject[] };
  };
  return { options, plugins: options.plugins, dataset: data.datasets[0]!, warnings };
}

describe.each(['2', '4'])('plugins of QuickChart, for version %s', (version) => {
  it('are known', () => {
    const { warnings } = pluginsOf(
      {
        tickFormat: {},
        doughnutlabel: {},
        roundedBars: true,
        colorschemes: {},
        padBelowLegend: 5,
        outlabels: {},
      },
      'doughnut',
      version,
    );

    expect(warnings).toEqual([]);
  });

  it('tickFormat has the options of Intl.NumberFormat, and texts around the number', () => {
    expect(
      pluginsOf(
        {
          tickFormat: {
            style: 'currency',
            currency: 'USD',
            minimumFractionDigits: '2',
            suffix: 'k',
            axisID: 'y',
            x: 1,
          },
        },
        'bar',
        version,
      ).plugins['tickFormat'],
    ).toEqual({
      locale: 'en-US',
      prefix: '',
      suffix: 'k',
      number: { style: 'currency', currency: 'USD', minimumFractionDigits: '2' },
      axisID: 'y',
    });
    for (const [given, read] of [
      ['false', false],
      ['true', true],
      [false, false],
    ] as const) {
      const tickFormat = { useGrouping: given, applyToDataLabels: given };
      expect(pluginsOf({ tickFormat }, 'bar', version).plugins['tickFormat']).toMatchObject({
        number: { useGrouping: read },
        applyToDataLabels: read,
      });
    }
  });

  it.each<[JsonObject, RegExp]>([
    [{ style: 'currency' }, /options.plugins.tickFormat to be options of Intl.NumberFormat: Currency code/],
    [{ locale: 'no such' }, /Incorrect locale information/],
    [{ minimumFractionDigits: 1e9 }, /minimumFractionDigits/],
    [{ style: 'unit', unit: 'parsec' }, /unit/],
  ])('tickFormat refuses %j', (tickFormat, sentence) => {
    const chart = { type: 'bar', data: { datasets: [] }, options: { plugins: { tickFormat } } };

    expect(refusalOf(chart, version).message).toMatch(sentence);
  });

  it('doughnutlabel has a line for each label, and for each line of its text', () => {
    const doughnutlabel: JsonObject = {
      font: { family: 'Arial' },
      color: 'red',
      labels: [
        { text: '110', font: { size: '20', weight: 'bold' } },
        { text: 'So\nlved', color: 'blue' },
        { text: 5 },
      ],
    };

    expect(pluginsOf({ doughnutlabel }, 'doughnut', version).plugins['doughnutlabel']).toEqual({
      labels: [
        { text: '110', color: 'red', font: { family: 'Arial', size: 20, weight: 'bold' } },
        { text: 'So', color: 'blue', font: { family: 'Arial' } },
        { text: 'lved', color: 'blue', font: { family: 'Arial' } },
        { text: '5', color: 'red', font: { family: 'Arial' } },
      ],
    });
    expect(pluginsOf({ doughnutlabel: { labels: [] } }, 'doughnut', version).plugins).not.toHaveProperty(
      'doughnutlabel',
    );
  });

  it('doughnutlabel refuses more lines than can be read', () => {
    const doughnutlabel = { labels: '\n'.repeat(60) };
    const chart = { type: 'doughnut', data: { datasets: [] }, options: { plugins: { doughnutlabel } } };

    expect(refusalOf(chart, version).message).toBe(
      'Expected options.plugins.doughnutlabel.labels to be of at most 50 lines but received 61',
    );
  });

  it.each<[JsonValue, JsonObject | undefined]>([
    [true, { borderRadius: 8 }],
    ['true', { borderRadius: 8 }],
    [{}, { borderRadius: 8 }],
    [{ cornerRadius: '20' }, { borderRadius: 20 }],
    [
      { cornerRadius: 4, allCorners: true },
      { borderRadius: 4, borderSkipped: false },
    ],
    [false, undefined],
    ['false', undefined],
  ])('roundedBars: %j', (roundedBars, bar) => {
    const { options, plugins } = pluginsOf({ roundedBars }, 'bar', version);

    expect(options['elements'] ?? {}).toEqual(bar === undefined ? {} : { bar });
    expect(plugins).not.toHaveProperty('roundedBars');
  });

  it.each<[JsonValue, JsonObject | undefined]>([
    [20, { heightPx: 20 }],
    ['30', { heightPx: 30 }],
    [0, undefined],
    [-5, undefined],
    ['x', undefined],
  ])('padBelowLegend: %j', (padBelowLegend, expected) => {
    expect(pluginsOf({ padBelowLegend }, 'bar', version).plugins['padBelowLegend']).toEqual(expected);
  });

  it('colorschemes colour the datasets', () => {
    const { dataset } = pluginsOf({ colorschemes: { scheme: 'brewer.SetOne3' } }, 'bar', version);

    expect(dataset['backgroundColor']).toBe('#e41a1c');
  });

  it('outlabels have defaults, and options of the dataset win', () => {
    const own = { outlabels: { stretch: '20', font: { minSize: 9 } } };
    const { dataset, plugins } = pluginsOf({ outlabels: { text: '%v', color: 'red' } }, 'pie', version, own);

    expect(plugins).not.toHaveProperty('outlabels');
    expect(dataset['outlabels']).toMatchObject({
      text: '%v',
      color: 'red',
      stretch: 20,
      lineWidth: 2,
      font: { minSize: 9, resizable: true },
    });
    expect(pluginsOf({ outlabels: true }, 'pie', version).dataset['outlabels']).toMatchObject({
      text: '%l %p',
    });
  });

  it('outlabels have a readable colour by default', () => {
    const dataset = { backgroundColor: ['#ffff00', '#000080'] };

    expect(pluginsOf({ outlabels: {} }, 'pie', version, dataset).dataset['outlabels']).toMatchObject({
      color: ['#202124', '#fff'],
    });
  });

  it('outlabels belong to round charts, and can be turned off', () => {
    expect(pluginsOf({ outlabels: {} }, 'bar', version).dataset).not.toHaveProperty('outlabels');
    expect(pluginsOf({ outlabels: {} }, 'pie', version, { outlabels: false }).dataset).not.toHaveProperty(
      'outlabels',
    );
    expect(pluginsOf({ outlabels: 'false' }, 'pie', version).dataset).not.toHaveProperty('outlabels');
  });
});

describe('plugins of QuickChart, for Chart.js 2', () => {
  it('outlabels replace the labels on a pie', () => {
    expect(pluginsOf({}, 'pie').plugins['datalabels']).toMatchObject({ display: true });
    expect(pluginsOf({ outlabels: {} }, 'pie').plugins['datalabels']).toEqual({ display: false });
  });

  it('tickFormat finds its axis by the old id', () => {
    const chart = {
      type: 'bar',
      data: { labels: ['a'], datasets: [{ data: [1] }] },
      options: {
        scales: { yAxes: [{ id: 'left' }, { id: 'right' }] },
        plugins: { tickFormat: { axisID: 'right' } },
      },
    };

    expect(read(chart, '2').spec.config.options?.plugins).toMatchObject({ tickFormat: { axisID: 'y1' } });
  });

  it('legend and title can be turned off as plugins', () => {
    const { options, warnings } = pluginsOf({ legend: false, title: false });

    expect(options['plugins']).toMatchObject({ legend: { display: false }, title: { display: false } });
    expect(warnings).toEqual([]);
  });
});
