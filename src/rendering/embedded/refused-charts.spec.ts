import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ChartRefusedError } from '../rendering.errors.js';
import { requestFor, twoBars } from '../testing/charts.js';

// Read when the canvas is loaded, hence the imports below and not above.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { Chart } = await import('./chart.js');
const { drawPicture } = await import('./draw-picture.js');

const labels = ['one', 'two', 'three'];
const bars = { type: 'bar', data: { labels, datasets: [{ label: 'Bars', data: [1, 2, 3] }] } };

const draw = async (config: unknown) => Buffer.from(await drawPicture(requestFor(config)));
const refusalOf = async (config: unknown) => {
  const error: unknown = await draw(config).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ChartRefusedError);
  return (error as Error).message;
};

describe('a chart that cannot be drawn', () => {
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
    ['an axis that is none', { ...bars, options: { scales: { x: 5 } } }, 'Invalid scale configuration'],
    ['a locale', { ...bars, options: { locale: 'no_such' } }, 'locale'],
    ['a type of annotation', annotated({ type: 'arrow' }), "Unknown annotation type: 'arrow'"],
    ['the axis of an annotation', annotated({ type: 'line', scaleID: 'z', value: 1 }), "id 'z'"],
    [
      'numbers too large',
      { ...bars, data: { labels, datasets: [{ data: [1, '1.7e308'] }] } },
      'Expected data between',
    ],
    [
      'too many ticks',
      { ...bars, options: { scales: { y: { ticks: { count: 1e9 } } } } },
      'Expected count between',
    ],
    [
      'a date that is none',
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

  it('leaves nothing behind: no chart, no line in the log, no trace in the next picture', async () => {
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

describe('a chart of absurd values', () => {
  it.each([
    ['numbers beyond single precision', { data: [{ x: 1e99, y: -1e99 }], pointRadius: 1e99 }],
    ['numbers as text', { data: [{ x: 1, y: 1 }], pointRadius: '9' }],
    ['no radius', { data: [{ x: 1, y: 1 }], pointRadius: null }],
    ['a negative radius', { data: [{ x: 1, y: 1 }], pointRadius: -9 }],
    ['dashes of no length', { data: [{ x: 1, y: 1 }], showLine: true, borderDash: [0, 0] }],
    ['negative dashes', { data: [{ x: 1, y: 1 }], showLine: true, borderDash: [-1, 5] }],
  ])('is drawn all the same: %s', async (_, dataset) => {
    // Skia ends the process at an arc that is not finite: this test would not fail but end the run.
    await expect(draw({ type: 'scatter', data: { datasets: [dataset] } })).resolves.toBeDefined();
  });
});
