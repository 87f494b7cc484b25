import { wrapText } from '../../../chart-spec/fit-text.js';
import type { GraphDrawing, GraphSpec, Health } from '../../../chart-spec/graph/graph-spec.js';
import { edgeGroup } from './edge-shapes.js';
import { legend } from './legend.js';
import { layOut } from './layout.js';
import { nodeGroup, nodeSize } from './node-shapes.js';
import type { Point } from './geometry.js';
import type { Scene, Shape, TextShape } from './scene.js';

const MARGIN_PX = 24;
const MIN_WIDTH_PX = 560;
const LABEL = { widthPx: 144, linePx: 14, paddingPx: 8 } as const;
const UNLABELLED =
  'There is no space for labels on the edges: their figures are in their tooltips and in the table of the page.';

/** Lays out a graph and turns it into shapes. */
export async function graphScene({ graph }: GraphSpec): Promise<Scene> {
  const sizes = graph.nodes.map(nodeSize);
  const layout = await layOut({
    nodes: sizes,
    edges: graph.edges.map(({ source, target }) => ({ source, target })),
    label: { widthPx: LABEL.widthPx, heightPx: graph.labelLines * LABEL.linePx + LABEL.paddingPx },
  });
  const innerPx = Math.max(layout.widthPx, MIN_WIDTH_PX);
  const head = heading(graph, layout.isLabelled ? graph.notes : [...graph.notes, UNLABELLED], innerPx);
  const move = ({ x, y }: Point): Point => ({ x: x + MARGIN_PX, y: y + head.bottomPx });
  const foot = legend(graph, { x: MARGIN_PX, y: head.bottomPx + layout.heightPx + MARGIN_PX }, innerPx);
  return {
    widthPx: Math.ceil(innerPx + 2 * MARGIN_PX),
    heightPx: Math.ceil(foot.bottomPx + MARGIN_PX),
    shapes: [
      ...head.shapes,
      ...edgesByHealth(graph).map((index) => edgeGroup(graph.edges[index]!, layout.edges[index]!, move)),
      ...graph.nodes.map((node, index) => nodeGroup(node, move(layout.nodes[index]!), sizes[index]!)),
      ...foot.shapes,
    ],
  };
}

const HEALTH_ORDER: readonly Health[] = ['idle', 'healthy', 'degraded', 'failing'];

/** Positions of the edges that are shown, the troubled ones last: they are drawn over the others. */
function edgesByHealth({ edges }: GraphDrawing): number[] {
  const shown = edges.flatMap(({ isShown }, index) => (isShown ? [index] : []));
  const order = (index: number) => HEALTH_ORDER.indexOf(edges[index]!.health);
  return shown.sort((a, b) => order(a) - order(b) || a - b);
}

const FONT_PX = { heading: 18, small: 12 } as const;
const LINE_PX = 18;
const MOST_NOTE_LINES = 12;

/** The title, the source and the notes; the rest of the picture starts at `bottomPx`. */
function heading({ subtitle }: GraphDrawing, notes: readonly string[], widthPx: number) {
  const line = (text: string, y: number, more: Partial<TextShape> = {}): TextShape => ({
    kind: 'text',
    text,
    x: MARGIN_PX,
    y,
    sizePx: FONT_PX.small,
    weight: 400,
    anchor: 'start',
    fill: 'quietText',
    ...more,
  });
  const top = MARGIN_PX + FONT_PX.heading;
  const wrapped = notes
    .flatMap((note) => wrapText(note, widthPx / FONT_PX.small, 3))
    .slice(0, MOST_NOTE_LINES);
  const shapes: Shape[] = [
    line('Service graph', top, { sizePx: FONT_PX.heading, weight: 600, fill: 'text' }),
    line(subtitle, top + LINE_PX),
    ...wrapped.map((text, index) => line(text, top + LINE_PX * (index + 2), { fill: 'text' })),
  ];
  return { shapes, bottomPx: top + LINE_PX * (wrapped.length + 1) + MARGIN_PX };
}
