import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appMetricsChart } from '../../chart-spec/app-metrics.chart.js';
import type { ChartSpec } from '../../chart-spec/chart-spec.js';
import { noticeChart } from '../../chart-spec/notice.chart.js';
import { INK, OKABE_ITO } from '../../chart-spec/theme.js';
import { type Area, areaOf, countDark, decode } from '../testing/pixels.js';

// Read when the canvas is loaded, hence the imports below and not above.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { drawPicture } = await import('./draw-picture.js');

const size = { widthPx: 1024, heightPx: 512, pixelRatio: 1 };
const draw = async (spec: ChartSpec) => decode(await drawPicture({ spec, format: 'png', ...size }));

const values = {
  failRatio: 1,
  failAmount: 12,
  accessAmount: 66,
  maxConcurrent: 38,
  minLatency: 20,
  avgLatency: 41,
};
const names = { host: 'web-1', app_name: 'test-app', domain: 'test-domain' };
const reading = { performance_index: values, ...names };

const colors = [
  OKABE_ITO.vermillion,
  OKABE_ITO.orange,
  OKABE_ITO.blue,
  OKABE_ITO.skyBlue,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.reddishPurple,
];
const heightOf = (area: Area | undefined) => (area ? area.bottom - area.top : 0);
const middleOf = (area: Area | undefined) => (area ? (area.left + area.right) / 2 : Number.NaN);
const wholePicture = { left: 0, top: 0, right: 1024, bottom: 512 };
const titleArea = { left: 0, top: 0, right: 1024, bottom: 95 };

describe('a chart of metrics, as PNG', () => {
  it('has the size that was asked for and covers its background', async () => {
    const pixels = await draw(appMetricsChart(reading));

    expect([pixels.width, pixels.height]).toEqual([1024, 512]);
    expect(pixels.rgba.filter((_, index) => index % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    expect(areaOf(pixels, INK.background)).toEqual(wholePicture);
  });

  it('has six bars, side by side in the order of the originals, on one line', async () => {
    const pixels = await draw(appMetricsChart(reading));
    const bars = colors.map((color) => areaOf(pixels, color));

    const steps = bars.slice(1).map((bar, index) => middleOf(bar) - middleOf(bars[index]));
    expect(middleOf(bars[0])).toBeGreaterThan(100);
    expect(Math.min(...steps)).toBeGreaterThan(150);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(2);
    expect(new Set(bars.map((bar) => bar?.bottom)).size).toBe(1);
  });

  it('has bars as high as their values', async () => {
    const pixels = await draw(appMetricsChart(reading));
    const bars = colors.map((color) => areaOf(pixels, color));

    const pixelsPerUnit = heightOf(bars[2]) / values.accessAmount;
    Object.values(values).forEach((value, index) => {
      expect(Math.abs(heightOf(bars[index]) - value * pixelsPerUnit)).toBeLessThanOrEqual(2);
    });
  });

  it('has no bar for zero', async () => {
    const spec = appMetricsChart({
      ...reading,
      performance_index: { ...values, failRatio: 0, failAmount: 0 },
    });
    const pixels = await draw(spec);

    expect(colors.map((color) => areaOf(pixels, color) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('has its title above the bars, and nothing there without one', async () => {
    const spec = appMetricsChart(reading);
    const untitled = structuredClone(spec);
    Object.assign(untitled.config.options?.plugins?.title ?? {}, { color: INK.background });

    expect(countDark(await draw(spec), titleArea)).toBeGreaterThan(500);
    expect(countDark(await draw(untitled), titleArea)).toBe(0);
  });

  it('prints each value right above its bar', async () => {
    const pixels = await draw(appMetricsChart(reading));

    for (const color of colors) {
      const { left, right, top } = areaOf(pixels, color) ?? wholePicture;
      expect(countDark(pixels, { left, right, top: top - 24, bottom: top - 2 })).toBeGreaterThan(15);
    }
  });

  it('draws the same bytes again, whatever was drawn on the canvas in between', async () => {
    const request = { spec: appMetricsChart(reading), format: 'png', ...size } as const;
    const first = await drawPicture(request);
    await drawPicture({ ...request, spec: noticeChart({ title: 'Something else', lines: ['测试'] }) });

    expect(Buffer.from(await drawPicture(request)).equals(first)).toBe(true);
  });

  it('draws Chinese and signs as what they are, and what no font has as the replacement character', async () => {
    const drawTitle = async (app_name: string) => {
      const { rgba } = await draw(appMetricsChart({ ...reading, app_name }));
      return rgba.toString('base64');
    };
    const characters = [...'测试应用监控延迟鑫瀚翊龘≥≤→řé', '\ufffd'];
    const pictures = new Set(await Promise.all(characters.map(drawTitle)));

    expect(pictures.size).toBe(characters.length);
    expect(await drawTitle('\ue000')).toBe(await drawTitle('\ufffd'));
  });
});

describe('a notice, as PNG', () => {
  it('has words, but nothing that could be taken for data', async () => {
    const pixels = await draw(noticeChart({ title: 'Away', lines: ['test:3000 refused the connection'] }));

    expect(areaOf(pixels, INK.failure)).toBeDefined();
    expect(countDark(pixels, wholePicture)).toBeGreaterThan(500);
    const inData = [...colors, INK.axis, INK.grid].filter((color) => areaOf(pixels, color));
    expect(inData).toEqual([]);
  });
});

describe('text of any kind', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 });
  const wide = fc.string({ unit: fc.constantFrom(...'WM@mw监测—ǅꜲ� '), minLength: 200, maxLength: 900 });

  it('stays inside the picture', async () => {
    const edges = [
      { ...wholePicture, right: 8 },
      { ...wholePicture, left: 1016 },
      { ...wholePicture, bottom: 8 },
      { ...wholePicture, top: 504 },
    ];
    const property = fc.asyncProperty(fc.oneof(text, wide), fc.oneof(text, wide), async (one, other) => {
      const chart = await draw(appMetricsChart({ ...reading, app_name: one, host: other }));
      const notice = await draw(noticeChart({ title: one, lines: [other, one] }));

      for (const edge of edges) expect([countDark(chart, edge), countDark(notice, edge)]).toEqual([0, 0]);
    });
    await fc.assert(property, { numRuns: 25 });
  });
});
