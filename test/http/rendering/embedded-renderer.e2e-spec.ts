import { afterEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { appMetricsChart } from '../../../src/chart-spec/app-metrics.chart.js';
import { NoRenderThreadError, RenderQueueFullError } from '../../../src/rendering/rendering.errors.js';
import type { PictureFormat, RenderRequest } from '../../../src/rendering/chart-renderer.port.js';
import { EmbeddedRenderer } from '../../../src/rendering/embedded/embedded.renderer.js';
import { decode } from '../../../src/rendering/testing/pixels.js';

const built = new URL('../../../dist/src/', import.meta.url);
const workerUrl = new URL('rendering/embedded/draw.worker.js', built);
const run = promisify(execFile);

const chart = (accessAmount: number) =>
  appMetricsChart({
    performance_index: {
      failRatio: 0.12,
      failAmount: 8,
      accessAmount,
      maxConcurrent: 38,
      minLatency: 40,
      avgLatency: 41,
    },
    host: 'web-1',
    app_name: '测试应用 ≥ Ж',
    domain: 'test-domain',
  });
const request = (accessAmount: number, format: PictureFormat = 'png'): RenderRequest => ({
  spec: chart(accessAmount),
  format,
  widthPx: 512,
  heightPx: 256,
  pixelRatio: 1,
});
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const open: EmbeddedRenderer[] = [];
function createRenderer(options: { workers: number; queueLimit: number; workerUrl?: URL }): EmbeddedRenderer {
  const renderer = new EmbeddedRenderer({ workerUrl, waitMs: 60_000, timeoutMs: 60_000, ...options });
  open.push(renderer);
  return renderer;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((renderer) => renderer.close()));
});

describe('the embedded renderer', () => {
  it('renders PNG and SVG', async () => {
    const renderer = createRenderer({ workers: 1, queueLimit: 2 });
    const png = await renderer.render(request(66));
    const svg = await renderer.render(request(66, 'svg'));

    expect([png.contentType, svg.contentType]).toEqual(['image/png', 'image/svg+xml']);
    const sizes = await Promise.all([png, svg].map(({ bytes }) => decode(bytes)));
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [512, 256],
      [512, 256],
    ]);
  });

  it('is ready once it can render', async () => {
    await expect(createRenderer({ workers: 2, queueLimit: 2 }).ready()).resolves.toBeUndefined();
  });

  it('reports why it cannot render, to readiness and to requests', async () => {
    const renderer = createRenderer({ workers: 2, queueLimit: 2, workerUrl: new URL('nowhere.js', built) });

    await expect(renderer.ready()).rejects.toThrow(/^No render thread can be started: .*nowhere\.js/);
    await expect(renderer.render(request(66))).rejects.toThrow(NoRenderThreadError);
    expect(renderer.stats()).toEqual({ queued: 0, busy: 0 });
  });

  it('renders the same bytes in every pool', async () => {
    const one = createRenderer({ workers: 1, queueLimit: 2 });
    const other = createRenderer({ workers: 2, queueLimit: 100 });
    const drawBoth = async (renderer: EmbeddedRenderer) => {
      const formats: PictureFormat[] = ['png', 'svg'];
      return Promise.all(
        formats.map(async (format) => digest((await renderer.render(request(66, format))).bytes)),
      );
    };

    await Promise.all(Array.from({ length: 50 }, (_, index) => other.render(request(index))));
    expect(await drawBoth(other)).toEqual(await drawBoth(one));
    expect(await drawBoth(other)).toEqual(await drawBoth(one));
  });

  it('counts pictures that are being rendered and pictures that wait', async () => {
    const renderer = createRenderer({ workers: 2, queueLimit: 10 });
    const pictures = Array.from({ length: 5 }, (_, index) => renderer.render(request(index)));

    expect(renderer.stats()).toEqual({ queued: 3, busy: 2 });
    await Promise.all(pictures);
    expect(renderer.stats()).toEqual({ queued: 0, busy: 0 });
  });

  it('refuses pictures when the queue is full, and renders those that it accepted', async () => {
    const renderer = createRenderer({ workers: 1, queueLimit: 2 });
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) => renderer.render(request(index))),
    );

    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const refusals = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(refusals.every((reason) => reason instanceof RenderQueueFullError)).toBe(true);
    await expect(renderer.render(request(6))).resolves.toMatchObject({ contentType: 'image/png' });
  });

  it('renders a thousand pictures that are requested at once, each the right one', async () => {
    const renderer = createRenderer({ workers: 2, queueLimit: 2000 });
    const pictures = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => renderer.render(request(index % 500))),
    );

    const digests = pictures.map(({ bytes }) => digest(bytes));
    expect(new Set(digests).size).toBe(500);
    expect(digests.slice(0, 500)).toEqual(digests.slice(500));
  });

  it('finishes accepted pictures before it closes, and renders nothing afterwards', async () => {
    const renderer = createRenderer({ workers: 1, queueLimit: 20 });
    const pictures = Array.from({ length: 10 }, (_, index) => renderer.render(request(index)));
    await renderer.close();

    expect((await Promise.all(pictures)).length).toBe(10);
    await expect(renderer.render(request(66))).rejects.toThrow('The chart renderer is closed');
  });

  it('continues after a specification that cannot be rendered', async () => {
    const renderer = createRenderer({ workers: 1, queueLimit: 20 });
    const spec = { ...chart(66), config: { ...chart(66).config, type: 'no such type' as 'bar' } };

    await expect(renderer.render({ ...request(66), spec })).rejects.toThrow(/no such type/);
    await expect(renderer.render(request(66))).resolves.toMatchObject({ contentType: 'image/png' });
  });
});

