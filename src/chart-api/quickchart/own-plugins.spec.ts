import { describe, expect, it, jest } from '@jest/globals';
import type { JsonValue } from '../../user-charts/json.js';
import { readUserChart } from '../../user-charts/user-chart.js';
import { ChartRefusedError } from '../../rendering/rendering.errors.js';
import { requestFor } from '../../rendering/testing/charts.js';
import { type Area, areaOf, countDark, decode } from '../../rendering/testing/pixels.js';

process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { createPixelCanvas } = await import('../../rendering/embedded/canvas.js');
const { drawChart } = await import('../../rendering/embedded/chart.js');
const { drawPicture } = await import('../../rendering/embedded/draw-picture.js');
const { ownPlugins } = await import('../../rendering/embedded/plugins/own-plugins.js');

const LIMITS = { maxBytes: 1_048_576, maxDepth: 32, maxPoints: 100_000 };
const SIZE = { widthPx: 400, heightPx: 300 };

function request(chart: JsonValue, version = '2') {
  const { spec } = readUserChart({ chart, version, background: 'white' }, LIMITS);
  return { ...requestFor(spec.config), ...SIZE };
}

/** The texts of a chart, and where they are drawn, in order. */
function textsOf(chart: JsonValue, version = '2') {
  const canvas = createPixelCanvas(SIZE.widthPx, SIZE.heightPx);
  const fillText = jest.spyOn(canvas.getContext('2d'), 'fillText');
  return drawChart(canvas, request(chart, version), () => {
    return fillText.mock.calls.map(([text, x, y]) => ({ text: String(text), x, y }));
  });
}

const words = (chart: JsonValue, version?: string) => textsOf(chart, version).map(({ text }) => text);
const pixelsOf = async (chart: JsonValue) => decode(await drawPicture(request(chart)));
const middleOf = ({ left, right, top, bottom }: Area) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

const bars = (data: JsonValue[], options: JsonValue, type = 'bar'): JsonValue => ({
  type,
  data: { labels: data.map((_, index) => `L${index}`), datasets: [{ data, backgroundColor: '#ff9090' }] },
  options,
});

describe('ownPlugins', () => {
  it('are only those that a chart uses', () => {
    const idsOf = (chart: JsonValue) => ownPlugins(request(chart).spec.config).map(({ id }) => id);

    expect(idsOf(bars([1], {}))).toEqual([]);
    expect(idsOf(bars([1], { plugins: { tickFormat: {}, padBelowLegend: 9 } }))).toEqual([
      'tickFormat',
      'padBelowLegend',
    ]);
    expect(idsOf({ type: 'radialGauge', data: { datasets: [{ data: [1] }] } })).toEqual(['radialGauge']);
  });
});

