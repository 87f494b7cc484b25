import type { Call, EdgePath, Point, Size } from './geometry.js';

// Graphviz chooses columns by the longest paths and gives each edge a row in each column that it crosses. For a graph
// of some hundred edges, that takes up to minutes and results in a picture that is many times as high as wide. There,
// the columns are chosen here, Graphviz places the nodes in them, and edges are direct curves behind the nodes.

// Nodes in a column, in proportion to the root of their number: for a picture about as wide as high.
const COLUMN_SHARE = 1.1;

/** The column of each node from the left: its distance from the entries; columns that are too high are split. */
export function columnsOf(count: number, edges: readonly Call[]): number[] {
  const ranks = ranksOf(count, edges);
  const calling = new Set(
    edges.filter(({ source, target }) => ranks[target]! > ranks[source]!).map(({ source }) => source),
  );
  const most = Math.ceil(COLUMN_SHARE * Math.sqrt(count));
  const columns = new Array<number>(count).fill(0);
  let column = 0;
  for (let rank = 0; rank <= Math.max(...ranks); rank += 1) {
    const members = ranks.flatMap((own, node) => (own === rank ? [node] : []));
    // Nodes that call others are next to those.
    members.sort((a, b) => Number(calling.has(a)) - Number(calling.has(b)) || a - b);
    members.forEach((node, place) => (columns[node] = column + Math.floor(place / most)));
    column += Math.ceil(members.length / most);
  }
  return columns;
}

/** The shortest distance from a node that no node calls; a cycle that none of those reaches starts at its first node. */
function ranksOf(count: number, edges: readonly Call[]): number[] {
  const calls = edges.filter(({ source, target }) => source !== target);
  const targets: number[][] = Array.from({ length: count }, () => []);
  for (const { source, target } of calls) targets[source]!.push(target);
  const called = new Set(calls.map(({ target }) => target));
  const entries = targets.flatMap((_, node) => (called.has(node) ? [] : [node]));
  const ranks = new Array<number>(count).fill(-1);
  for (const start of [entries, ...targets.map((_, node) => [node])]) visit(start, targets, ranks);
  return ranks;
}

function visit(start: readonly number[], targets: readonly (readonly number[])[], ranks: number[]): void {
  const queue = start.filter((node) => ranks[node] === -1);
  for (const node of queue) ranks[node] = 0;
  for (const node of queue) {
    for (const target of targets[node]!) {
      if (ranks[target] !== -1) continue;
      ranks[target] = ranks[node]! + 1;
      queue.push(target);
    }
  }
}

/** The edges that place the nodes: those to a node from the nearest column that calls it. */
export function placingEdges(edges: readonly Call[], columns: readonly number[]) {
  const forward = edges
    .map((call) => ({ ...call, columnsApart: columns[call.target]! - columns[call.source]! }))
    .filter(({ columnsApart }) => columnsApart > 0);
  const nearest = new Map<number, number>();
  for (const { target, columnsApart } of forward) {
    nearest.set(target, Math.min(columnsApart, nearest.get(target) ?? Infinity));
  }
  return forward.filter(({ target, columnsApart }) => columnsApart === nearest.get(target));
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
