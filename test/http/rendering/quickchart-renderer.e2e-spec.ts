import { afterEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { ChartRefusedError, RenderTimeoutError } from '../../../src/rendering/rendering.errors.js';
import { UpstreamError } from '../../../src/platform/errors.js';
import { QuickChartRenderer } from '../../../src/rendering/quickchart/quickchart.renderer.js';
import { requestFor, specOf, twoBars } from '../../../src/rendering/testing/charts.js';
import { deferred } from '../../support/eventually.js';
import { quickChartStandIn } from '../../support/quickchart-stand-in.js';
import { httpUpstream, type StubUpstream, unusedPort } from '../../support/stub-upstream.js';

const rendererAt = (url: string, timeoutMs = 30_000) =>
  new QuickChartRenderer({ url, concurrency: 1, queueLimit: 1, waitMs: 60_000, timeoutMs });
const addressOf = ({ port }: StubUpstream) => `http://127.0.0.1:${port}`;

const open: { close(): Promise<void> }[] = [];
const opened = <T extends { close(): Promise<void> }>(server: T) => {
  open.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

describe('the quickchart renderer', () => {
  it('requests the picture under the path of the address', async () => {
    const standIn = opened(await quickChartStandIn('/charts/v1'));
    const renderer = rendererAt(`${standIn.url}/`);
    const spec = specOf(twoBars(), 'rgb(1, 2, 3)');
    await renderer.render(requestFor({}, { spec, pixelRatio: 2 }));

    const { chart, ...rest } = standIn.asked[0] ?? { chart: '' };
    expect(rest).toEqual({
      width: 300,
      height: 200,
      devicePixelRatio: 2,
      backgroundColor: 'rgb(1, 2, 3)',
      format: 'png',
      version: '4',
    });
    expect(chart).toContain('["labels"]:["a","b"]');
    await expect(renderer.ready()).resolves.toBeUndefined();
  });

  it('reports that the server is unreachable', async () => {
    const renderer = rendererAt(`http://127.0.0.1:${await unusedPort()}`);

    for (const ask of [() => renderer.render(requestFor(twoBars())), () => renderer.ready()]) {
      const error: unknown = await ask().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UpstreamError);
      expect(error).toMatchObject({ status: 502, message: expect.stringMatching(/refused the connection$/) });
    }
  });

  it('cancels a request that takes too long, and frees its slot', async () => {
    const gone = deferred();
    const silent = opened(await httpUpstream((request) => void request.socket.on('close', gone.resolve)));
    const renderer = rendererAt(addressOf(silent), 50);

    await expect(renderer.render(requestFor(twoBars()))).rejects.toBeInstanceOf(RenderTimeoutError);
    await gone.promise;
    expect(renderer.stats()).toEqual({ queued: 0, busy: 0 });
  });

  it('passes on the error that the server reports for a chart, at any status', async () => {
    const error = { 'x-quickchart-error': 'Unexpected token' };
    const refusing = opened(
      await httpUpstream((_, response) => void response.writeHead(500, error).end('a picture of it')),
    );
    const answer = rendererAt(addressOf(refusing)).render(requestFor(twoBars()));

    await expect(answer).rejects.toEqual(
      new ChartRefusedError('QuickChart cannot render the chart: Unexpected token'),
    );
  });

  it.each([
    ['a status', 503, '', /returned status 503$/],
    ['another content type', 200, '<html>', /returned something other than png$/],
    ['a redirect', 302, '', /redirects to \/; redirects are not followed$/],
  ])('fails when the server answers with %s', async (_, status, body, sentence) => {
    const odd = opened(
      await httpUpstream((_, response) => void response.writeHead(status, { location: '/' }).end(body)),
    );
    const answer = rendererAt(addressOf(odd)).render(requestFor(twoBars()));

    await expect(answer).rejects.toThrow(sentence);
    await expect(answer).rejects.toMatchObject({
      status: 502,
      title: 'The QuickChart server cannot render',
    });
  });
});

describe('a picture that is encoded here', () => {
  const served = async (png: Buffer) => {
    const server = opened(
      await httpUpstream((request, response) => {
        request.resume();
        response.end(png);
      }),
    );
    return rendererAt(addressOf(server)).render(requestFor(twoBars(), { format: 'webp' }));
  };
  const pngOf = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#00f' } })
      .png()
      .toBuffer();

  it('can have the size that was requested', async () => {
    const { bytes } = await served(await pngOf(300, 200));

    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 300, height: 200 });
  });

  it.each([
    ['with more pixels than were requested', () => pngOf(300, 201)],
    ['with a hundred million pixels in a small file', () => pngOf(10_000, 10_000)],
    ['that is damaged', async () => (await pngOf(300, 200)).subarray(0, 60)],
  ])('is refused for a PNG %s', async (_, png) => {
    const error: unknown = await served(await png()).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({
      code: 'UPSTREAM_CONTENT_TYPE',
      message: expect.stringMatching(/returned a PNG that is damaged, or has more than the 60000 pixels/),
    });
  });
});

describe('a process with the quickchart renderer', () => {
  it('loads neither the canvas nor, for formats that the server renders, the encoder', async () => {
    const standIn = opened(await quickChartStandIn());
    const script = `
      const { createChartRenderer } = await import('./rendering/rendering.module.js');
      const [QUICKCHART_URL, request] = process.argv.slice(1);
      const limits = { RENDER_WORKERS: 1, RENDER_QUEUE_LIMIT: 1, RENDER_TIMEOUT_MS: 60000 };
      const renderer = await createChartRenderer({ RENDERER: 'quickchart', QUICKCHART_URL, ...limits });
      const { bytes } = await renderer.render(JSON.parse(request));
      const libraries = process.report.getReport().sharedObjects.filter((path) => /skia|sharp/.test(path));
      console.log(JSON.stringify({ bytes: bytes.length, libraries }));
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script, standIn.url, JSON.stringify(requestFor(twoBars()))],
      { cwd: fileURLToPath(new URL('../../../dist/src/', import.meta.url)) },
    );

    expect(JSON.parse(stdout)).toEqual({ bytes: expect.any(Number), libraries: [] });
  });
});
