import { describe, expect, it } from '@jest/globals';
import type { GraphNode } from '../../topology/topology.port.js';
import { edge, graph, large, node, traffic } from '../testing/graphs.js';
import { MAX_EDGES, MAX_NODES, reduceGraph } from './reduce-graph.js';

const nodesOf = (count: number, domainOf: (index: number) => string): GraphNode[] =>
  Array.from({ length: count }, (_, index) => node(`n${index}`, { domain: domainOf(index) }));

describe('a graph within the limits', () => {
  it('keeps its nodes and edges, in the order of their names', () => {
    const [a, b, c] = [node('a'), node('b'), node('c')];
    const [first, second, third] = [edge('a', 'b'), edge('a', 'c'), edge('c', 'a')];

    const reduced = reduceGraph(graph([c, a, b], [third, second, first], { notes: ['note'] }));

    expect(reduced).toEqual({ nodes: [a, b, c], edges: [first, second, third], notes: ['note'] });
  });

  it('has 200 nodes at most', () => {
    const all = nodesOf(MAX_NODES, (index) => `domain-${index % 3}`);

    expect(MAX_NODES).toBe(200);
    expect(reduceGraph(graph(all)).nodes).toHaveLength(200);
    expect(reduceGraph(graph(all)).notes).toEqual([]);
  });

  it('leaves out edges to nodes that do not exist', () => {
    expect(reduceGraph(graph([node('a')], [edge('a', 'b'), edge('b', 'a')])).edges).toEqual([]);
  });

  it('keeps the busiest edges where there are too many, and says so', () => {
    const nodes = nodesOf(40, () => 'shop');
    const edges = nodes.flatMap(({ id: source }, from) =>
      nodes.map(({ id: target }, to) => edge(source, target, { traffic: traffic(from * 40 + to) })),
    );

    const reduced = reduceGraph(graph(nodes, edges));

    expect(reduced.edges).toHaveLength(MAX_EDGES);
    expect(Math.min(...reduced.edges.map((one) => one.traffic.requestsPerSecond))).toBe(1600 - MAX_EDGES);
    expect(reduced.notes).toEqual(['The 1000 busiest of 1600 edges are shown.']);
  });
});

describe('a graph of more nodes', () => {
  it('has one node for each domain, and a note', () => {
    const { nodes, notes } = reduceGraph(
      graph(nodesOf(201, (index) => (index === 0 ? '' : `domain-${index % 2}`))),
    );

    expect(nodes.map(({ title, domain }) => [title, domain])).toEqual([
      ['no domain', '1 node'],
      ['domain-0', '100 nodes'],
      ['domain-1', '100 nodes'],
    ]);
    expect(notes).toEqual(['201 nodes are grouped by domain (at most 200 are shown one by one).']);
  });

  it('adds up rates, averages error shares by rate, and has no percentiles', () => {
    const nodes = nodesOf(202, (index) => (index < 101 ? 'left' : 'right'));
    const edges = [
      edge('n0', 'n101', { traffic: traffic(30, 0.1), mtlsShare: 1 }),
      edge('n1', 'n102', { traffic: traffic(10, 0.5), mtlsShare: 0 }),
      edge('n2', 'n3', { traffic: traffic(5) }),
      edge('n4', 'n103', { traffic: traffic(0) }),
    ];

    const reduced = reduceGraph(graph(nodes, edges));

    expect(reduced.edges).toEqual([
      {
        source: 'domain left',
        target: 'domain left',
        traffic: { requestsPerSecond: 5, errorShare: 0, p50Ms: null, p95Ms: null },
        mtlsShare: null,
      },
      {
        source: 'domain left',
        target: 'domain right',
        traffic: { requestsPerSecond: 40, errorShare: (30 * 0.1 + 10 * 0.5) / 40, p50Ms: null, p95Ms: null },
        mtlsShare: 0.75,
      },
    ]);
    expect(reduced.nodes.map((one) => one.traffic?.requestsPerSecond)).toEqual([1010, 1010]);
  });

  it('does not lose requests', () => {
    const whole = large(1000, 3000);
    const sum = (rates: readonly number[]) => rates.reduce((total, rate) => total + rate, 0);
    const rateOf = (one: { traffic: { requestsPerSecond: number } | null }) => one.traffic!.requestsPerSecond;

    const reduced = reduceGraph(whole);

    expect(reduced.nodes).toHaveLength(12);
    expect(sum(reduced.edges.map(rateOf))).toBeCloseTo(sum(whole.edges.map(rateOf)), 6);
    expect(sum(reduced.nodes.map(rateOf))).toBeCloseTo(sum(whole.nodes.map(rateOf)), 6);
  });

  it('keeps the largest domains where there are too many, and joins the others', () => {
    const nodes = nodesOf(500, (index) => `domain-${index < 260 ? index : index % 130}`);

    const reduced = reduceGraph(graph(nodes));

    expect(reduced.nodes).toHaveLength(200);
    expect(reduced.nodes.map(({ title }) => title)).toContain('domain-129');
    expect(reduced.nodes.find(({ id }) => id === 'other')).toMatchObject({
      title: 'other',
      domain: '61 nodes',
    });
    expect(reduced.notes[0]).toMatch(/; the 61 smallest domains are the node "other"\.$/);
  });
});