describe('a process with the embedded renderer', () => {
  // In a separate process: libraries cannot be unloaded, and jest runs other tests in this one.
  const script = `
    const { createRequire } = await import('node:module');
    const { appMetricsChart } = await import('./chart-spec/app-metrics.chart.js');
    const { createChartRenderer } = await import('./rendering/rendering.module.js');
    const libraries = () => process.report.getReport().sharedObjects.filter((path) => /skia|sharp/.test(path));
    const atStart = libraries();
    const renderer = await createChartRenderer({
      RENDERER: 'embedded', RENDER_WORKERS: 0, RENDER_QUEUE_LIMIT: 9,
      RENDER_QUEUE_TIMEOUT_MS: 60_000, RENDER_TIMEOUT_MS: 60_000,
    });
    const request = JSON.parse(process.argv[1]);
    const { bytes } = await renderer.render(request);
    const cached = Object.keys(createRequire(import.meta.url).cache).filter((path) => /canvas|chart\\.js/.test(path));
    const afterPng = libraries();
    await renderer.render({ ...request, format: 'webp' });
    const afterWebp = libraries();
    await renderer.close();
    const picture = Buffer.from(bytes).toString('base64');
    console.log(JSON.stringify({ picture, atStart, cached, afterPng, afterWebp }));
  `;
  const inAnotherProcess = async () => {
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '--eval', script, JSON.stringify(request(66))],
      { cwd: fileURLToPath(built), maxBuffer: 1e8, env: { LANG: 'tr_TR.UTF-8', HOME: '/' } },
    );
    return JSON.parse(stdout) as {
      picture: string;
      atStart: string[];
      cached: string[];
      afterPng: string[];
      afterWebp: string[];
    };
  };

  it('loads the canvas in its workers only, and sharp when a picture needs it', async () => {
    const { atStart, cached, afterPng, afterWebp } = await inAnotherProcess();
    const has = (libraries: string[], name: string) => libraries.some((path) => path.includes(name));

    expect([atStart, cached]).toEqual([[], []]);
    expect([has(afterPng, 'skia'), has(afterPng, 'sharp')]).toEqual([true, false]);
    expect(has(afterWebp, 'sharp')).toBe(true);
  });

  it('renders the same bytes as another process with another language', async () => {
    const { picture } = await inAnotherProcess();
    const here = await createRenderer({ workers: 1, queueLimit: 2 }).render(request(66));

    expect(Buffer.from(picture, 'base64').equals(here.bytes)).toBe(true);
  });
});
