import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { serviceGraphChart } from '../../../chart-spec/graph/service-graph.chart.js';
import { edge, graph, large, node, shop, traffic } from '../../../chart-spec/testing/graphs.js';
import type { PictureFormat } from '../../chart-renderer.port.js';
import { areaOf, decode } from '../../testing/pixels.js';

// The canvas reads this when it is loaded, so the modules that load it are imported after it.
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
const { drawPicture } = await import('../draw-picture.js');

type ServiceGraph = ReturnType<typeof shop>;

const LIMIT = { widthPx: 4096, heightPx: 4096, pixelRatio: 1 };

function draw(shown: ServiceGraph, format: PictureFormat, theme: 'light' | 'dark' | 'auto' = 'light') {
  return drawPicture({ spec: serviceGraphChart(shown, { theme, showsIdle: false }), format, ...LIMIT });
}

const svgOf = async (shown: ServiceGraph, theme?: 'light' | 'dark' | 'auto') =>
  new TextDecoder().decode(await draw(shown, 'svg', theme));

describe('a graph as SVG', () => {
  it('has a title and a description for each node and edge, and links to the charts', async () => {
    const svg = await svgOf(shop());

    expect(svg).toContain('<title>Service graph, source model, last 5 min</title>');
    expect(svg).toContain(
      '<a href="shop?app=payment"><title>payment: domain billing, 6.4 req/s, 8.7 % errors,',
    );
    expect(svg).toContain(
      '<title>checkout → payment: 6.4 req/s, 8.7 % errors, p50 212 ms, p95 1.06 s, mTLS</title>',
    );
    expect(svg.match(/<a href=/g)).toHaveLength(12);
    // The edges that are not hidden.
    expect(svg.match(/<g><title>/g)).toHaveLength(13);
  });

  it('shows troubles without colour: by dashes, marks and words', async () => {
    const [, failing = ''] = /<g><title>checkout → payment(.*?)<\/g>/.exec(await svgOf(shop())) ?? [];
    const [, healthy = ''] = /<g><title>payment → ledger(.*?)<\/g>/.exec(await svgOf(shop())) ?? [];

    expect(failing).toContain('stroke-dasharray');
    expect(failing).toContain('8.7 % errors</text>');
    expect(failing.match(/<path/g)).toHaveLength(4);
    expect(healthy).not.toContain('stroke-dasharray');
    expect(healthy.match(/<path/g)).toHaveLength(2);
  });

  it('has neither styles, scripts, ids nor other addresses, except one constant style for both themes', async () => {
    const styled = await svgOf(shop(), 'auto');

    for (const theme of ['light', 'dark'] as const) {
      expect(await svgOf(shop(), theme)).not.toMatch(/<style|<script|style=|class=| id=|url\(|xlink/);
    }
    expect(styled.match(/<style>.*?<\/style>/g)).toHaveLength(1);
    expect(styled).toMatch(/<style>@media \(prefers-color-scheme:dark\)/);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    '//example.com',
    'https://example.com/',
    'data:text/html,x',
  ])('does not link to %s', async (chart) => {
    expect(await svgOf(graph([node('a', { chart })]))).not.toContain('<a ');
  });

  it('keeps the places of nodes when rates change', async () => {
    const later = {
      ...shop(),
      nodes: shop().nodes.map((one) => ({ ...one, traffic: traffic(123_456, 0.999) })),
      edges: shop().edges.map((one, index) => ({ ...one, traffic: traffic(index * 700, 0.3, 2000) })),
    };
    const places = (svg: string) =>
      svg.match(/<text x="[\d.]+" y="[\d.]+" text-anchor="middle" font-size="14"/g);

    expect(places(await svgOf(later))).toHaveLength(12);
    expect(places(await svgOf(later))).toEqual(places(await svgOf(shop())));
  });

  it('has the sentence of an empty graph', async () => {
    expect(await svgOf(graph([], [], { notes: ['No target has been scraped.'] }))).toContain(
      'No target has been scraped.',
    );
  });

  it('cuts long names, and has them in full in the title', async () => {
    const svg = await svgOf(graph([node('n'.repeat(10_000))]));

    expect(svg).toMatch(/<title>n{10000}: /);
    expect(svg).toMatch(/>n{10,60}…<\/text>/);
    expect(svg).not.toMatch(/<text[^>]*>n{100}/);
  });

  it('is well-formed with any names', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ']]>',
        '"><script>',
        '</title>',
        '&amp;',
        '\u202e',
        '\u0000',
        '\ud800',
        '<!--',
        '٪',
        'n'.repeat(10_000),
      ),
    );
    const names = fc.uniqueArray(hostile, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(names, hostile, hostile, async ([a = '', b = ''], domain, note) => {
        const nodes = [node(a, { domain, chart: b }), node(b, { domain: a })];
        const svg = await svgOf(graph(nodes, [edge(a, b), edge(b, a)], { notes: [note] }), 'auto');

        // Elements of this list with quoted attributes, text, and references.
        expect(svg).toMatch(
          /^(?:<\/?(?:svg|title|desc|style|rect|path|text|g|a)(?: [\w:-]+="[^"<]*")*\/?>|[^<>&]|&(?:amp|lt|gt|quot);)*$/u,
        );
        await decode(new TextEncoder().encode(svg));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a graph as pixels', () => {
  it.each(['png', 'webp', 'jpeg', 'avif'] as const)('has the size of its layout as %s', async (format) => {
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(await svgOf(shop())) ?? [];
    const pixels = await decode(await draw(shop(), format));

    expect([pixels.width, pixels.height]).toEqual([Number(width), Number(height)]);
  });

  it.each([
    ['light', '#FFFFFF', '#BF4A00'],
    ['dark', '#16181C', '#FF7A33'],
  ] as const)('is drawn in the %s theme', async (theme, background, failing) => {
    const pixels = await decode(await draw(shop(), 'png', theme));

    expect(areaOf(pixels, background)).toEqual({
      left: 0,
      top: 0,
      right: pixels.width,
      bottom: pixels.height,
    });
    expect(areaOf(pixels, failing)).toBeDefined();
  });

  it('is scaled down to the limit, in proportion', async () => {
    const spec = serviceGraphChart(shop(), { theme: 'light', showsIdle: false });
    const full = await decode(await drawPicture({ spec, format: 'png', ...LIMIT }));
    const small = await decode(await drawPicture({ spec, format: 'png', ...LIMIT, widthPx: 500 }));

    expect(small.width).toBe(500);
    expect(small.height / small.width).toBeCloseTo(full.height / full.width, 2);
  });
});

describe('a graph as PDF', () => {
  it('is a document', async () => {
    expect(Buffer.from(await draw(shop(), 'pdf')).toString('latin1', 0, 5)).toBe('%PDF-');
  });
});

describe('a graph of 200 nodes', () => {
  it('has all of them, and says that its edges have no labels', async () => {
    const svg = await svgOf(large(200, 600));

    expect(svg.match(/<a href=/g)).toHaveLength(200);
    expect(svg.match(/>There is no space for labels on the edges/g)).toHaveLength(1);
    expect(svg.match(/>p50 /g)).toBeNull();
  });
});