describe('tickFormat', () => {
  const format = (tickFormat: JsonValue, more: object = {}, data = [1000, 2500]) =>
    words(bars(data, { plugins: { tickFormat, ...more } }));

  it('prints the numbers on the axes', () => {
    expect(format({ style: 'currency', currency: 'USD', minimumFractionDigits: 2 })).toContain('$2,500.00');
    expect(format({ useGrouping: true })).toContain('2,500');
    expect(format({ useGrouping: 'false' })).toContain('2500');
    expect(format({ prefix: '€', locale: 'de-DE', suffix: ' p.a.' })).toContain('€2.500 p.a.');
    expect(format({ notation: 'compact' })).toContain('2.5K');
    expect(format({ style: 'percent' }, {}, [0.1, 0.5])).toContain('50%');
  });

  it('uses spaces that the fonts have', () => {
    expect(format({ locale: 'fr-FR' })).toContain('2\u00a0500');
  });

  it('prints labels on request, over their own format', () => {
    const labelled = { datalabels: { display: true, formatter: 'decimal' } };

    expect(format({ prefix: '#' }, labelled)).toContain('1,000.00');
    expect(format({ prefix: '#', applyToDataLabels: true }, labelled)).not.toContain('1,000.00');
    expect(
      format({ prefix: '#', applyToDataLabels: true }, labelled).filter((text) => text === '#1,000'),
    ).toHaveLength(2);
  });

  it('prints labels of charts without axes, unless they have their own format', () => {
    const pie = (plugins: JsonValue) => words(bars([1000, 2500], { plugins }, 'pie'));

    expect(pie({ tickFormat: { prefix: '£' } })).toEqual(expect.arrayContaining(['£1,000', '£2,500']));
    expect(pie({ tickFormat: { prefix: '£', applyToDataLabels: false } })).toContain('1000');
    expect(pie({ tickFormat: { prefix: '£' }, datalabels: { formatter: 'decimal' } })).toContain('1,000.00');
  });

  it('prints one axis on request, and leaves axes with their own format', () => {
    const datasets = ['a', 'b'].map((yAxisID) => ({ data: [3], yAxisID }));
    const plugins = { tickFormat: { axisID: 'b', suffix: '!' } };
    const texts = (ticks: object) => {
      const yAxes = ['a', 'b'].map((id) => ({ id, ticks: { min: 0, max: 4, stepSize: 2, ...ticks } }));
      return words({
        type: 'bar',
        data: { labels: ['x'], datasets },
        options: { scales: { yAxes }, plugins },
      });
    };

    expect(
      texts({})
        .filter((text) => /^[024]/.test(text))
        .sort(),
    ).toEqual(['0', '0!', '2', '2!', '4', '4!']);
    expect(texts({ callback: 'decimal' }).filter((text) => text.endsWith('!'))).toEqual([]);
  });

  it('leaves the ticks of a logarithmic axis that have no text', () => {
    const options = {
      scales: { yAxes: [{ type: 'logarithmic' }] },
      plugins: { tickFormat: { suffix: ' B' } },
    };
    const texts = words(bars([1, 1000], options)).filter((text) => text.endsWith(' B'));

    expect(texts).toEqual(expect.arrayContaining(['1 B', '1,000 B']));
    expect(texts).not.toContain('40 B');
  });

  it('leaves categories and times', () => {
    expect(format({ prefix: '#' })).toContain('L0');
  });
});

describe('doughnutlabel', () => {
  const doughnut = (labels: JsonValue, options: object = {}): JsonValue => ({
    type: 'doughnut',
    data: { datasets: [{ data: [1, 1], backgroundColor: ['#ff9090', '#9090ff'] }] },
    options: {
      legend: { display: false },
      plugins: { datalabels: { display: false }, doughnutlabel: { labels } },
      ...options,
    },
  });

  it('draws its lines in the hole, one below the other', () => {
    const [first, second] = textsOf(doughnut([{ text: '550', font: { size: 20 } }, { text: 'total' }]));

    expect([first, second].map((line) => [line!.text, line!.x])).toEqual([
      ['550', 200],
      ['total', 200],
    ]);
    expect((first!.y + second!.y) / 2).toBeCloseTo(150, -1);
    expect(second!.y - first!.y).toBeCloseTo(12 * 1.2 + (20 * 1.2 - 12 * 1.2) / 2, 0);
  });

  it('makes lines smaller that would cover the ring', async () => {
    const ink = async (size: number) => {
      const pixels = await pixelsOf(doughnut([{ text: 'WWWWWWWWWW', color: '#000', font: { size } }]));
      return countDark(pixels, { left: 0, top: 0, right: 400, bottom: 300 });
    };

    expect(Math.abs((await ink(200)) - (await ink(100))) / (await ink(100))).toBeLessThan(0.1);
    expect(await ink(10)).toBeLessThan((await ink(100)) / 2);
  });

  it('draws nothing where there is no hole', () => {
    const pie = { ...(doughnut([{ text: '550' }]) as object), type: 'pie' };

    expect(words(pie)).not.toContain('550');
  });
});

