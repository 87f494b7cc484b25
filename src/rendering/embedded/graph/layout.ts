import type { Graph, Viz } from '@viz-js/viz';
import { LRUCache } from 'lru-cache';
import type { Call, EdgePath, Point, Size } from './geometry.js';
import { columnsOf, directPath, isLargeGraph, placingEdges } from './large-graph.js';

/** Where everything is; nodes and edges in the order of the graph. */
export interface Layout extends Size {
  /** Whether there is space for labels of edges. */
  readonly isLabelled: boolean;
  /** Centres of the nodes. */
  readonly nodes: readonly Point[];
  readonly edges: readonly EdgePath[];
}

/** What a layout depends on: who calls whom, and the space that it needs; no rates. */
export interface Topology {
  readonly nodes: readonly Size[];
  readonly edges: readonly Call[];
  /** The space for the label of an edge. */
  readonly label: Size;
}

const POINTS_PER_INCH = 72;
const NODE_GAP_PX = 22;
const COLUMN_GAP_PX = 64;
/** On both sides of a label: to Graphviz, labels are columns too. */
const LABEL_GAP_PX = 24;

// A layout takes at most some hundred kilobytes; these are for the graphs of a few sources.
const layouts = new LRUCache<string, Layout>({ max: 8 });

let viz: Promise<Viz> | undefined;

/**
 * Lays out a graph from left to right; the same topology always has the same layout.
 *
 * @throws Error when Graphviz fails
 */
export async function layOut(topology: Topology): Promise<Layout> {
  const key = JSON.stringify(topology);
  const known = layouts.get(key);
  if (known !== undefined) return known;
  const layout = withLooseNodes(topology, await layOutLinked(topology));
  layouts.set(key, layout);
  return layout;
}

async function layOutLinked(topology: Topology): Promise<Layout> {
  const { nodes, edges } = topology;
  if (edges.length === 0) return { widthPx: 0, heightPx: 0, isLabelled: true, nodes: [], edges: [] };
  const isLarge = isLargeGraph(nodes.length, edges);
  const output = await runGraphviz(isLarge ? columnsGraph(topology) : labelledGraph(topology));
  return isLarge ? readColumns(topology, output) : readLabelled(topology, output);
}

async function runGraphviz(graph: Graph): Promise<GraphvizOutput> {
  // Loaded with the first graph: most agents draw charts only.
  viz ??= import('@viz-js/viz').then(({ instance }) => instance());
  try {
    const { status, output, errors } = (await viz).render(graph, { format: 'json0' });
    if (status === 'failure') throw new Error(`Graphviz cannot lay out the graph: ${errors[0]?.message}`);
    return JSON.parse(output) as GraphvizOutput;
  } catch (error) {
    // A failure may leave an unusable state in WebAssembly.
    viz = undefined;
    throw error;
  }
}

/** The graph for Graphviz: names are positions, so that no caller's text reaches it. */
function labelledGraph({ nodes, edges, label }: Topology): Graph {
  return {
    ...COMMON,
    graphAttributes: { ...COMMON.graphAttributes, ranksep: LABEL_GAP_PX / POINTS_PER_INCH },
    edgeAttributes: { label: { html: emptyTable(label) } },
    // The entries first: where there is a cycle, Graphviz starts with the first node.
    nodes: columnsOf(nodes.length, edges)
      .flat()
      .map((index) => box(index, nodes[index]!)),
    edges: edges.map((call, index) => ({ ...ends(call), attributes: { id: `e${index}` } })),
  };
}

function columnsGraph({ nodes, edges }: Topology): Graph {
  const columns = columnsOf(nodes.length, edges);
  const ranksep = COLUMN_GAP_PX / POINTS_PER_INCH;
  return {
    ...COMMON,
    graphAttributes: { ...COMMON.graphAttributes, ranksep, splines: false },
    nodes: columns.flat().map((index) => box(index, nodes[index]!)),
    edges: placingEdges(columns, edges).map(ends),
  };
}

const COMMON = {
  directed: true,
  // The last three bound the iterations for dense graphs; sparse ones need fewer.
  graphAttributes: {
    rankdir: 'LR',
    nodesep: NODE_GAP_PX / POINTS_PER_INCH,
    nslimit: 2,
    nslimit1: 2,
    mclimit: 0.5,
  },
  nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
};

function box(index: number, { widthPx, heightPx }: Size) {
  return {
    name: `n${index}`,
    attributes: { width: widthPx / POINTS_PER_INCH, height: heightPx / POINTS_PER_INCH },
  };
}

