import type { Graph, Viz } from '@viz-js/viz';
import { LRUCache } from 'lru-cache';
import type { Call, EdgePath, Point, Size } from './geometry.js';
import { columnsOf, directPath, placingEdges } from './large-graph.js';

/** Where everything is; nodes and edges in the order of the graph. */
export interface Layout extends Size {
  /** Centres of the nodes. */
  readonly nodes: readonly Point[];
  readonly edges: readonly EdgePath[];
}

/** What a layout depends on: who calls whom, and the space that it needs; no rates. */
export interface Topology {
  readonly nodes: readonly Size[];
  readonly edges: readonly Call[];
  /** The space for the label of an edge; undefined for a graph that is too large for labels. */
  readonly label: Size | undefined;
}

const POINTS_PER_INCH = 72;
const NODE_GAP_PX = 22;
const COLUMN_GAP_PX = 64;
/** On both sides of a label: Graphviz gives labels columns of their own. */
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
  if (topology.edges.length === 0) return { widthPx: 0, heightPx: 0, nodes: [], edges: [] };
  // Loaded with the first graph: most agents draw charts only.
  viz ??= import('@viz-js/viz').then(({ instance }) => instance());
  try {
    const { status, output, errors } = (await viz).render(describe(topology), { format: 'json0' });
    if (status === 'failure') throw new Error(`Graphviz cannot lay out the graph: ${errors[0]?.message}`);
    return read(topology, JSON.parse(output) as GraphvizOutput);
  } catch (error) {
    // A failure may leave an unusable state in WebAssembly.
    viz = undefined;
    throw error;
  }
}

/** The graph for Graphviz: names are positions, so that no caller's text reaches it. */
function describe({ nodes, edges, label }: Topology): Graph {
  const columns = columnsOf(nodes.length, edges);
  const linked = [...linkedNodes(edges)].sort((a, b) => columns[a]! - columns[b]! || a - b);
  return {
    directed: true,
    graphAttributes: {
      rankdir: 'LR',
      nodesep: NODE_GAP_PX / POINTS_PER_INCH,
      ranksep: (label === undefined ? COLUMN_GAP_PX : LABEL_GAP_PX) / POINTS_PER_INCH,
      splines: label !== undefined,
      // Bounds the iterations for dense graphs; sparse ones need fewer.
      nslimit: 2,
      nslimit1: 2,
      mclimit: 0.5,
    },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    edgeAttributes: label === undefined ? {} : { label: { html: emptyTable(label) } },
    nodes: linked.map((index) => {
      const { widthPx, heightPx } = nodes[index]!;
      const attributes = { width: widthPx / POINTS_PER_INCH, height: heightPx / POINTS_PER_INCH };
      return { name: `n${index}`, attributes };
    }),
    edges:
      label === undefined
        ? placingEdges(edges, columns).map(({ columnsApart, ...call }) => ({
            ...namesOf(call),
            attributes: { minlen: columnsApart },
          }))
        : edges.map((call, index) => ({ ...namesOf(call), attributes: { id: `e${index}` } })),
  };
}

function linkedNodes(edges: readonly Call[]): Set<number> {
  return new Set(edges.flatMap(({ source, target }) => [source, target]));
}

function namesOf({ source, target }: Call) {
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

function read({ nodes, edges, label }: Topology, output: GraphvizOutput): Layout {
  const [, , widthPx = NaN, heightPx = NaN] = output.bb.split(',').map(Number);
  const point = (text: string): Point => {
    const [x = NaN, y = NaN] = text.split(',').map(Number);
    return { x, y: heightPx - y };
  };
  const centres = new Map(output.objects?.map(({ name, pos }) => [name, point(pos)]));
  const places = nodes.map((_, index) => centres.get(`n${index}`) ?? { x: NaN, y: NaN });
  if (label === undefined) {
    const box = (index: number) => ({ ...places[index]!, ...nodes[index]! });
    const paths = edges.map(({ source, target }) => directPath(box(source), box(target)));
    return { widthPx, heightPx, nodes: places, edges: paths };
  }
  const paths = new Map(output.edges?.map(({ id, pos, lp }) => [id, pathOf(pos, lp, point)]));
  return { widthPx, heightPx, nodes: places, edges: edges.map((_, index) => paths.get(`e${index}`)!) };
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
  const linked = linkedNodes(edges);
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
    nodes: centres as Point[],
    edges: layout.edges,
  };
}
