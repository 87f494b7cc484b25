import { textWidth } from '../../../chart-spec/fit-text.js';
import type { GraphDrawing, Health } from '../../../chart-spec/graph/graph-spec.js';
import { badge, healthStroke } from './health-shapes.js';
import { type Point, at } from './geometry.js';
import type { Shape } from './scene.js';

const FONT_PX = 12;
const ROW_PX = 22;
const SAMPLE_PX = 44;
const GAP_PX = 8;
const ITEM_GAP_PX = 24;

const MEANINGS: Readonly<Record<Health, string>> = {
  healthy: 'less than 1 % errors',
  degraded: '1 % errors or more',
  failing: '5 % errors or more',
  idle: 'no requests',
};

/** What the lines mean, in rows of at most `widthPx`; only what the graph contains. */
export function legend({ nodes, edges }: GraphDrawing, { x, y }: Point, widthPx: number) {
  const shown = [...nodes, ...edges.filter(({ isShown }) => isShown)];
  const contained = (Object.keys(MEANINGS) as Health[]).filter((health) =>
    shown.some((item) => item.health === health),
  );
  const items = contained.map((health) => ({ health, text: MEANINGS[health] }));
  const thickness = edges.some(({ isShown }) => isShown)
    ? [{ health: undefined, text: 'thicker lines: more requests (logarithmic)' }]
    : [];
  const shapes: Shape[] = [];
  let left = x;
  let middle = y + ROW_PX / 2;
  for (const { health, text } of [...items, ...thickness]) {
    const samplePx = health === undefined ? 0 : SAMPLE_PX + GAP_PX;
    const itemPx = samplePx + textWidth(text) * FONT_PX;
    if (left > x && left + itemPx > x + widthPx) {
      left = x;
      middle += ROW_PX;
    }
    if (health !== undefined) shapes.push(...sample(health, { x: left, y: middle }));
    shapes.push({
      kind: 'text',
      text,
      x: left + samplePx,
      y: middle + FONT_PX * 0.35,
      sizePx: FONT_PX,
      weight: 400,
      anchor: 'start',
      fill: 'quietText',
    });
    left += itemPx + ITEM_GAP_PX;
  }
  return { shapes, bottomPx: shapes.length === 0 ? y - ROW_PX : middle + ROW_PX / 2 };
}

function sample(health: Health, { x, y }: Point): Shape[] {
  const d = `M${at({ x, y })}L${at({ x: x + SAMPLE_PX, y })}`;
  return [{ kind: 'path', d, ...healthStroke(health, 2.5) }, ...badge(health, { x: x + SAMPLE_PX / 2, y })];
}
