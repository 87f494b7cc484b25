import type { Chart, DoughnutController, Plugin } from 'chart.js';
import type { DoughnutLabel } from '../../../chart-spec/plugin-options.js';
import { type TextFont, contextOf, resized, shownText, textFont, widthOf } from './text-lines.js';

const DEFAULT_COLOR = '#666';
const DEFAULT_SIZE_PX = 12;

/** Lines in the hole of a doughnut, smaller where they would not fit. */
export function doughnutLabelPlugin({ labels }: DoughnutLabel): Plugin {
  return {
    id: 'doughnutlabel',
    beforeDatasetsDraw: (chart) => {
      const radiusPx = holeRadius(chart);
      if (radiusPx > 0) drawLines(chart, labels, radiusPx);
    },
  };
}

/** The radius of the hole: that of the innermost ring. */
function holeRadius(chart: Chart): number {
  const rings = chart
    .getSortedVisibleDatasetMetas()
    .filter(({ type }) => type === 'doughnut' || type === 'pie')
    .map(({ controller }) => (controller as unknown as DoughnutController).innerRadius);
  return rings.length === 0 ? 0 : Math.min(...rings);
}

function drawLines(chart: Chart, labels: DoughnutLabel['labels'], radiusPx: number): void {
  const { chartArea } = chart;
  const ctx = contextOf(chart);
  const defaults = { size: DEFAULT_SIZE_PX, family: chart.options.font?.family };
  const linesAt = (ratio: number) =>
    labels.map(({ text, color, font }) => {
      const own = textFont(font, defaults);
      const fitted = ratio < 1 ? textFont(resized(font, Math.floor(own.sizePx * ratio)), defaults) : own;
      return { text: shownText(text, chart), color: (color ?? DEFAULT_COLOR) as string, font: fitted };
    });
  let lines = linesAt(1);
  const widthPx = Math.max(...lines.map(({ text, font }) => widthOf(ctx, text, font)));
  const diagonalPx = Math.hypot(widthPx, heightOf(lines));
  if (diagonalPx > 2 * radiusPx) lines = linesAt((2 * radiusPx) / diagonalPx);

  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const x = (chartArea.left + chartArea.right) / 2;
  let y = (chartArea.top + chartArea.bottom) / 2 - heightOf(lines) / 2;
  for (const { text, color, font } of lines) {
    ctx.font = font.css;
    ctx.fillStyle = color;
    ctx.fillText(text, x, y + font.lineHeightPx / 2);
    y += font.lineHeightPx;
  }
  ctx.restore();
}

function heightOf(lines: readonly { readonly font: TextFont }[]): number {
  return lines.reduce((sum, { font }) => sum + font.lineHeightPx, 0);
}