describe('padBelowLegend', () => {
  it('moves the chart down by so many pixels', async () => {
    const datasets = [{ label: 'Bars', data: [2], backgroundColor: '#FF9090' }];
    const scales = { xAxes: [{ display: false }], yAxes: [{ display: false, ticks: { min: 0, max: 2 } }] };
    const firstRowOfBar = async (padBelowLegend: JsonValue) => {
      const options = { scales, plugins: { padBelowLegend } };
      const pixels = await pixelsOf({ type: 'bar', data: { labels: ['a'], datasets }, options });
      // Left of the legend, which has the same colour.
      const at = (y: number) => pixels.rgba.readUInt32BE((y * 400 + 60) * 4);
      return Array.from({ length: 300 }, (_, y) => y).find((y) => at(y) === 0xff9090ff)!;
    };

    expect((await firstRowOfBar(50)) - (await firstRowOfBar(0))).toBe(50);
    expect((await firstRowOfBar('50')) - (await firstRowOfBar(20))).toBe(30);
  });
});

describe('radialGauge', () => {
  const gauge = (value: number, options: object = {}): JsonValue => ({
    type: 'radialGauge',
    data: { datasets: [{ data: [value], backgroundColor: '#FF9090', borderWidth: 0 }] },
    options: { trackColor: '#9090FF', roundedCorners: false, ...options },
  });

  it('fills its ring clockwise from the top, over a track', async () => {
    const quarter = await pixelsOf(gauge(25));
    const filled = areaOf(quarter, '#FF9090')!;
    const track = areaOf(quarter, '#9090FF')!;

    expect(filled.left).toBeGreaterThan(195);
    expect(filled.bottom).toBeLessThan(155);
    expect([track.left, track.right].map((edge) => Math.round(edge / 10))).toEqual([5, 35]);
    expect(areaOf(await pixelsOf(gauge(100)), '#9090FF')).toBeUndefined();
    expect(areaOf(await pixelsOf(gauge(0)), '#FF9090')).toBeUndefined();
  });

  it('has its value in its centre, or another text', () => {
    expect(textsOf(gauge(69.3))).toMatchObject([{ text: '70' }]);
    expect(words(gauge(70, { centerArea: { text: '70 of 100' } }))).toEqual(['70 of 100']);
    expect(words(gauge(70, { centerArea: { formatter: 'percentOf100' } }))).toEqual(['70%']);
    expect(words(gauge(70, { centerArea: { displayText: false } }))).toEqual([]);
    expect(words(gauge(70, { centerArea: { subText: 'points that were reached until today' } }))).toEqual([
      ...['70', 'points that were', 'reached until', 'today'],
    ]);
  });

  it('has a background in its centre', async () => {
    const area = areaOf(
      await pixelsOf(gauge(10, { centerArea: { backgroundColor: '#90FF90', padding: 20 } })),
      '#90FF90',
    )!;

    expect(area.right - area.left).toBeCloseTo(2 * (150 * 0.8 - 20), -1);
  });
});

describe('gauge', () => {
  const gauge = (value: number, options: object = {}): JsonValue => ({
    type: 'gauge',
    data: { datasets: [{ value, data: [20, 40, 60], backgroundColor: ['#90FF90', '#FFC090', '#FF9090'] }] },
    options: { needle: { color: '#0000FF' }, ...options },
  });

  it('points to its value', async () => {
    const tip = async (value: number) => {
      const options = { valueLabel: { display: false }, needle: { color: '#0000FF', lengthPercentage: 100 } };
      return areaOf(await pixelsOf(gauge(value, options)), '#0000FF')!;
    };
    const [left, up, right] = [await tip(0), await tip(30), await tip(60)];

    expect(left.left).toBeLessThan(20);
    expect(right.right).toBeGreaterThan(380);
    expect(up.right - up.left).toBeLessThan(25);
    expect(up.top).toBeLessThan(left.top - 100);
    expect(await tip(500)).toEqual(right);
  });

  it('has a part for each of its values', async () => {
    const pixels = await pixelsOf(gauge(30));
    const [low, middle, high] = ['#90FF90', '#FFC090', '#FF9090'].map((color) =>
      middleOf(areaOf(pixels, color)!),
    );

    expect(low!.x).toBeLessThan(120);
    expect(middle!.x).toBeCloseTo(200, -1);
    expect(high!.x).toBeGreaterThan(280);
  });

  it('has a label with its value', () => {
    expect(words(gauge(50))).toEqual(['50']);
    expect(words(gauge(50, { valueLabel: { formatter: 'decimal' } }))).toEqual(['50.00']);
    expect(words(gauge(50, { valueLabel: { display: 'false' } }))).toEqual([]);
    const labelled = words(gauge(50, { plugins: { datalabels: { display: true } } }));
    expect(labelled.sort()).toEqual(['20', '40', '50', '60']);
  });
});

