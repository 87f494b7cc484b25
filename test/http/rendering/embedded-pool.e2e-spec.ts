import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ChartSpec } from '../../../src/chart-spec/chart-spec.js';
import { ChartRefusedError, RenderTimeoutError } from '../../../src/rendering/rendering.errors.js';
import type { ChartRequest, RenderRequest } from '../../../src/rendering/chart-renderer.port.js';
import { EmbeddedRenderer } from '../../../src/rendering/embedded/embedded.renderer.js';
import { decode } from '../../../src/rendering/testing/pixels.js';

const workerUrl = new URL('../../../dist/src/rendering/embedded/draw.worker.js', import.meta.url);

const open: EmbeddedRenderer[] = [];
function createRenderer(options: { workers: number; timeoutMs: number; workerUrl?: URL }): EmbeddedRenderer {
  const renderer = new EmbeddedRenderer({ workerUrl, queueLimit: 50, waitMs: never, ...options });
  open.push(renderer);
  return renderer;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((renderer) => renderer.close()));
});

function request(config: ChartSpec['config']): ChartRequest {
  const spec = { config, background: 'white', title: 'Chart', description: 'Chart' };
  return { spec, format: 'png', widthPx: 300, heightPx: 150, pixelRatio: 1 };
}
const bars = (...values: number[]) =>
  request({ type: 'bar', data: { labels: values.map(String), datasets: [{ data: values }] } });
// For each dataset Chart.js goes through all others: some hundred thousand take minutes.
const endless = request({
  type: 'line',
  data: { datasets: Array.from({ length: 200_000 }, () => ({ data: [] })) },
});
const manyPoints = (points: number) =>
  request({
    type: 'line',
    data: { labels: Array<string>(points).fill(''), datasets: [{ data: Array<number>(points).fill(1) }] },
  });
const annotated = (annotations: readonly object[]) => ({ plugins: { annotation: { annotations } } });
const never = 600_000;

async function expectDrawn(renderer: EmbeddedRenderer): Promise<void> {
  const { bytes } = await renderer.render(bars(1, 2, 3));
  expect(await decode(bytes)).toMatchObject({ width: 300, height: 150 });
}

describe('a picture that takes much longer than estimated', () => {
  /** A worker that goes on rendering the title `slow` until there is a file. */
  function slowWorker(): { url: URL; release: () => void } {
    const folder = mkdtempSync(join(tmpdir(), 'slow-worker-'));
    const [worker, released] = [join(folder, 'worker.mjs'), join(folder, 'released')];
    writeFileSync(
      worker,
      `import { existsSync } from 'node:fs';
      import draw from ${JSON.stringify(workerUrl.href)};
      export default (task) => {
        while (task.request.spec.title === 'slow' && !existsSync(${JSON.stringify(released)}));
        return draw(task);
      };`,
    );
    return { url: pathToFileURL(worker), release: () => writeFileSync(released, '') };
  }

  const slow = { ...bars(9), spec: { ...bars(9).spec, title: 'slow' } };

  it('leaves the threads for small pictures to those that wait, and is rendered later', async () => {
    const { url, release } = slowWorker();
    const renderer = createRenderer({ workers: 1, timeoutMs: 60_000, workerUrl: url });
    await renderer.ready();
    const late = renderer.render(slow);
    await Promise.all([1, 2, 3].map((value) => renderer.render(bars(value))));

    expect(renderer.endedThreads).toMatchObject({ slow: 1, timeout: 0 });
    expect(renderer.stats()).toEqual({ queued: 0, busy: 1 });
    release();
    expect(await decode((await late).bytes)).toMatchObject({ width: 300 });
  });

  it('goes on while no other waits', async () => {
    const { url, release } = slowWorker();
    const renderer = createRenderer({ workers: 1, timeoutMs: 60_000, workerUrl: url });
    await renderer.ready();
    const late = renderer.render(slow);
    await delay(3000);
    release();
    await late;

    expect(renderer.endedThreads).toMatchObject({ slow: 0 });
  });
});

describe('a picture that exceeds its time limit', () => {
  it('is terminated with its thread, and another thread renders the next one', async () => {
    const renderer = createRenderer({ workers: 1, timeoutMs: 5000 });
    await renderer.ready();

    await expect(renderer.render(endless)).rejects.toThrow(RenderTimeoutError);
    await expectDrawn(renderer);
    expect(renderer.stats()).toEqual({ queued: 0, busy: 0 });
  });

  it('does not affect pictures that wait behind it', async () => {
    const renderer = createRenderer({ workers: 1, timeoutMs: 5000 });
    const outcomes = await Promise.allSettled([
      renderer.render(endless),
      ...[1, 2, 3].map((value) => renderer.render(bars(value))),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  });
});

describe('a large picture', () => {
  it('is rendered alongside small ones, which do not wait for it', async () => {
    const renderer = createRenderer({ workers: 1, timeoutMs: never });
    const order: string[] = [];
    const drawn = async (name: string, wanted: RenderRequest) => {
      await renderer.render(wanted);
      order.push(name);
    };
    await renderer.ready();
    await Promise.all([
      ...['first', 'second', 'third'].map((name) => drawn(`${name} large`, manyPoints(60_000))),
      ...['one', 'two', 'three'].map((name, index) => drawn(name, bars(index, 7))),
    ]);

    expect(order.indexOf('three')).toBeLessThan(order.indexOf('second large'));
  });
});

describe('a picture that exceeds the memory limit of its thread', () => {
  it('is refused, and the next one is rendered', async () => {
    const renderer = createRenderer({ workers: 1, timeoutMs: never });
    // As many as a specification of a megabyte holds; each becomes thousands of bytes.
    const annotations = Array.from({ length: 45_000 }, () => ({ type: 'line', yMin: 1 }));
    const { spec, ...shape } = bars(1);
    const greedy = {
      ...shape,
      spec: { ...spec, config: { ...spec.config, options: annotated(annotations) } },
    };

    await expect(renderer.render(greedy)).rejects.toThrow(ChartRefusedError);
    await expectDrawn(renderer);
  });
});
