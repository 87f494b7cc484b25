import { createRequire } from 'node:module';
import type { ArcElement, Chart, Plugin } from 'chart.js';
import type * as ChartHelpers from 'chart.js/helpers';
import type { Gauge } from '../../../chart-spec/plugin-options.js';
import { contextOf, shownText, textFont, widthOf } from './text-lines.js';

const { addRoundedRectPath, toPadding, toTRBLCorners } = createRequire(import.meta.url)(
  'chart.js/helpers',
) as typeof ChartHelpers;

const FULL_TURN = 2 * Math.PI;
const DEFAULT_SIZE_PX = 12;

/** The needle of a gauge, and the label with its value. */
export function gaugePlugin(gauge: Gauge): Plugin {
  return {
    id: 'gauge',
    afterDatasetsDraw: (chart) => {
      const { data, controller } = chart.getDatasetMeta(0);
      const [first, last] = [data[0], data.at(-1)] as unknown as [ArcElement?, ArcElement?];
      if (first === undefined || last === undefined) return;
      // An angle per turn, also where parts have no length.
      const { rotation, circumference } = turnOf(controller);
      drawNeedle(chart, first, gauge, rotation + circumference * gauge.ratio);
      if (gauge.valueLabel.display) drawLabel(chart, first, gauge, rotation);
    },
  };
}

/** The start and the length of a ring, in radians from the right. */
function turnOf(controller: unknown): { rotation: number; circumference: number } {
  const ring = controller as { _getRotation(): number; _getCircumference(): number };
  return { rotation: ring._getRotation(), circumference: ring._getCircumference() };
}

function drawNeedle(chart: Chart, arc: ArcElement, { needle }: Gauge, angle: number): void {
  const { chartArea } = chart;
  const ctx = contextOf(chart);
  const px = (percentage: number) => (percentage / 100) * chartArea.width;
  const widthPx = px(needle.widthPercentage);
  const lengthPx = arc.innerRadius + (needle.lengthPercentage / 100) * (arc.outerRadius - arc.innerRadius);
  ctx.save();
  ctx.translate(arc.x, arc.y);
  ctx.rotate(angle);
  ctx.fillStyle = needle.color as string;
  ctx.beginPath();
  ctx.arc(0, 0, Math.max(0, px(needle.radiusPercentage)), 0, FULL_TURN);
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(0, widthPx / 2);
  ctx.lineTo(lengthPx, 0);
  ctx.lineTo(0, -widthPx / 2);
  ctx.fill();
  ctx.restore();
}

/** The label is in the middle of the hole: above the centre of a half ring that is open below. */
function drawLabel(chart: Chart, arc: ArcElement, { value, valueLabel }: Gauge, rotation: number): void {
  const { chartArea } = chart;
  const ctx = contextOf(chart);
  const { formatter, color, backgroundColor, borderRadius, bottomMarginPercentage } = valueLabel;
  const text = shownText(typeof formatter === 'function' ? formatter : String(value), value);
  const font = textFont(valueLabel.font, {
    size: DEFAULT_SIZE_PX,
    family: chart.options.font?.family,
  });
  const padding = toPadding(valueLabel.padding as number);
  const widthPx = widthOf(ctx, text, font);
  const marginPx = (bottomMarginPercentage / 100) * chartArea.width;
  ctx.save();
  ctx.translate(
    arc.x + marginPx * Math.cos(rotation + Math.PI / 2),
    arc.y + marginPx * Math.sin(rotation + Math.PI / 2),
  );
  ctx.beginPath();
  addRoundedRectPath(ctx, {
    x: -(padding.left + widthPx / 2),
    y: -(padding.top + font.sizePx / 2),
    w: padding.left + widthPx + padding.right,
    h: padding.top + font.sizePx + padding.bottom,
    radius: toTRBLCorners(borderRadius),
  });
  ctx.fillStyle = backgroundColor as string;
  ctx.fill();
  ctx.font = font.css;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = color as string;
  ctx.fillText(text, 0, 0);
  ctx.restore();
}