describe('outlabels', () => {
  const pie = (outlabels: JsonValue, data = [1, 2, 3, 4, 5], type = 'outlabeledPie'): JsonValue => ({
    type,
    data: { labels: data.map((_, index) => `L${index}`), datasets: [{ data }] },
    options: { legend: { display: false }, plugins: { outlabels } },
  });

  it('print label, value and percentage around the pie', () => {
    expect(words(pie({}))).toEqual(['L0 6.7%', 'L1 13.3%', 'L2 20%', 'L3 26.7%', 'L4 33.3%']);
    expect(words(pie({ text: '%v\n%p.2' }, [1, 2.5]))).toEqual(['1', '28.57%', '2.5', '71.43%']);
    expect(words(pie({ text: '%v %V.1', valuePrecision: 2 }, [1]))).toEqual(['1.00 1.0']);
    expect(words(pie({ text: ['a', '%l'] }, [1, 1, 1]))).toEqual(['a', 'L1', 'a']);
  });

  it('stand next to their parts', () => {
    const [right, left] = textsOf(pie({ text: '%l' }, [1, 1]));

    expect(right!.x).toBeGreaterThan(200 + 75);
    expect(left!.x).toBeLessThan(200 - 75);
  });

  it('can be hidden, also for single parts', () => {
    expect(words(pie({ display: false }))).toEqual([]);
    expect(words(pie({ text: '%l', display: [true, false, true] }, [1, 1, 1]))).toEqual(['L0', 'L2']);
  });

  it('are those of the largest parts where there are too many', () => {
    const data = Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? 10 : 1));
    const texts = words(pie({ text: '%l' }, data));

    expect(texts).toHaveLength(100);
    expect(texts[1]).toBe('L3');
  });

  it('measure only the labels that are drawn', () => {
    const chart = pie(
      {},
      Array.from({ length: 2_000 }, (_, index) => index),
    );
    const canvas = createPixelCanvas(SIZE.widthPx, SIZE.heightPx);
    const measureText = jest.spyOn(canvas.getContext('2d'), 'measureText');
    drawChart(canvas, request(chart), () => {});

    expect(measureText.mock.calls.length).toBeLessThan(500);
  });
});

describe('wrong options', () => {
  it.each<JsonValue>([
    { type: 'radialGauge', data: { datasets: [] } },
    {
      type: 'radialGauge',
      data: { datasets: [{ data: [5] }] },
      options: { centerArea: { fontColor: {}, fontFamily: {} } },
    },
    { type: 'gauge', data: { datasets: [{ value: 5, data: [] }] } },
    {
      type: 'gauge',
      data: { datasets: [{ value: 5, data: [5, 5] }] },
      options: { valueLabel: { padding: 'x', color: {} } },
    },
    {
      type: 'outlabeledPie',
      data: { datasets: [{ data: [0, 0] }] },
      options: { plugins: { outlabels: { padding: {} } } },
    },
    {
      type: 'outlabeledPie',
      data: { datasets: [{ data: { a: 1 } }] },
      options: { plugins: { outlabels: { font: 5 } } },
    },
    bars([1], { plugins: { doughnutlabel: { labels: [{ text: {} }, 5, null] } } }, 'doughnut'),
    { type: 'progressBar', data: { datasets: [{ data: [] }] } },
    { type: 'sparkline', data: { datasets: [{ data: [] }] } },
  ])('are drawn or refused, without an error of ours: %j', async (chart) => {
    const error: unknown = await drawPicture(request(chart)).then(
      () => undefined,
      (reason: unknown) => reason,
    );

    expect(error === undefined || error instanceof ChartRefusedError).toBe(true);
  });
});
