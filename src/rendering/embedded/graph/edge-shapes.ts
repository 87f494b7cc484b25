import type { GraphSpecEdge, Health } from '../../../chart-spec/graph/graph-spec.js';
import { badge, healthStroke } from './health-shapes.js';
import { type EdgePath, type Point, at, tenths } from './geometry.js';
import type { GroupShape, PathShape, TextShape } from './scene.js';

const LABEL_PX = 11;
const LINE_PX = 14;
const THIN_SHARE = 0.6;

/**
 * A curve with an arrow, and its label.
 *
 * @param move - from the layout's positions to those of the picture
 */
export function edgeGroup(edge: GraphSpecEdge, path: EdgePath, move: (point: Point) => Point): GroupShape {
  const curve = path.curve.map(move);
  const { title, description, health } = edge;
  // Many edges would become one area.
  const strokePx = path.label === undefined ? edge.strokePx * THIN_SHARE : edge.strokePx;
  return {
    kind: 'group',
    title,
    description,
    shapes: [
      { kind: 'path', d: curveData(curve), ...healthStroke(health, tenths(strokePx)) },
      arrow(curve.at(-1)!, move(path.tip), health, strokePx),
      ...badge(health, middleOf(curve)),
      ...(path.label === undefined ? [] : label(edge, move(path.label))),
    ],
  };
}

function curveData([start, ...controls]: readonly Point[]): string {
  const curves: string[] = [];
  for (let index = 0; index + 2 < controls.length; index += 3) {
    curves.push(
      `C${controls
        .slice(index, index + 3)
        .map(at)
        .join(' ')}`,
    );
  }
  return `M${at(start!)}${curves.join('')}`;
}

function arrow(end: Point, tip: Point, health: Health, strokePx: number): PathShape {
  const length = Math.hypot(tip.x - end.x, tip.y - end.y) || 1;
  const half = (3.5 + strokePx * 0.6) / length;
  const across = { x: (tip.y - end.y) * half, y: (end.x - tip.x) * half };
  const left = { x: end.x + across.x, y: end.y + across.y };
  const right = { x: end.x - across.x, y: end.y - across.y };
  return { kind: 'path', d: `M${at(left)}L${at(tip)}L${at(right)}Z`, fill: health };
}

const PIECES = 8;

/** The point half-way along a curve, which is measured in short straight pieces. */
function middleOf(curve: readonly Point[]): Point {
  const points = [curve[0]!];
  for (let first = 0; first + 3 < curve.length; first += 3) {
    for (let piece = 1; piece <= PIECES; piece += 1) points.push(pointOn(curve, first, piece / PIECES));
  }
  const lengths = points
    .slice(1)
    .map(({ x, y }, index) => Math.hypot(x - points[index]!.x, y - points[index]!.y));
  let remaining = lengths.reduce((sum, length) => sum + length, 0) / 2;
  const half = lengths.findIndex((length) => (remaining -= length) <= 0);
  return points[half + 1]!;
}

/** A point on the Bézier curve that starts at a control point, at a share `t` of its parameter (Bernstein's form). */
function pointOn(curve: readonly Point[], first: number, t: number): Point {
  const [a, b, c, d] = curve.slice(first, first + 4) as [Point, Point, Point, Point];
  const u = 1 - t;
  const mix = (axis: 'x' | 'y') =>
    u * u * u * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t * t * t * d[axis];
  return { x: mix('x'), y: mix('y') };
}

function label({ lines, health }: GraphSpecEdge, centre: Point): TextShape[] {
  const top = centre.y - (lines.length * LINE_PX) / 2;
  const isTroubled = health === 'failing' || health === 'degraded';
  return lines.map((text, index) => ({
    kind: 'text',
    text,
    x: centre.x,
    y: top + LINE_PX * (index + 1) - 3,
    sizePx: LABEL_PX,
    weight: index === 0 && isTroubled ? 600 : 400,
    anchor: 'middle',
    fill: index === 0 ? 'text' : 'quietText',
  }));
}
