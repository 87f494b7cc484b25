import type { Health } from '../../../chart-spec/graph/graph-spec.js';
import { type Point, at } from './geometry.js';
import type { PathShape } from './scene.js';

const DASHES: Readonly<Partial<Record<Health, readonly number[]>>> = {
  degraded: [12, 4],
  failing: [5, 3],
  idle: [2, 4],
};

/** The line of an edge, or around a node: its colour, and dashes that say the same without colour. */
export function healthStroke(health: Health | undefined, strokePx: number) {
  const dashPx = health === undefined ? undefined : DASHES[health];
  return { stroke: health ?? ('line' as const), strokePx, ...(dashPx !== undefined && { dashPx }) };
}

const RADIUS_PX = 7;

/** A mark on what is degraded (an exclamation mark) or failing (a cross); none on anything else. */
export function badge(health: Health | undefined, { x, y }: Point): PathShape[] {
  if (health !== 'degraded' && health !== 'failing') return [];
  const mark =
    health === 'failing'
      ? [line(x - 2.6, y - 2.6, x + 2.6, y + 2.6), line(x - 2.6, y + 2.6, x + 2.6, y - 2.6)]
      : [line(x, y - 3.8, x, y + 0.8), line(x, y + 2.6, x, y + 4)];
  return [
    { kind: 'path', d: circle({ x, y }), fill: health },
    { kind: 'path', d: mark.join(''), stroke: 'background', strokePx: 1.8 },
  ];
}

function line(fromX: number, fromY: number, toX: number, toY: number): string {
  return `M${at({ x: fromX, y: fromY })}L${at({ x: toX, y: toY })}`;
}

function circle({ x, y }: Point): string {
  const arc = (toX: number) => `A${RADIUS_PX} ${RADIUS_PX} 0 1 1 ${at({ x: toX, y })}`;
  return `M${at({ x: x - RADIUS_PX, y })}${arc(x + RADIUS_PX)}${arc(x - RADIUS_PX)}Z`;
}
