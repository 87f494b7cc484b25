import { describe, expect, it, jest } from '@jest/globals';
import { requestFor } from '../testing/charts.js';

// Read when the canvas is loaded, hence the imports below and not above.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { createPixelCanvas } = await import('./canvas.js');
const { drawChart } = await import('./chart.js');
const { drawPicture } = await import('./draw-picture.js');

const labels = ['one', 'two', 'three'];
const bars = { type: 'bar', data: { labels, datasets: [{ label: 'Bars', data: [1, 2, 3] }] } };

/** The texts of a chart, in the order in which they are drawn. */
function textsOf(config: unknown): string[] {
  const canvas = createPixelCanvas(300, 200);
  const context = canvas.getContext('2d');
  const fillText = jest.spyOn(context, 'fillText');
  return drawChart(canvas, requestFor(config), () => fillText.mock.calls.map(([text]) => String(text)));
}

const draw = async (config: unknown) => Buffer.from(await drawPicture(requestFor(config)));
describe('the words of a chart', () => {
  it('are its labels, its legend and its title', () => {
    const options = { plugins: { title: { display: true, text: ['Two', 'lines'] } } };

    expect(textsOf({ ...bars, options })).toEqual(
      expect.arrayContaining(['one', 'two', 'three', 'Bars', 'Two', 'lines', '0', '3.0']),
    );
  });

  it('have no name for a dataset that has none', () => {
    const texts = textsOf({ type: 'bar', data: { labels, datasets: [{ data: [1, 2, 3] }] } });

    expect(texts).toContain('one');
    expect(texts).not.toContain('undefined');
  });

  it('are dates in UTC on an axis of time', () => {
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

  it('are formatted as their formatter says', () => {
    const datalabels = { formatter: 'percent' };
    const options = {
      scales: { y: { ticks: { callback: 'currency:USD' } } },
      plugins: { datalabels },
    };

    expect(textsOf({ ...bars, options })).toEqual(expect.arrayContaining(['100%', '300%', '$3.00']));
  });

  it('are drawn with our fonts, whatever family a chart names', async () => {
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
