import { describe, expect, it } from '@jest/globals';
import { instance } from '@viz-js/viz';
import fc from 'fast-check';
import type { ServiceGraph, Traffic } from '../../topology/topology.port.js';
import { d3Graph, dotGraph, nodeGraph, originalGraph } from './graph-formats.js';

const traffic = (requestsPerSecond: number, errorShare: number | null = 0): Traffic => ({
  requestsPerSecond,
  errorShare,
  p50Ms: 10,
  p95Ms: 20,
});

function graphOf(names: readonly string[], edges: readonly (readonly [number, number])[]): ServiceGraph {
  return {
    source: 'observed',
    atMs: 0,
    horizonSeconds: 300,
    nodes: names.map((name) => ({ id: name, title: name, domain: 'shop', traffic: traffic(1) })),
    edges: edges.map(([source, target]) => ({
      source: names[source]!,
      target: names[target]!,
      traffic: traffic(1.2345678),
      mtlsShare: null,
    })),
    notes: [],
  };
}

const small = graphOf(['a.shop', 'b'], [[0, 1]]);

describe('the formats of the original service graph', () => {
  it('are names and rates with six decimals', () => {
    expect(originalGraph(small)).toEqual({
      nodes: { 'a.shop (a.shop)': {}, 'b (b)': {} },
      edges: [{ source: 'a.shop (a.shop)', target: 'b (b)', labels: { 'reqs/sec': '1.234568' } }],
    });
  });

  it('are indexes for D3', () => {
    expect(d3Graph(small)).toEqual({
      nodes: [{ name: 'a.shop (a.shop)' }, { name: 'b (b)' }],
      links: [{ source: 0, target: 1, labels: { 'reqs/sec': '1.234568' } }],
    });
  });

  it('are DOT with ids without dots, slashes and spaces', () => {
    expect(dotGraph(small)).toBe(
      [
        'digraph "istio-servicegraph" {',
        '"a_shop_(a_shop)" -> "b_(b)" [label="reqs/sec: 1.234568"];',
        '"a_shop_(a_shop)" [label="a.shop (a.shop)"];',
        '"b_(b)" [label="b (b)"];',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('are fields of a node graph for Grafana', () => {
    expect(nodeGraph(graphOf(['a', 'b'], [[0, 1]]))).toMatchObject({
      nodes: [
        { id: 'a', title: 'a', subtitle: 'shop', mainstat: '1 req/s', arc__ok: 1, arc__failed: 0 },
        { id: 'b' },
      ],
      edges: [
        { source: 'a', target: 'b', mainstat: '1.23 req/s', detail__p95_ms: 20, detail__mtls: 'unknown' },
      ],
    });
  });
});

describe('hostile names', () => {
  const names = fc.uniqueArray(
    fc.oneof(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.constantFrom(
        '"',
        '\\',
        '\\"',
        '"];x -> y [label="',
        '<b>',
        '\n',
        '\u0000',
        '//',
        '/*',
        '#',
        '{',
        '😀',
        'a.b',
        'a_b',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  );

  it('leave every node and edge in DOT, and add none', async () => {
    const viz = await instance();
    fc.assert(
      fc.property(names, (hostile) => {
        const edges = hostile.map((_, index) => [index, (index + 1) % hostile.length] as const);
        const { status, output = '' } = viz.render(dotGraph(graphOf(hostile, edges)), { format: 'dot_json' });
        expect(status).toBe('success');
        const parsed = JSON.parse(output) as { objects?: unknown[]; edges?: unknown[] };
        expect(parsed.objects).toHaveLength(hostile.length);
        expect(parsed.edges).toHaveLength(edges.length);
      }),
      { numRuns: 200 },
    );
  });

  it('that differ only in control characters are different nodes in DOT', () => {
    const lines = dotGraph(graphOf(['\n', '\u0000'], [])).split('\n');
    expect(new Set(lines.slice(1, 3).map((line) => line.split(' [')[0])).size).toBe(2);
  });

  it('are unchanged in JSON', () => {
    fc.assert(
      fc.property(names, (hostile) => {
        const { nodes } = nodeGraph(graphOf(hostile, []));
        expect((JSON.parse(JSON.stringify(nodes)) as { id: string }[]).map(({ id }) => id)).toEqual(hostile);
      }),
    );
  });
});
