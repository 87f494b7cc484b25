import { fitText, textWidth } from '../../../chart-spec/fit-text.js';
import type { GraphSpecNode } from '../../../chart-spec/graph/graph-spec.js';
import { badge, healthStroke } from './health-shapes.js';
import { type Point, type Size, roundedRectangle } from './geometry.js';
import type { GroupShape, TextShape } from './scene.js';

const TITLE_PX = 14;
// Semi-bold text is wider, and readers without our fonts see it in another one.
const TITLE_WIDTH_PX = TITLE_PX * 1.12;
const SMALL_PX = 12;
const PADDING_PX = 10;
const RADIUS_PX = 8;
const HEIGHT_PX = 66;
const MIN_WIDTH_PX = 184;
const MAX_WIDTH_PX = 280;
const MAX_TEXT_PX = MAX_WIDTH_PX - 2 * PADDING_PX;

/** The width depends on the names alone, so that nodes keep their places when rates change. */
export function nodeSize({ title, domain }: GraphSpecNode): Size {
  const textPx = Math.max(
    textWidth(fitText(title, MAX_TEXT_PX / TITLE_WIDTH_PX)) * TITLE_WIDTH_PX,
    textWidth(fitText(domain, MAX_TEXT_PX / SMALL_PX)) * SMALL_PX,
  );
  return { widthPx: Math.max(MIN_WIDTH_PX, Math.ceil(textPx) + 2 * PADDING_PX), heightPx: HEIGHT_PX };
}

/** A box with the node's name, domain and traffic; a link where it has a chart. */
export function nodeGroup(node: GraphSpecNode, centre: Point, { widthPx, heightPx }: Size): GroupShape {
  const { title, domain, traffic, health, href, description } = node;
  const left = centre.x - widthPx / 2;
  const top = centre.y - heightPx / 2;
  const fit = (text: string, sizePx: number) => fitText(text, (widthPx - 2 * PADDING_PX) / sizePx);
  const line = (text: string, down: number, more: Partial<TextShape> = {}): TextShape => {
    return {
      kind: 'text',
      text,
      x: centre.x,
      y: top + down,
      sizePx: SMALL_PX,
      weight: 400,
      anchor: 'middle',
      fill: 'text',
      ...more,
    };
  };
  const isTroubled = health === 'failing' || health === 'degraded';
  return {
    kind: 'group',
    title,
    description,
    ...(href !== undefined && { href }),
    shapes: [
      {
        kind: 'path',
        d: roundedRectangle(left, top, widthPx, heightPx, RADIUS_PX),
        fill: 'box',
        ...healthStroke(health, isTroubled ? 2.5 : 1.5),
      },
      line(fit(title, TITLE_WIDTH_PX), domain === '' ? 29 : 22, { sizePx: TITLE_PX, weight: 600 }),
      ...(domain === '' ? [] : [line(fit(domain, SMALL_PX), 39, { fill: 'quietText' })]),
      line(traffic, domain === '' ? 50 : 56, isTroubled ? { weight: 600 } : {}),
      ...badge(health, { x: left + widthPx - 4, y: top + 4 }),
    ],
  };
}
