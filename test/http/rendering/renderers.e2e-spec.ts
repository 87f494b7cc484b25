import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChartRefusedError, RenderQueueFullError } from '../../../src/rendering/rendering.errors.js';
import {
  type ChartRenderer,
  PICTURE_FORMATS,
  type PictureFormat,
} from '../../../src/rendering/chart-renderer.port.js';
import { EmbeddedRenderer } from '../../../src/rendering/embedded/embedded.renderer.js';
import { QuickChartRenderer } from '../../../src/rendering/quickchart/quickchart.renderer.js';
import { requestFor, specOf, twoBars } from '../../../src/rendering/testing/charts.js';
import { areaOf, countDark, decode, type Pixels } from '../../../src/rendering/testing/pixels.js';
import { quickChartStandIn, type QuickChartStandIn } from '../../support/quickchart-stand-in.js';

const workerUrl = new URL('../../../dist/src/rendering/embedded/draw.worker.js', import.meta.url);
const formats = Object.keys(PICTURE_FORMATS) as PictureFormat[];

let standIn: QuickChartStandIn;
beforeAll(async () => {
  standIn = await quickChartStandIn();
});
afterAll(async () => {
  await standIn.close();
});

const never = { waitMs: 60_000, timeoutMs: 60_000 };
const drivers: [string, (workers: number, queueLimit: number) => ChartRenderer][] = [
  ['embedded', (workers, queueLimit) => new EmbeddedRenderer({ workers, queueLimit, ...never, workerUrl })],
  [
    'quickchart',
    (concurrency, queueLimit) =>
      new QuickChartRenderer({ url: standIn.url, concurrency, queueLimit, ...never }),
  ],
];

