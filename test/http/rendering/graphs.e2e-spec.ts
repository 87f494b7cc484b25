import { afterEach, describe, expect, it } from '@jest/globals';
import type { GraphSpec, GraphSpecEdge, GraphSpecNode } from '../../../src/chart-spec/graph/graph-spec.js';
import { serviceGraphChart } from '../../../src/chart-spec/graph/service-graph.chart.js';
import { large, shop } from '../../../src/chart-spec/testing/graphs.js';
import type { RenderRequest } from '../../../src/rendering/chart-renderer.port.js';
import { EmbeddedRenderer } from '../../../src/rendering/embedded/embedded.renderer.js';
import { QuickChartRenderer } from '../../../src/rendering/quickchart/quickchart.renderer.js';
import { GraphsNotRenderedError, RenderTimeoutError } from '../../../src/rendering/rendering.errors.js';
import { decode } from '../../../src/rendering/testing/pixels.js';
import { unusedPort } from '../../support/stub-upstream.js';

const workerUrl = new URL('../../../dist/src/rendering/embedded/draw.worker.js', import.meta.url);
const never = 600_000;

const open: EmbeddedRenderer[] = [];
function createRenderer(timeoutMs = never): EmbeddedRenderer {
  const renderer = new EmbeddedRenderer({ workerUrl, workers: 1, queueLimit: 50, waitMs: never, timeoutMs });
  open.push(renderer);
  return renderer;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((renderer) => renderer.close()));
});

function request(spec: GraphSpec, format: RenderRequest['format'] = 'png'): RenderRequest {
  return { spec, format, widthPx: 2000, heightPx: 2000, pixelRatio: 1 };
}
const style = { theme: 'light', showsIdle: false } as const;
const small = request(serviceGraphChart(shop(), style));

/** A graph beyond the limits of what the agent draws: Graphviz takes minutes to order its nodes. */
function endless(): RenderRequest {
  const { graph, ...rest } = serviceGraphChart(shop(), style);
  const columns = 8;
  const rows = 250;
  const [node, edge] = [graph.nodes[0]!, graph.edges[0]!];
  const nodes = Array.from({ length: columns * rows }, (): GraphSpecNode => node);
  const edges = Array.from({ length: 60_000 }, (_, index): GraphSpecEdge => {
    const column = index % (columns - 1);
    const row = Math.imul(index, 7919) >>> 3;
    return { ...edge, source: column * rows + (index % rows), target: (column + 1) * rows + (row % rows) };
  });
  return request({ ...rest, graph: { ...graph, nodes, edges } });
}

describe('a graph', () => {
  it('is rendered by the thread for large pictures, however small it is', async () => {
    const renderer = createRenderer();
    await renderer.ready();
    const drawing = renderer.render(small);

    expect(renderer.gates.map(({ inUse }) => inUse)).toEqual([0, 1]);
    await decode((await drawing).bytes);
  });

  it('of 200 nodes and 600 edges is rendered within the default time limit, in each format', async () => {
    const renderer = createRenderer(10_000);
    const spec = serviceGraphChart(large(200, 600), style);

    for (const format of ['svg', 'png', 'pdf', 'webp', 'jpeg', 'avif'] as const) {
      expect((await renderer.render(request(spec, format))).bytes.length).toBeGreaterThan(1000);
    }
  });

  it('that takes too long ends its thread, and the next one is rendered', async () => {
    const renderer = createRenderer(3000);
    await renderer.render(small);

    await expect(renderer.render(endless())).rejects.toThrow(RenderTimeoutError);
    expect(renderer.endedThreads.timeout).toBe(1);
    await decode((await renderer.render(small)).bytes);
  });

  it('is the same in a new thread', async () => {
    const svg = async () => (await createRenderer().render({ ...small, format: 'svg' })).bytes;

    expect(await svg()).toEqual(await svg());
  });

  it('is refused by a QuickChart server, without a request to it', async () => {
    const url = `http://127.0.0.1:${await unusedPort()}`;
    const renderer = new QuickChartRenderer({
      url,
      concurrency: 1,
      queueLimit: 1,
      waitMs: never,
      timeoutMs: never,
    });

    const error = await renderer.render(small).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(GraphsNotRenderedError);
    expect(error).toMatchObject({ status: 501, code: 'GRAPHS_NOT_RENDERED' });
  });
});
