import { describe, expect, it } from '@jest/globals';
import { requestFor } from '../testing/charts.js';
import { areaOf, countDark, decode } from '../testing/pixels.js';

// Read when the canvas is loaded, hence the imports below and not above.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { drawPicture } = await import('./draw-picture.js');

// Lighter than any text.
const RED = '#FF9090';
const BLUE = '#9090FF';
const whole = { left: 0, top: 0, right: 300, bottom: 200 };
const draw = async (config: unknown) => decode(await drawPicture(requestFor(config)));

const numbers = { data: [3, 1, 2], label: 'Numbers' };
const filled = { ...numbers, backgroundColor: RED, borderColor: RED };
const slices = { ...numbers, backgroundColor: [RED, BLUE, '#90FF90'] };
const points = { label: 'Points', backgroundColor: RED, pointRadius: 6, pointBackgroundColor: RED };
const labels = ['one', 'two', 'three'];

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
  ])('%s has its colours, and its words', async (type, dataset) => {
    const titled = async (color: string) => {
      const options = { plugins: { title: { display: true, text: 'Title', color } } };
      return draw({ type, data: { labels, datasets: [dataset] }, options });
    };
    const [black, invisible] = [await titled('#000000'), await titled('#FFFFFF')];

    const { left, right, top, bottom } = areaOf(black, RED) ?? { left: 0, right: 0, top: 0, bottom: 0 };
    expect([right - left >= 10, bottom - top >= 10]).toEqual([true, true]);
    expect(countDark(black, whole) - countDark(invisible, whole)).toBeGreaterThan(20);
    expect(countDark(invisible, whole)).toBeGreaterThan(20);
  });

  it('bar lies down where the index axis is y', async () => {
    const thin = { ...filled, data: [3], barThickness: 20 };
    const sizeOf = async (options: object) => {
      const pixels = await draw({ type: 'bar', data: { labels: ['one'], datasets: [thin] }, options });
      const { left, right, top, bottom } = areaOf(pixels, RED) ?? whole;
      return { width: right - left, height: bottom - top };
    };
    const legend = { plugins: { legend: { display: false } } };
    const [standing, lying] = [await sizeOf(legend), await sizeOf({ ...legend, indexAxis: 'y' })];

    expect([standing.width <= 20, standing.height > 100]).toEqual([true, true]);
    expect([lying.width > 100, lying.height <= 20]).toEqual([true, true]);
  });

  it('mixes types, and colours datasets that have no colour', async () => {
    const line = { ...numbers, type: 'line' };
    const mixed = await draw({
      type: 'bar',
      data: { labels, datasets: [filled, { ...line, borderColor: BLUE }] },
    });
    const plain = await draw({ type: 'bar', data: { labels, datasets: [numbers] } });

    expect(areaOf(mixed, BLUE)).toBeDefined();
    expect(areaOf(mixed, RED)).toBeDefined();
    const [red = 0, green = 0, blue = 0] = plain.rgba.subarray((170 * 300 + 70) * 4);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeGreaterThan(40);
  });

  it('has gradients wherever a colour may stand', async () => {
    const $gradient = { direction: 'horizontal', colors: [RED, RED] };
    const datalabels = { backgroundColor: { $gradient }, color: '#000000', font: { size: 30 } };
    const inLabels = { ...numbers, backgroundColor: '#FFFFFF', datalabels };
    const grid = { color: { $gradient }, lineWidth: 6 };
    const options = { scales: { y: { grid } } };

    expect(areaOf(await draw({ type: 'bar', data: { labels, datasets: [inLabels] } }), RED)).toBeDefined();
    const gridded = await draw({ type: 'bar', data: { labels, datasets: [numbers] }, options });
    expect(areaOf(gridded, RED)).toBeDefined();
  });

  it('has annotations where they are asked for', async () => {
    const line = { type: 'line', yMin: 2, yMax: 2, borderColor: BLUE, borderWidth: 3 };
    const options = { plugins: { annotation: { annotations: { line } } } };
    const pixels = await draw({ type: 'bar', data: { labels, datasets: [filled] }, options });

    const { left, right, top, bottom } = areaOf(pixels, BLUE) ?? { left: 0, right: 0, top: 0, bottom: 0 };
    expect(right - left).toBeGreaterThan(200);
    expect(bottom - top).toBeLessThanOrEqual(3);
  });
});