const colorAt = ({ rgba, width }: Pixels, x: number, y: number) => [
  ...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe.each(drivers)('the %s renderer', (_, create) => {
  let renderer: ChartRenderer;
  beforeAll(() => {
    renderer = create(2, 100);
  });
  afterAll(async () => {
    await renderer.close();
  });
  const draw = async (config: unknown, more: Parameters<typeof requestFor>[1] = {}) =>
    (await renderer.render(requestFor(config, more))).bytes;
  const pixelsOf = async (...args: Parameters<typeof draw>) => decode(await draw(...args));

  it('is ready', async () => {
    await expect(renderer.ready()).resolves.toBeUndefined();
  });

  it.each(formats)('renders %s, with its media type', async (format) => {
    const { contentType, bytes } = await renderer.render(requestFor(twoBars(), { format }));

    expect(contentType).toBe(PICTURE_FORMATS[format]);
    if (format === 'pdf') {
      const pdf = Buffer.from(bytes).toString('latin1');
      expect(pdf).toMatch(/^%PDF-/);
      expect(pdf.match(/\/MediaBox \[[^\]]*\]/g)).toEqual(['/MediaBox [0 0 300 200]']);
      return;
    }
    const pixels = await decode(bytes);
    expect([pixels.width, pixels.height]).toEqual([300, 200]);
    const [red, , blue] = colorAt(pixels, 75, 150);
    expect([red, blue]).toEqual([expect.closeTo(255, -1), expect.closeTo(0, -1)]);
    expect(colorAt(pixels, 225, 20)[2]).toBeGreaterThan(245);
  });

  it.each([
    [2, 600, 400],
    [1.5, 450, 300],
  ])('renders %d pixels for each CSS pixel', async (pixelRatio, width, height) => {
    const pixels = await pixelsOf(twoBars(), { pixelRatio });

    expect([pixels.width, pixels.height]).toEqual([width, height]);
    expect(areaOf(pixels, '#FF0000')).toEqual({ left: 0, top: height / 2, right: width / 2, bottom: height });
  });

  it('takes the size from the request only', async () => {
    const options = { devicePixelRatio: 3, responsive: true, aspectRatio: 7, animation: { duration: 500 } };

    expect((await pixelsOf(twoBars({}, options))).rgba.equals((await pixelsOf(twoBars())).rgba)).toBe(true);
  });

  it('draws gradients over the picture', async () => {
    const backgroundColor = { $gradient: { direction: 'vertical', colors: ['#FF0000', '#0000FF'] } };
    const pixels = await pixelsOf(twoBars({ backgroundColor }));

    const [top = [], bottom = []] = [2, 197].map((y) => colorAt(pixels, 225, y));
    expect(top[0]).toBeGreaterThan(245);
    expect(bottom[2]).toBeGreaterThan(245);
  });

  it('prints labels on the datasets that request them, and on no others', async () => {
    const whole = { left: 0, top: 0, right: 300, bottom: 200 };
    const labelled = { color: '#000000', font: { size: 40 } };
    const colors = { backgroundColor: '#FFFFFF' };
    const dark = async (dataset: object, options = {}) =>
      countDark(await pixelsOf(twoBars({ ...colors, ...dataset }, options)), whole);

    expect(await dark({})).toBe(0);
    expect(await dark({ datalabels: labelled })).toBeGreaterThan(100);
    expect(await dark({}, { plugins: { datalabels: labelled } })).toBeGreaterThan(100);
    expect(await dark({}, { plugins: { datalabels: { ...labelled, display: false } } })).toBe(0);
  });

  it('prints values with the named formatters', async () => {
    const dark = { color: '#000000', font: { size: 30 } };
    const dataset = { backgroundColor: '#FFFFFF', data: [0.5, 1.25] };
    const formatted = await draw(twoBars({ ...dataset, datalabels: { ...dark, formatter: 'percent' } }));
    // The labels plugin prints a point's own `label` where it has one.
    const points = dataset.data.map((y, index) => ({ x: 'ab'[index], y, label: `${y * 100}%` }));
    const written = await draw(twoBars({ ...dataset, data: points, datalabels: dark }));

    expect(Buffer.from(formatted).equals(written)).toBe(true);
  });

  it('keeps transparency where the format has it, and makes it white elsewhere', async () => {
    const spec = specOf(twoBars({ backgroundColor: 'rgba(255, 0, 0, 0.5)' }), 'transparent');
    const alphas = async (format: PictureFormat) => {
      const pixels = await pixelsOf({}, { spec, format });
      return [colorAt(pixels, 75, 20)[3], colorAt(pixels, 75, 150)[3]];
    };

    for (const format of ['png', 'webp', 'avif', 'svg'] as const) {
      expect(await alphas(format)).toEqual([0, expect.closeTo(127, -0.5)]);
    }
    const jpeg = await pixelsOf({}, { spec, format: 'jpeg' });
    expect(colorAt(jpeg, 75, 20)).toEqual([255, 255, 255, 255]);
    expect(colorAt(jpeg, 75, 150)[1]).toBeGreaterThan(110);
  });

  it('refuses what Chart.js cannot render, with the cause, and continues', async () => {
    const before = await draw(twoBars());
    const unknown = { ...twoBars(), type: 'gauge' };

    await expect(draw(unknown)).rejects.toBeInstanceOf(ChartRefusedError);
    await expect(draw(unknown)).rejects.toThrow(/"gauge" is not a registered controller/);
    await expect(draw(twoBars({}, { scales: { x: { type: 'none' } } }))).rejects.toThrow(/"none"/);
    expect(Buffer.from(await draw(twoBars())).equals(before)).toBe(true);
  });

  it('refuses pictures when the queue is full, and renders those that it accepted', async () => {
    const small = create(1, 2);
    const results = Promise.allSettled(Array.from({ length: 5 }, () => small.render(requestFor(twoBars()))));

    expect(small.stats()).toEqual({ queued: 2, busy: 1 });
    const reasons = (await results).map((result): unknown =>
      result.status === 'rejected' ? result.reason : 'drawn',
    );
    const refused: unknown = expect.any(RenderQueueFullError);
    expect(reasons).toEqual(['drawn', 'drawn', 'drawn', refused, refused]);
    expect(small.stats()).toEqual({ queued: 0, busy: 0 });
    await small.close();
  });

  it('finishes accepted pictures before it closes, and renders nothing afterwards', async () => {
    const closing = create(1, 20);
    const pictures = Array.from({ length: 5 }, () => closing.render(requestFor(twoBars())));
    await closing.close();

    expect((await Promise.all(pictures)).length).toBe(5);
    await expect(closing.render(requestFor(twoBars()))).rejects.toThrow('The chart renderer is closed');
  });
});
