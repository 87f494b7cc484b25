import type { ArcElement, Chart, Plugin } from 'chart.js';
import type { FontParts, RadialGauge } from '../../../chart-spec/plugin-options.js';
import { type Context, contextOf, shownText, textFont, widthOf, wrapped } from './text-lines.js';

const FULL_TURN = 2 * Math.PI;
const DEFAULT_COLOR = '#666';
/** Sizes and distances as multiples of the radius of the hole. */
const TEXT_SIZE = 0.4;
const SUB_TEXT_SIZE = 0.2;
const SUB_TEXT_BELOW = 0.42;
const MAX_TEXT_WIDTH = 1.6;

/** The track of a ring, and the text in its centre. */
export function radialGaugePlugin({ value, trackColor, center }: RadialGauge): Plugin {
  return {
    id: 'radialGauge',
    beforeDatasetsDraw: (chart) => {
      const arc = chart.getDatasetMeta(0).data[0] as unknown as ArcElement | undefined;
      if (arc === undefined) return;
      const ctx = contextOf(chart);
      ctx.save();
      drawTrack(ctx, arc, trackColor as string);
      ctx.translate(arc.x, arc.y);
      drawCenter(chart, arc.innerRadius, center, value);
      ctx.restore();
    },
  };
}

function drawTrack(ctx: Context, { x, y, innerRadius, outerRadius }: ArcElement, color: string): void {
  ctx.beginPath();
  ctx.arc(x, y, outerRadius, 0, FULL_TURN);
  ctx.arc(x, y, innerRadius, FULL_TURN, 0, true);
  ctx.closePath();
  ctx.fillStyle = color;
  ctx.fill();
}

function drawCenter(chart: Chart, radiusPx: number, center: RadialGauge['center'], value: number): void {
  const ctx = contextOf(chart);
  const { backgroundColor, paddingPx, isTextShown, subText } = center;
  if (backgroundColor !== undefined) {
    ctx.beginPath();
    ctx.arc(0, 0, Math.max(0, radiusPx - paddingPx), 0, FULL_TURN);
    ctx.fillStyle = backgroundColor as string;
    ctx.fill();
  }
  if (!isTextShown) return;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = (center.color ?? DEFAULT_COLOR) as string;
  const family = { family: chart.options.font?.family } as FontParts;
  drawFitting(
    ctx,
    textOf(center, value),
    { ...family, size: radiusPx * TEXT_SIZE, ...center.font },
    radiusPx,
  );
  if (subText === undefined) return;
  const font = textFont(
    { ...center.font, size: radiusPx * SUB_TEXT_SIZE },
    { ...family, size: DEFAULT_SIZE_PX },
  );
  ctx.font = font.css;
  wrapped(ctx, shownText(subText, value), font, radiusPx * MAX_TEXT_WIDTH).forEach((line, index) => {
    ctx.fillText(line, 0, radiusPx * SUB_TEXT_BELOW + index * font.lineHeightPx);
  });
}

const DEFAULT_SIZE_PX = 12;

/** The text in the centre: by default the value, without decimals. */
function textOf({ text, formatter }: RadialGauge['center'], value: number): string {
  if (text !== undefined) return shownText(text, value);
  return typeof formatter === 'function' ? shownText(formatter, value) : String(Math.ceil(value));
}

/** Draws a text in a smaller size where it would touch the ring. */
function drawFitting(
  ctx: Context,
  text: string,
  font: FontParts & { readonly size: number },
  radiusPx: number,
): void {
  const lines = text.split('\n');
  const natural = textFont(font, font);
  const widthPx = Math.max(...lines.map((line) => widthOf(ctx, line, natural)));
  const ratio = Math.min(1, (radiusPx * MAX_TEXT_WIDTH) / Math.max(widthPx, 1));
  const fitted = textFont({ ...font, size: natural.sizePx * ratio }, font);
  ctx.font = fitted.css;
  lines.forEach((line, index) =>
    ctx.fillText(line, 0, (index - (lines.length - 1) / 2) * fitted.lineHeightPx),
  );
}
