import type { Call, EdgePath, Point, Size } from './geometry.js';

// Graphviz chooses columns by the longest paths, and gives each edge a row in each column that it crosses. For a graph
// of some hundred edges that takes up to minutes, and the picture is many times as high as wide. Here, the columns are
// chosen first, Graphviz only orders the nodes within them, and edges are direct curves behind the nodes.

const MAX_LABELLED_EDGES = 100;
const MAX_LABELLED_ROWS = 24;

/** Whether a graph has no space for labels on its edges. */
export function isLargeGraph(count: number, edges: readonly Call[]): boolean {
  if (edges.length > MAX_LABELLED_EDGES) return true;
  const rows = new Map<number, number>();
  for (const rank of ranksOf(count, edges)) rows.set(rank, (rows.get(rank) ?? 0) + 1);
  rows.delete(LOOSE);
  return Math.max(0, ...rows.values()) > MAX_LABELLED_ROWS;
}

// Nodes in a column, in proportion to the root of their number: for a picture about as wide as high.
const COLUMN_SHARE = 1.5;

/** Nodes in columns from the left, by their distance from the entries; columns that are too high are split. */
export function columnsOf(count: number, edges: readonly Call[]): number[][] {
  const ranks = ranksOf(count, edges);
  const calling = new Set(
    edges.filter(({ source, target }) => ranks[target]! > ranks[source]!).map(({ source }) => source),
  );
  const most = Math.ceil(COLUMN_SHARE * Math.sqrt(count));
  const columns: number[][] = [];
  for (let rank = 0; rank <= Math.max(...ranks); rank += 1) {
    const members = ranks.flatMap((own, node) => (own === rank ? [node] : []));
    // Nodes that call others are next to those.
    members.sort((a, b) => Number(calling.has(a)) - Number(calling.has(b)) || a - b);
    for (let from = 0; from < members.length; from += most) columns.push(members.slice(from, from + most));
  }
  return columns;
}

/** Calls between neighbouring columns, and where a node has none from the left, a link that keeps it in its column. */
export function placingEdges(columns: readonly (readonly number[])[], edges: readonly Call[]): Call[] {
  const columnOf = new Map(columns.flatMap((members, column) => members.map((node) => [node, column])));
  const calls = edges.filter(({ source, target }) => columnOf.get(target)! === columnOf.get(source)! + 1);
  const called = new Set(calls.map(({ target }) => target));
  const links = columns.slice(1).flatMap((members, left) => {
    const neighbours = columns[left]!;
    return members.flatMap((target, place) =>
      called.has(target) ? [] : [{ source: neighbours[place % neighbours.length]!, target }],
    );
  });
  return [...calls, ...links];
}

const LOOSE = -1;

/**
 * The shortest distance from a node that no node calls; a cycle that none of those reaches starts at its first
 * node. Nodes without edges have no rank.
 */
function ranksOf(count: number, edges: readonly Call[]): number[] {
  const calls = edges.filter(({ source, target }) => source !== target);
  const linked = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const targets: number[][] = Array.from({ length: count }, () => []);
  for (const { source, target } of calls) targets[source]!.push(target);
  const called = new Set(calls.map(({ target }) => target));
  const entries = targets.flatMap((_, node) => (called.has(node) || !linked.has(node) ? [] : [node]));
  const ranks = new Array<number>(count).fill(LOOSE);
  for (const start of [entries, ...[...linked].sort((a, b) => a - b).map((node) => [node])])
    visit(start, targets, ranks);
  return ranks;
}

function visit(start: readonly number[], targets: readonly (readonly number[])[], ranks: number[]): void {
  const queue = start.filter((node) => ranks[node] === LOOSE);
  for (const node of queue) ranks[node] = 0;
  for (const node of queue) {
    for (const target of targets[node]!) {
      if (ranks[target] !== LOOSE) continue;
      ranks[target] = ranks[node]! + 1;
      queue.push(target);
    }
  }
}

const ARROW_PX = 10;
const MIN_BEND_PX = 40;
/** Within half of the gap between two columns, and within the margin. */
const BEND_IN_COLUMN_PX = 26;
const LOOP_PX = 14;

/** A curve between the facing sides of two boxes, or on the right of a column. */
export function directPath(from: Point & Size, to: Point & Size): EdgePath {
  const isForward = to.x > from.x + 1;
  const isBackward = to.x < from.x - 1;
  const leaving = isBackward ? -1 : 1;
  const arriving = isForward ? -1 : 1;
  const loopPx = from.x === to.x && from.y === to.y ? LOOP_PX : 0;
  const start = { x: from.x + (leaving * from.widthPx) / 2, y: from.y - loopPx };
  const tip = { x: to.x + (arriving * to.widthPx) / 2, y: to.y + loopPx };
  const end = { x: tip.x + arriving * ARROW_PX, y: tip.y };
  const bendPx =
    isForward || isBackward ? Math.max(MIN_BEND_PX, Math.abs(end.x - start.x) / 2) : BEND_IN_COLUMN_PX;
  const curve = [
    start,
    { x: start.x + leaving * bendPx, y: start.y },
    { x: end.x + arriving * (bendPx - ARROW_PX), y: end.y },
    end,
  ];
  return { curve, tip, label: undefined };
}
