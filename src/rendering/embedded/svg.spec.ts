import { describe, expect, it } from '@jest/globals';
import { appMetricsChart } from '../../chart-spec/app-metrics.chart.js';
import { OKABE_ITO } from '../../chart-spec/theme.js';
import { requestFor } from '../testing/charts.js';
import { areaOf, decode } from '../testing/pixels.js';

// Read when the canvas is loaded, hence the imports below and not above.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { drawPicture } = await import('./draw-picture.js');

const reading = {
  performance_index: {
    failRatio: 0.25,
    failAmount: 8,
    accessAmount: 32,
    maxConcurrent: 38,
    minLatency: 40,
    avgLatency: 41,
  },
  host: 'web-1',
  app_name: 'test-app',
  domain: 'test-domain',
};
const size = { widthPx: 1024, heightPx: 512, pixelRatio: 1 };
const draw = async (app_name: string) => {
  const spec = appMetricsChart({ ...reading, app_name });
  return Buffer.from(await drawPicture({ spec, format: 'svg', ...size })).toString('utf8');
};

describe('a chart of metrics, as SVG', () => {
  it('says its size, and what it shows', async () => {
    const svg = await draw('test-app');

    expect(svg).toMatch(/^<svg [^>]*width="1024" height="512" viewBox="0 0 1024 512" role="img"[^>]*>/);
    expect(svg).toContain('<title>AppName:test-app Domain:test-domain Host:web-1</title>');
    expect(svg).toMatch(/<desc>Bar chart: FailRatio 0\.25, FailAmount 8, [^<]*AvgLatency 41\.<\/desc>/);
  });

  it('is made of vectors alone, its text too', async () => {
    const svg = await draw('测试应用');

    expect(svg).not.toMatch(/<(image|text|foreignObject|script|use)\b/);
    expect(svg.match(/<path\b/g)?.length).toBeGreaterThan(20);
  });

  it('stays XML whatever the names hold', async () => {
    const svg = await draw('<b>"&amp;"</b>]]>\u0001\ud800');

    expect(svg).toContain('<title>AppName:&lt;b&gt;"&amp;amp;"&lt;/b&gt;]]&gt;\ufffd\ufffd Domain:');
    expect((await decode(Buffer.from(svg))).width).toBe(1024);
  });

  it('is refused where its outlines would fill the memory', async () => {
    const values = Array.from({ length: 4000 }, (_, index) => 100 + (index % 7));
    const labelled = { plugins: { datalabels: { display: true } } };
    const config = { type: 'bar', data: { labels: values, datasets: [{ data: values }] }, options: labelled };

    await expect(drawPicture(requestFor(config, { format: 'svg' }))).rejects.toThrow(
      'Expected at most 10000 characters of text in a picture of outlines',
    );
    await expect(drawPicture(requestFor(config, { format: 'png' }))).resolves.toBeDefined();
  });

  it('shows what the PNG shows', async () => {
    const spec = appMetricsChart(reading);
    const svg = await decode(await drawPicture({ spec, format: 'svg', ...size }));
    const png = await decode(await drawPicture({ spec, format: 'png', ...size }));

    const difference = svg.rgba.reduce((sum, value, at) => sum + Math.abs(value - (png.rgba[at] ?? 0)), 0);
    expect(difference / svg.rgba.length).toBeLessThan(1);
    for (const color of Object.values(OKABE_ITO).slice(1)) {
      const [inSvg, inPng] = [areaOf(svg, color), areaOf(png, color)];
      expect(Math.abs((inSvg?.top ?? -9) - (inPng?.top ?? 9))).toBeLessThanOrEqual(1);
    }
  });
});
