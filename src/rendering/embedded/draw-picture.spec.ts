import { describe, expect, it } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { appMetricsChart } from '../../chart-spec/app-metrics.chart.js';
import type { ChartSpec } from '../../chart-spec/chart-spec.js';
import { noticeChart } from '../../chart-spec/notice.chart.js';
import { INK, OKABE_ITO } from '../../chart-spec/theme.js';
import { requestFor, twoBars } from '../testing/charts.js';
import { type Area, areaOf, countDark, decode } from '../testing/pixels.js';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
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

describe('a metrics chart as PNG', () => {
  it('has the requested size and a full background', async () => {
    const pixels = await draw(appMetricsChart(reading));

    expect([pixels.width, pixels.height]).toEqual([1024, 512]);
    expect(pixels.rgba.filter((_, index) => index % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    expect(areaOf(pixels, INK.background)).toEqual(wholePicture);
  });

  it('has six bars, side by side in the published order, on one baseline', async () => {
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

  it('has the same bytes again after other pictures on the same canvas', async () => {
    const request = { spec: appMetricsChart(reading), format: 'png', ...size } as const;
    const first = await drawPicture(request);
    await drawPicture({ ...request, spec: noticeChart({ title: 'Something else', lines: ['测试'] }) });

    expect(Buffer.from(await drawPicture(request)).equals(first)).toBe(true);
  });

  it('shows Chinese characters and symbols, and a box for what no font has', async () => {
    const drawTitle = async (app_name: string) => {
      const { rgba } = await draw(appMetricsChart({ ...reading, app_name }));
      return rgba.toString('base64');
    };
    const characters = [...'测试应用监控延迟鑫瀚翊龘≥≤→řé', '\ufffd'];
    const pictures = new Set(await Promise.all(characters.map(drawTitle)));

    expect(pictures.size).toBe(characters.length);
    expect(await drawTitle('\ue000')).toBe(await drawTitle('□'));
  });
});

describe('a notice as PNG', () => {
  it('has words, but nothing that looks like data', async () => {
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

const svgReading = {
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
const svgOf = async (app_name: string) => {
  const spec = appMetricsChart({ ...svgReading, app_name });
  return Buffer.from(await drawPicture({ spec, format: 'svg', ...size })).toString('utf8');
};

describe('a metrics chart as SVG', () => {
  it('states its size, a title and a description', async () => {
    const svg = await svgOf('test-app');

    expect(svg).toMatch(/^<svg [^>]*width="1024" height="512" viewBox="0 0 1024 512" role="img"[^>]*>/);
    expect(svg).toContain('<title>AppName:test-app Domain:test-domain Host:web-1</title>');
    expect(svg).toMatch(/<desc>Bar chart: FailRatio 0\.25, FailAmount 8, [^<]*AvgLatency 41\.<\/desc>/);
  });

  it('consists of vectors only, text included', async () => {
    const svg = await svgOf('测试应用');

    expect(svg).not.toMatch(/<(image|text|foreignObject|script|use)\b/);
    expect(svg.match(/<path\b/g)?.length).toBeGreaterThan(20);
  });

  it('is valid XML for any characters in names', async () => {
    const svg = await svgOf('<b>"&amp;"</b>]]>\u0001\ud800');

    expect(svg).toContain('<title>AppName:&lt;b&gt;"&amp;amp;"&lt;/b&gt;]]&gt;\ufffd\ufffd Domain:');
    expect((await decode(Buffer.from(svg))).width).toBe(1024);
  });

  it('is refused where its outlines would take too much memory', async () => {
    const values = Array.from({ length: 4000 }, (_, index) => 100 + (index % 7));
    const labelled = { plugins: { datalabels: { display: true } } };
    const config = { type: 'bar', data: { labels: values, datasets: [{ data: values }] }, options: labelled };

    await expect(drawPicture(requestFor(config, { format: 'svg' }))).rejects.toThrow(
      'Expected at most 10000 characters of text in an SVG',
    );
    await expect(drawPicture(requestFor(config, { format: 'png' }))).resolves.toBeDefined();
  });

  it('shows what the PNG shows', async () => {
    const spec = appMetricsChart(svgReading);
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

const title = { display: true, text: 'Title 测试', font: { weight: 'normal' } };
const config = twoBars({}, { plugins: { title } });
const pdfOf = async (pixelRatio = 1) =>
  Buffer.from(await drawPicture(requestFor(config, { format: 'pdf', pixelRatio }))).toString('latin1');

/** The page's drawing operators (ISO 32000-1, section 8.2), decompressed. */
function contentOf(pdf: string): string {
  const [, number] = /\/Contents (\d+) 0 R/.exec(pdf) ?? [];
  const stream = new RegExp(`\\n${number} 0 obj\\n<<[^]*?/Length (\\d+)>> stream\\n`).exec(pdf);
  const start = (stream?.index ?? 0) + (stream?.[0].length ?? 0);
  return inflateSync(Buffer.from(pdf.slice(start, start + Number(stream?.[1])), 'latin1')).toString('latin1');
}

describe('a legend', () => {
  it('has its texts in the direction that it sets', async () => {
    const legend = (textDirection: string) => ({ legend: { display: true, textDirection } });
    const drawn = async (direction: string) =>
      (
        await decode(
          await drawPicture(requestFor(twoBars({ label: 'a (b)!' }, { plugins: legend(direction) }))),
        )
      ).rgba;
    const [none, ltr, rtl] = await Promise.all(['', 'ltr', 'rtl'].map(drawn));

    expect(ltr?.equals(none as Buffer)).toBe(true);
    expect(rtl?.equals(none as Buffer)).toBe(false);
    expect((await drawn('')).equals(none as Buffer)).toBe(true);
  });
});

describe('a chart as PDF', () => {
  it('is one page with a point for each CSS pixel at any ratio', async () => {
    const pdf = await pdfOf(2);

    expect(pdf.match(/\/MediaBox \[[^\]]*\]/g)).toEqual(['/MediaBox [0 0 300 200]']);
    expect(pdf).toMatch(/%%EOF\s*$/);
    expect(pdf).toBe(await pdfOf());
  });

  it('contains vectors and text, no images and no masks', async () => {
    const pdf = await pdfOf();
    const content = contentOf(pdf);

    expect(pdf).not.toMatch(/\/Subtype \/Image|\/SMask/);
    expect(content).toMatch(/ 1 0 0 rg\n/);
    expect(content).toMatch(/ 0 0 1 rg\n/);
    expect(content.match(/ T[jJ]\b/g)?.length).toBeGreaterThan(0);
  });

  it('embeds our fonts, with the characters of their glyphs', async () => {
    const pdf = await pdfOf();
    const fonts = new Set(Array.from(pdf.matchAll(/\/BaseFont \/[A-Z]{6}\+(\S+)/g), ([, name]) => name));

    expect([...fonts].every((name) => name?.startsWith('NotoSans'))).toBe(true);
    expect([...fonts].some((name) => name?.startsWith('NotoSansSC'))).toBe(true);
    expect(pdf.match(/\/ToUnicode/g)?.length).toBe(fonts.size);
  });
});
