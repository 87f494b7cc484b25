import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ChartRefusedError } from '../rendering.errors.js';
import { requestFor, twoBars } from '../testing/charts.js';
import { areaOf, countDark, decode } from '../testing/pixels.js';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { createPixelCanvas } = await import('./canvas.js');
const { Chart, drawChart } = await import('./chart.js');
const { drawPicture } = await import('./draw-picture.js');

const labels = ['one', 'two', 'three'];
const bars = { type: 'bar', data: { labels, datasets: [{ label: 'Bars', data: [1, 2, 3] }] } };
const draw = async (config: unknown) => Buffer.from(await drawPicture(requestFor(config)));
const pixelsOf = async (config: unknown) => decode(await drawPicture(requestFor(config)));

// Lighter than any text.
const RED = '#FF9090';
const BLUE = '#9090FF';
const whole = { left: 0, top: 0, right: 300, bottom: 200 };

const numbers = { data: [3, 1, 2], label: 'Numbers' };
const filled = { ...numbers, backgroundColor: RED, borderColor: RED };
const slices = { ...numbers, backgroundColor: [RED, BLUE, '#90FF90'] };
const points = { label: 'Points', backgroundColor: RED, pointRadius: 6, pointBackgroundColor: RED };

describe('each type of chart', () => {
  it.each([
    ['bar', filled],
    ['line', { ...filled, fill: true }],
    ['pie', slices],
    ['doughnut', slices],
    ['polarArea', slices],
    ['radar', { ...filled, fill: true }],
    ['scatter', { ...points, data: [{ x: 1, y: 2 }] }],
    ['bubble', { ...points, data: [{ x: 1, y: 2, r: 9 }] }],
  ])('%s shows its colours and its words', async (type, dataset) => {
    const titled = async (color: string) => {
      const options = { plugins: { title: { display: true, text: 'Title', color } } };
      return pixelsOf({ type, data: { labels, datasets: [dataset] }, options });
    };
    const [black, invisible] = [await titled('#000000'), await titled('#FFFFFF')];

    const { left, right, top, bottom } = areaOf(black, RED) ?? { left: 0, right: 0, top: 0, bottom: 0 };
    expect([right - left >= 10, bottom - top >= 10]).toEqual([true, true]);
    expect(countDark(black, whole) - countDark(invisible, whole)).toBeGreaterThan(20);
    expect(countDark(invisible, whole)).toBeGreaterThan(20);
  });

  it('bar is horizontal where the index axis is y', async () => {
    const thin = { ...filled, data: [3], barThickness: 20 };
    const sizeOf = async (options: object) => {
      const pixels = await pixelsOf({ type: 'bar', data: { labels: ['one'], datasets: [thin] }, options });
      const { left, right, top, bottom } = areaOf(pixels, RED) ?? whole;
      return { width: right - left, height: bottom - top };
    };
    const legend = { plugins: { legend: { display: false } } };
    const [vertical, horizontal] = [await sizeOf(legend), await sizeOf({ ...legend, indexAxis: 'y' })];

    expect([vertical.width <= 20, vertical.height > 100]).toEqual([true, true]);
    expect([horizontal.width > 100, horizontal.height <= 20]).toEqual([true, true]);
  });

  it('can mix types, and gives datasets without a colour a default one', async () => {
    const line = { ...numbers, type: 'line' };
    const mixed = await pixelsOf({
      type: 'bar',
      data: { labels, datasets: [filled, { ...line, borderColor: BLUE }] },
    });
    const plain = await pixelsOf({ type: 'bar', data: { labels, datasets: [numbers] } });

    expect(areaOf(mixed, BLUE)).toBeDefined();
    expect(areaOf(mixed, RED)).toBeDefined();
    const [red = 0, green = 0, blue = 0] = plain.rgba.subarray((170 * 300 + 70) * 4);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeGreaterThan(40);
  });

  it('has gradients wherever a colour is allowed', async () => {
    const $gradient = { direction: 'horizontal', colors: [RED, RED] };
    const datalabels = { backgroundColor: { $gradient }, color: '#000000', font: { size: 30 } };
    const inLabels = { ...numbers, backgroundColor: '#FFFFFF', datalabels };
    const grid = { color: { $gradient }, lineWidth: 6 };
    const options = { scales: { y: { grid } } };

    expect(
      areaOf(await pixelsOf({ type: 'bar', data: { labels, datasets: [inLabels] } }), RED),
    ).toBeDefined();
    const gridded = await pixelsOf({ type: 'bar', data: { labels, datasets: [numbers] }, options });
    expect(areaOf(gridded, RED)).toBeDefined();
  });

  it('has annotations where they are requested', async () => {
    const line = { type: 'line', yMin: 2, yMax: 2, borderColor: BLUE, borderWidth: 3 };
    const options = { plugins: { annotation: { annotations: { line } } } };
    const pixels = await pixelsOf({ type: 'bar', data: { labels, datasets: [filled] }, options });

    const { left, right, top, bottom } = areaOf(pixels, BLUE) ?? { left: 0, right: 0, top: 0, bottom: 0 };
    expect(right - left).toBeGreaterThan(200);
    expect(bottom - top).toBeLessThanOrEqual(3);
  });
});

