import { describe, expect, it } from '@jest/globals';
import { edge, graph, node, shop, traffic } from '../testing/graphs.js';
import { graphColors } from './graph-colors.js';
import type { GraphColor } from './graph-colors.js';
import { type GraphStyle, serviceGraphChart } from './service-graph.chart.js';

const STYLE: GraphStyle = { theme: 'light', showsIdle: false };
const pair = (more: Parameters<typeof edge>[2] = {}) => graph([node('a'), node('b')], [edge('a', 'b', more)]);
const edgeOf = (more: Parameters<typeof edge>[2]) => serviceGraphChart(pair(more), STYLE).graph.edges[0]!;

describe('an edge', () => {
  it('has its rate, errors, latency and mutual TLS', () => {
    const figures = { traffic: traffic(1234.5, 0.0234, 12.34), mtlsShare: 1 };

    expect(edgeOf(figures).lines).toEqual(['1.23K req/s, 2.3 % errors', 'p50 12.3 ms, p95 61.7 ms', 'mTLS']);
  });

  it.each([
    [0, '10 req/s'],
    [0.000_01, '10 req/s, <0.01 % errors'],
    [0.004, '10 req/s, 0.4 % errors'],
    [0.999_99, '10 req/s, >99 % errors'],
    [1, '10 req/s, 100 % errors'],
  ])('rounds an error share of %d neither to none nor to all', (share, line) => {
    expect(edgeOf({ traffic: traffic(10, share) }).lines[0]).toBe(line);
  });

  it.each([
    [null, undefined],
    [0, 'no mTLS'],
    [0.4, 'mTLS 40 %'],
    [1, 'mTLS'],
  ])('with a share of mutual TLS of %p has the line %p', (mtlsShare, line) => {
    expect(edgeOf({ mtlsShare }).lines[2]).toBe(line);
  });

  it('leaves out percentiles that are unknown', () => {
    expect(edgeOf({ traffic: traffic(10, 0, null) }).lines).toEqual(['10 req/s']);
  });

  it.each([
    [0, 'idle'],
    [0.0099, 'healthy'],
    [0.01, 'degraded'],
    [0.0499, 'degraded'],
    [0.05, 'failing'],
  ])('with an error share of %d is %s', (share, health) => {
    expect(edgeOf({ traffic: traffic(health === 'idle' ? 0 : 10, share) }).health).toBe(health);
  });

  it('is thicker with more requests, within limits', () => {
    const strokes = [0.01, 1, 10, 100, 1000, 1e9].map((rate) => edgeOf({ traffic: traffic(rate) }).strokePx);

    expect(strokes).toEqual([...strokes].sort((a, b) => a - b));
    expect(strokes[0]).toBe(1);
    expect(strokes.at(-1)).toBe(6);
  });

  it('is hidden without requests, keeps its place, and is counted in a note', () => {
    const idle = pair({ traffic: traffic(0) });

    expect(serviceGraphChart(idle, STYLE).graph).toMatchObject({
      edges: [{ isShown: false }],
      notes: ['No requests in the last 5 min.', '1 idle edge hidden.'],
    });
    expect(serviceGraphChart(idle, { ...STYLE, showsIdle: true }).graph.edges[0]?.isShown).toBe(true);
  });
});

describe('a graph', () => {
  it('is the same at another time with the same figures', () => {
    const now = serviceGraphChart(shop(), STYLE);

    expect(serviceGraphChart({ ...shop(), atMs: 60_000 }, STYLE)).toEqual(now);
  });

  it('is the same in another order of nodes and edges', () => {
    const { nodes, edges, ...rest } = shop();
    const reversed = { ...rest, nodes: [...nodes].reverse(), edges: [...edges].reverse() };

    expect(serviceGraphChart(reversed, STYLE)).toEqual(serviceGraphChart(shop(), STYLE));
  });

  it('describes its troubles in words', () => {
    expect(serviceGraphChart(shop(), STYLE).description).toBe(
      '12 nodes, 15 edges. 3 edges with errors of 1 % or more: ' +
        'checkout → payment failing: 6.4 req/s, 8.7 % errors; gateway → checkout degraded: 6.2 req/s, 3.1 % errors; ' +
        'storefront → cart degraded: 18.4 req/s, 1.2 % errors.',
    );
  });

  it('says why it is empty', () => {
    expect(serviceGraphChart(graph([]), STYLE).graph.notes).toEqual(['No requests in the last 5 min.']);
    expect(serviceGraphChart(graph([], [], { notes: ['No scrape.'] }), STYLE).graph.notes).toEqual([
      'No scrape.',
    ]);
  });

  it('keeps the direction and the lines of its own sentences, whatever the names', () => {
    const name = 'a\u202Eb\n\u2067c\u0000';
    const { graph: drawn } = serviceGraphChart(graph([node(name)], [edge(name, name)]), STYLE);

    expect([drawn.nodes[0]?.title, drawn.edges[0]?.title]).toEqual(['ab c', 'ab c → ab c']);
  });

  it('shortens a long name in the titles of edges only', () => {
    const name = 'n'.repeat(10_000);
    const { graph: drawn } = serviceGraphChart(graph([node(name)], [edge(name, name)]), STYLE);

    expect(drawn.nodes[0]?.title).toBe(name);
    expect(drawn.edges[0]?.title).toHaveLength(123);
  });
});

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const colors = graphColors(theme);

  it.each<[GraphColor, number]>([
    ['text', 7],
    ['quietText', 7],
    ['healthy', 3],
    ['degraded', 3],
    ['failing', 3],
    ['idle', 3],
  ])('shows %s with a contrast of at least %d', (color, least) => {
    expect(contrast(colors[color], colors.background)).toBeGreaterThanOrEqual(least);
    expect(contrast(colors[color], colors.box)).toBeGreaterThanOrEqual(least);
  });
});

/** The contrast ratio of two colours (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
