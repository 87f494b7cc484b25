import { describe, expect, it } from '@jest/globals';
import { large, shop } from '../../../chart-spec/testing/graphs.js';
import type { Point, Size } from './geometry.js';
import { type Topology, layOut } from './layout.js';

const SIZE: Size = { widthPx: 184, heightPx: 66 };
const LABEL: Size = { widthPx: 144, heightPx: 36 };

function topologyOf({ nodes, edges }: ReturnType<typeof shop>): Topology {
  const positions = new Map(nodes.map(({ id }, index) => [id, index]));
  return {
    nodes: nodes.map(() => SIZE),
    edges: edges.map(({ source, target }) => ({
      source: positions.get(source)!,
      target: positions.get(target)!,
    })),
    label: LABEL,
  };
}

const overlap = (one: Point, other: Point, size: Size, otherSize = size) =>
  Math.abs(one.x - other.x) < (size.widthPx + otherSize.widthPx) / 2 &&
  Math.abs(one.y - other.y) < (size.heightPx + otherSize.heightPx) / 2;

function overlaps(points: readonly Point[], size: Size): number {
  let count = 0;
  points.forEach((one, index) => {
    for (const other of points.slice(index + 1)) if (overlap(one, other, size)) count += 1;
  });
  return count;
}

describe('the layout of a small graph', () => {
  it('goes from left to right, from the node that no node calls', async () => {
    const topology = topologyOf(shop());
    const { nodes } = await layOut(topology);

    for (const { source, target } of topology.edges) expect(nodes[source]!.x).toBeLessThan(nodes[target]!.x);
    expect(Math.min(...nodes.map(({ x }) => x))).toBe(nodes[0]!.x);
  });

  it('has space for nodes and labels, none over another', async () => {
    const { nodes, edges } = await layOut(topologyOf(shop()));
    const labels = edges.map(({ label }) => label!);

    expect(overlaps(nodes, SIZE)).toBe(0);
    expect(overlaps(labels, LABEL)).toBe(0);
    expect(labels.filter((label) => nodes.some((node) => overlap(label, node, LABEL, SIZE)))).toEqual([]);
  });

  it('starts and ends each edge at its nodes', async () => {
    const topology = topologyOf(shop());
    const { nodes, edges } = await layOut(topology);

    topology.edges.forEach(({ source, target }, index) => {
      const { curve, tip } = edges[index]!;
      expect(distance(curve[0]!, nodes[source]!)).toBeLessThan(100);
      expect(distance(tip, nodes[target]!)).toBeLessThan(100);
      expect(curve.length % 3).toBe(1);
    });
  });
});

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

describe('the layout of a large graph', () => {
  it('has no node over another, and every point within its size', async () => {
    const layout = await layOut(topologyOf(large(200, 600)));

    expect(overlaps(layout.nodes, SIZE)).toBe(0);
    for (const { x, y } of layout.nodes) {
      expect(x - SIZE.widthPx / 2).toBeGreaterThanOrEqual(-1);
      expect(x + SIZE.widthPx / 2).toBeLessThanOrEqual(layout.widthPx + 1);
      expect(y + SIZE.heightPx / 2).toBeLessThanOrEqual(layout.heightPx + 1);
    }
  });

  it('is at most three times as high as wide', async () => {
    const { widthPx, heightPx } = await layOut(topologyOf(large(200, 600)));

    expect(heightPx / widthPx).toBeLessThan(3);
    expect(widthPx / heightPx).toBeLessThan(3);
  });

  it('has direct edges: forwards, backwards, within a column and from a node to itself', async () => {
    const star = Array.from({ length: 30 }, (_, index) => ({ source: 0, target: index + 1 }));
    const others = [
      { source: 1, target: 0 },
      { source: 1, target: 2 },
      { source: 1, target: 1 },
    ];
    const nodes = Array.from({ length: 31 }, () => SIZE);
    const { nodes: places, edges } = await layOut({ nodes, edges: [...star, ...others], label: LABEL });

    const half = SIZE.widthPx / 2;
    const [left, right] = [places[0]!.x, places[1]!.x];
    expect(right).toBeGreaterThan(left);
    expect(edges[0]!.tip.x).toBe(right - half);
    expect(edges.slice(30).map(({ tip }) => tip.x)).toEqual([left + half, right + half, right + half]);
  });

  it('has no label, and splits columns that would be too high', async () => {
    const edges = Array.from({ length: 199 }, (_, index) => ({ source: 0, target: index + 1 }));
    const layout = await layOut({ nodes: Array.from({ length: 200 }, () => SIZE), edges, label: LABEL });

    expect(layout.isLabelled).toBe(false);
    expect(layout.edges.every(({ label }) => label === undefined)).toBe(true);
    expect(layout.heightPx / layout.widthPx).toBeLessThan(2);
  });
});

describe('any layout', () => {
  it('puts nodes without edges in rows below the others', async () => {
    const nodes = Array.from({ length: 30 }, () => SIZE);
    const { nodes: places } = await layOut({ nodes, edges: [{ source: 0, target: 1 }], label: LABEL });
    const loose = places.slice(2);

    expect(overlaps(places, SIZE)).toBe(0);
    expect(Math.min(...loose.map(({ y }) => y))).toBeGreaterThan(places[0]!.y + SIZE.heightPx);
    expect(new Set(loose.map(({ y }) => y)).size).toBeGreaterThan(1);
    expect(new Set(loose.map(({ x }) => x)).size).toBeGreaterThan(1);
  });

  it('is empty without nodes', async () => {
    const empty = { widthPx: 0, heightPx: 0, isLabelled: true, nodes: [], edges: [] };

    expect(await layOut({ nodes: [], edges: [], label: LABEL })).toEqual(empty);
  });
});