/** The texts of a chart, in the order in which they are drawn. */
function textsOf(config: unknown): string[] {
  const canvas = createPixelCanvas(300, 200);
  const context = canvas.getContext('2d');
  const fillText = jest.spyOn(context, 'fillText');
  return drawChart(canvas, requestFor(config), () => fillText.mock.calls.map(([text]) => String(text)));
}

describe('the text of a chart', () => {
  it('are its labels, its legend and its title', () => {
    const options = { plugins: { title: { display: true, text: ['Two', 'lines'] } } };

    expect(textsOf({ ...bars, options })).toEqual(
      expect.arrayContaining(['one', 'two', 'three', 'Bars', 'Two', 'lines', '0', '3.0']),
    );
  });

  it('leaves an unlabelled dataset unlabelled', () => {
    const texts = textsOf({ type: 'bar', data: { labels, datasets: [{ data: [1, 2, 3] }] } });

    expect(texts).toContain('one');
    expect(texts).not.toContain('undefined');
  });

  it('are dates in UTC on a time axis', () => {
    const data = ['2024-01-01T00:00:00Z', 1706745600000, '2024-03-01'].map((x) => ({ x, y: 1 }));
    const time = { unit: 'month', displayFormats: { month: 'YYYY-MM-DD' } };
    const config = (type: string, more = {}) => ({
      type: 'line',
      data: { datasets: [{ label: '', data }] },
      options: { scales: { x: { type, time, ...more }, y: { display: false } } },
    });
    const dates = (...args: Parameters<typeof config>) =>
      textsOf(config(...args)).filter((text) => /^\d{4}-/.test(text));

    expect(dates('time')).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(dates('timeseries')).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(dates('time', { min: '2024-02-01', max: '2024-05-01' })).toEqual(
      ['02', '03', '04', '05'].map((month) => `2024-${month}-01`),
    );
  });

  it('are formatted by their formatter', () => {
    const datalabels = { formatter: 'percent' };
    const options = {
      scales: { y: { ticks: { callback: 'currency:USD' } } },
      plugins: { datalabels },
    };

    expect(textsOf({ ...bars, options })).toEqual(expect.arrayContaining(['100%', '300%', '$3.00']));
  });

  it('are drawn with our fonts for any font family', async () => {
    const withFont = (font: object) => {
      const options = { scales: { x: { ticks: { font } } } };
      return draw({ type: 'bar', data: { labels: ['a', '测'], datasets: bars.data.datasets }, options });
    };
    const ours = await withFont({});

    for (const family of ['Arial', 'serif', '"DejaVu Sans", monospace', "it's", '测试']) {
      expect((await withFont({ family })).equals(ours)).toBe(true);
    }
    expect((await withFont({ size: 20 })).equals(ours)).toBe(false);
    expect((await withFont({ weight: 'bold' })).equals(ours)).toBe(false);
  });
});

const refusalOf = async (config: unknown) => {
  const error: unknown = await draw(config).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ChartRefusedError);
  return (error as Error).message;
};