function ends({ source, target }: Call) {
  return { tail: `n${source}`, head: `n${target}` };
}

/** A label of a fixed size; the text is not Graphviz's. */
function emptyTable({ widthPx, heightPx }: Size): string {
  const size = `fixedsize="true" width="${widthPx}" height="${heightPx}"`;
  return `<table border="0" cellborder="0" cellspacing="0" cellpadding="0" ${size}><tr><td></td></tr></table>`;
}

/** Positions are texts, in points, upwards from the bottom left corner. */
interface GraphvizOutput {
  readonly bb: string;
  readonly objects?: readonly { readonly name: string; readonly pos: string }[];
  readonly edges?: readonly { readonly id: string; readonly pos: string; readonly lp?: string }[];
}

function readLabelled({ nodes, edges }: Topology, output: GraphvizOutput): Layout {
  const { size, point } = frameOf(output);
  const paths = new Map(output.edges?.map(({ id, pos, lp }) => [id, pathOf(pos, lp, point)]));
  return {
    ...size,
    isLabelled: true,
    nodes: placesOf(nodes, output),
    edges: edges.map((_, index) => paths.get(`e${index}`)!),
  };
}

function readColumns({ nodes, edges }: Topology, output: GraphvizOutput): Layout {
  const places = placesOf(nodes, output);
  const boxAt = (index: number) => ({ ...places[index]!, ...nodes[index]! });
  const paths = edges.map(({ source, target }) => directPath(boxAt(source), boxAt(target)));
  return { ...frameOf(output).size, isLabelled: false, nodes: places, edges: paths };
}

/** The size, and a function that reads a position. */
function frameOf({ bb }: GraphvizOutput) {
  const [, , widthPx = NaN, heightPx = NaN] = bb.split(',').map(Number);
  const point = (text: string): Point => {
    const [x = NaN, y = NaN] = text.split(',').map(Number);
    return { x, y: heightPx - y };
  };
  return { size: { widthPx, heightPx }, point };
}

function placesOf(nodes: readonly Size[], output: GraphvizOutput): Point[] {
  const { point } = frameOf(output);
  const centres = new Map(output.objects?.map(({ name, pos }) => [name, point(pos)]));
  return nodes.map((_, index) => centres.get(`n${index}`) ?? { x: NaN, y: NaN });
}

function pathOf(pos: string, lp: string | undefined, point: (text: string) => Point): EdgePath {
  const parts = pos.split(' ');
  const curve = parts.filter((part) => !/^[es],/.test(part)).map(point);
  const end = parts.find((part) => part.startsWith('e,'))?.slice(2);
  const tip = end === undefined ? curve.at(-1)! : point(end);
  return { curve, tip, label: lp === undefined ? undefined : point(lp) };
}

const LOOSE_WIDTH_PX = 900;

/** Adds nodes without edges below the others, in rows: Graphviz would make one column of them. */
function withLooseNodes({ nodes, edges }: Topology, layout: Layout): Layout {
  const linked = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const loose = nodes.flatMap((size, index) => (linked.has(index) ? [] : [{ ...size, index }]));
  if (loose.length === 0) return layout;
  const columnPx = Math.max(...loose.map(({ widthPx }) => widthPx)) + NODE_GAP_PX;
  const rowPx = Math.max(...loose.map(({ heightPx }) => heightPx)) + NODE_GAP_PX;
  const columns = Math.max(1, Math.floor(Math.max(layout.widthPx, LOOSE_WIDTH_PX) / columnPx));
  const topPx = layout.heightPx === 0 ? 0 : layout.heightPx + NODE_GAP_PX;
  const centres = nodes.map((_, index) => layout.nodes[index]);
  loose.forEach(({ index }, place) => {
    centres[index] = {
      x: ((place % columns) + 0.5) * columnPx - NODE_GAP_PX / 2,
      y: topPx + (Math.floor(place / columns) + 0.5) * rowPx - NODE_GAP_PX / 2,
    };
  });
  const rows = Math.ceil(loose.length / columns);
  return {
    widthPx: Math.max(layout.widthPx, Math.min(columns, loose.length) * columnPx - NODE_GAP_PX),
    heightPx: topPx + rows * rowPx - NODE_GAP_PX,
    isLabelled: layout.isLabelled,
    nodes: centres as Point[],
    edges: layout.edges,
  };
}