describe('a chart that cannot be rendered', () => {
  const error = jest.spyOn(console, 'error');
  const warn = jest.spyOn(console, 'warn');
  afterEach(() => {
    error.mockClear();
    warn.mockClear();
  });
  const annotated = (annotation: object) => ({
    ...bars,
    options: { plugins: { annotation: { annotations: [annotation] } } },
  });

  it.each([
    ['a type', { ...bars, type: 'gauge' }, '"gauge" is not a registered controller'],
    [
      'a type, without data',
      { type: 'gauge', data: { datasets: [] } },
      '"gauge" is not a registered controller',
    ],
    ['the type of a dataset', { type: 'bar', data: { datasets: [{ type: 'box', data: [1] }] } }, '"box"'],
    ['a scale', { ...bars, options: { scales: { x: { type: 'log' } } } }, '"log" is not a registered scale'],
    ['an invalid axis', { ...bars, options: { scales: { x: 5 } } }, 'Invalid scale configuration'],
    ['a locale', { ...bars, options: { locale: 'no_such' } }, 'locale'],
    ['a type of annotation', annotated({ type: 'arrow' }), "Unknown annotation type: 'arrow'"],
    ['the axis of an annotation', annotated({ type: 'line', scaleID: 'z', value: 1 }), "id 'z'"],
    [
      'numbers too large',
      { ...bars, data: { labels, datasets: [{ data: [1, '1.7e308'] }] } },
      'Expected data to be between',
    ],
    [
      'too many ticks',
      { ...bars, options: { scales: { y: { ticks: { count: 1e9 } } } } },
      'Expected count to be between',
    ],
    [
      'an invalid date',
      {
        type: 'line',
        data: { datasets: [{ data: [{ x: 1e39, y: 1 }] }] },
        options: { scales: { x: { type: 'time' } } },
      },
      'Expected a date',
    ],
    [
      'steps of time',
      { ...bars, options: { scales: { x: { type: 'time', time: { unit: 'second' }, min: 0, max: 1e12 } } } },
      'too far apart',
    ],
  ])('is refused for %s, with the cause', async (_, config, cause) => {
    expect(await refusalOf(config)).toContain(cause);
  });

  it('leaves nothing behind: no chart, no log line, no effect on the next picture', async () => {
    const before = await draw(bars);
    await refusalOf({ ...bars, options: { scales: { x: { type: 'log' } } } });
    await refusalOf(annotated({ type: 'arrow' }));
    await refusalOf({ ...bars, options: { font: { size: 40 }, scales: { x: 5 } } });
    await draw({ ...bars, options: { font: { size: 40 }, scales: { y: { ticks: { stepSize: 1e-9 } } } } });

    expect((await draw(bars)).equals(before)).toBe(true);
    expect(Object.keys(Chart.instances)).toEqual([]);
    expect([error.mock.calls, warn.mock.calls]).toEqual([[], []]);
    expect(console.error).toBe(error);
  });

  it('does not change the specification', async () => {
    const config = twoBars({
      backgroundColor: { $gradient: { direction: 'both', colors: ['red', 'blue'] } },
    });
    const before = JSON.stringify(config);
    await draw(config);

    expect(JSON.stringify(config)).toBe(before);
  });
});

describe('a chart of extreme values', () => {
  it.each([
    ['numbers beyond single precision', { data: [{ x: 1e99, y: -1e99 }], pointRadius: 1e99 }],
    ['numbers as text', { data: [{ x: 1, y: 1 }], pointRadius: '9' }],
    ['no radius', { data: [{ x: 1, y: 1 }], pointRadius: null }],
    ['a negative radius', { data: [{ x: 1, y: 1 }], pointRadius: -9 }],
    ['dashes of no length', { data: [{ x: 1, y: 1 }], showLine: true, borderDash: [0, 0] }],
    ['negative dashes', { data: [{ x: 1, y: 1 }], showLine: true, borderDash: [-1, 5] }],
  ])('is rendered nevertheless: %s', async (_, dataset) => {
    // Skia aborts the process for an arc that is not finite: this test would not fail but end the run.
    await expect(draw({ type: 'scatter', data: { datasets: [dataset] } })).resolves.toBeDefined();
  });
});
