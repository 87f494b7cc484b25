import { createRequire } from 'node:module';
import type { ArcElement, Chart, ChartMeta, Plugin } from 'chart.js';
import type * as ChartHelpers from 'chart.js/helpers';
import type { Outlabels } from '../../../chart-spec/plugin-options.js';
import { type Box, type Spoke, placeBoxes } from './outlabel-places.js';
import { type Context, type TextFont, contextOf, shownText, textFont, widthOf } from './text-lines.js';

const { addRoundedRectPath, toPadding, toTRBLCorners } = createRequire(import.meta.url)(
  'chart.js/helpers',
) as typeof ChartHelpers;

// More labels do not fit around a pie, and each is compared with all others.
const MAX_LABELS = 100;

/** Labels around a pie, each connected to its part by a line. */
export function outlabelsPlugin(): Plugin {
  let remaining = 0;
  return {
    id: 'outlabels',
    beforeDatasetsDraw: () => {
      remaining = MAX_LABELS;
    },
    afterDatasetDraw: (chart, { meta, index }) => {
      const { outlabels } = chart.data.datasets[index] as { outlabels?: Outlabels };
      if (outlabels !== undefined) remaining -= drawOutlabels(chart, meta, index, outlabels, remaining);
    },
  };
}

/** A label before it has a place. */
interface Label {
  readonly index: number;
  readonly arc: ArcElement;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** @returns the number of labels */
function drawOutlabels(
  chart: Chart,
  meta: ChartMeta,
  datasetIndex: number,
  options: Outlabels,
  maxLabels: number,
): number {
  const ctx = contextOf(chart);
  const font = fontOf(chart, options.font);
  const labels = largestParts(chart, meta, maxLabels).flatMap((part) => {
    return labelOf(chart, meta, datasetIndex, part, options, font);
  });
  const spokes: Spoke[] = labels.map(({ arc, width, height }) => ({
    x: arc.x,
    y: arc.y,
    angle: (arc.startAngle + arc.endAngle) / 2,
    fromPx: arc.outerRadius,
    toPx: arc.outerRadius + options.stretch,
    width,
    height,
  }));
  const boxes = placeBoxes(spokes, chart);
  ctx.save();
  boxes.forEach((box, at) => drawLine(ctx, box, spokes[at]!, lineStyle(labels[at]!, options)));
  boxes.forEach((box, at) => drawBox(ctx, box, labels[at]!, options, font));
  ctx.restore();
  return labels.length;
}

/** The indices of the visible parts, in their order; of too many, those of the largest. */
function largestParts(chart: Chart, { data }: ChartMeta, count: number): number[] {
  const arcs = data as unknown as ArcElement[];
  const visible = [...arcs.keys()].filter((index) => chart.getDataVisibility(index));
  if (visible.length <= count) return visible;
  const bySize = [...visible].sort((a, b) => arcs[b]!.circumference - arcs[a]!.circumference);
  return bySize.slice(0, count).sort((a, b) => a - b);
}

/** A font that grows with the picture, unless it has a size. */
function fontOf(
  chart: Chart,
  { resizable, minSize = 10, maxSize = Infinity, ...font }: Outlabels['font'],
): TextFont {
  const grownPx = Math.min(maxSize, Math.max(minSize, chart.height * 0.025));
  const family = chart.options.font?.family as string;
  return textFont(resizable ? { ...font, size: grownPx } : font, { size: 12, family });
}

/** The label of a part, if it has a text. */
function labelOf(
  chart: Chart,
  meta: ChartMeta,
  datasetIndex: number,
  index: number,
  options: Outlabels,
  font: TextFont,
): Label[] {
  const dataset = chart.data.datasets[datasetIndex]!;
  const value = Number((meta as unknown as { _parsed: unknown[] })._parsed[index]);
  if (at(options.display, index) === false || !Number.isFinite(value)) return [];
  const { total = 0 } = meta as unknown as { total?: number };
  const about = {
    chart,
    dataset,
    datasetIndex,
    dataIndex: index,
    labels: chart.data.labels ?? [],
    value,
    percent: total > 0 ? Math.abs(value) / total : 0,
  };
  const lines = shownText(textOf(options, about), about)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return [];
  const padding = toPadding(options.padding as number);
  const width = Math.max(...lines.map((line) => widthOf(contextOf(chart), line, font)));
  return [
    {
      index,
      arc: meta.data[index] as unknown as ArcElement,
      lines,
      width: width + padding.width + 2 * options.borderWidth,
      height: lines.length * font.lineHeightPx + padding.height + 2 * options.borderWidth,
    },
  ];
}

/** The plugin's placeholders. Digits after a dot are its decimals: `%p.2`. */
function textOf(
  { text, valuePrecision, percentPrecision }: Outlabels,
  {
    labels,
    dataIndex,
    value,
    percent,
  }: { labels: unknown[]; dataIndex: number; value: number; percent: number },
): Outlabels['text'] & (string | ((about: unknown) => unknown)) {
  const template = at(text, dataIndex);
  if (typeof template === 'function') return template as (about: unknown) => unknown;
  const label = labels[dataIndex];
  return String(template).replace(/%([lvp])(?:\.?(\d+))?/gi, (_, name: string, digits?: string) => {
    if (name.toLowerCase() === 'l')
      return shownText(label === undefined ? '' : (label as string), undefined) + (digits ?? '');
    if (name.toLowerCase() === 'v') return decimals(value, digits, valuePrecision, 3);
    return `${decimals(percent * 100, digits, percentPrecision, 1)}%`;
  });
}

const MAX_DECIMALS = 20;

/** @param most - decimals at most, where none are set */
function decimals(
  value: number,
  digits: string | undefined,
  precision: number | undefined,
  most: number,
): string {
  const fixed = digits === undefined ? precision : Math.min(MAX_DECIMALS, Number(digits));
  return fixed === undefined ? String(Number(value.toFixed(most))) : value.toFixed(fixed);
}

/** The value of an option for one part: of an array, that of its index. */
function at(option: unknown, index: number): unknown {
  return Array.isArray(option) ? option[index % option.length] : option;
}

function colorOf(option: unknown, { index, arc }: Label): string {
  return (at(option, index) ??
    (arc.options as { backgroundColor?: string }).backgroundColor ??
    '#000') as string;
}

interface LineStyle {
  readonly color: string;
  readonly width: number;
}

function lineStyle(label: Label, { lineColor, lineWidth }: Outlabels): LineStyle {
  return { color: colorOf(lineColor, label), width: lineWidth };
}

function drawLine(ctx: Context, box: Box, { x, y, angle, fromPx }: Spoke, { color, width }: LineStyle): void {
  if (width <= 0) return;
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.beginPath();
  const start = { x: x + Math.cos(angle) * fromPx, y: y + Math.sin(angle) * fromPx };
  ctx.moveTo(start.x, start.y);
  // To the nearest point of the box.
  ctx.lineTo(between(start.x, box.left, box.width), between(start.y, box.top, box.height));
  ctx.stroke();
}

function between(value: number, from: number, length: number): number {
  return Math.max(from, Math.min(value, from + length));
}

function drawBox(ctx: Context, box: Box, label: Label, options: Outlabels, font: TextFont): void {
  const { borderWidth, borderRadius, textAlign } = options;
  const padding = toPadding(options.padding as number);
  ctx.beginPath();
  addRoundedRectPath(ctx, {
    x: box.left,
    y: box.top,
    w: label.width,
    h: label.height,
    radius: toTRBLCorners(borderRadius),
  });
  ctx.fillStyle = colorOf(options.backgroundColor, label);
  ctx.fill();
  if (borderWidth > 0) {
    ctx.strokeStyle = colorOf(options.borderColor, label);
    ctx.lineWidth = borderWidth;
    ctx.stroke();
  }
  const left = box.left + padding.left + borderWidth;
  const right = box.left + label.width - padding.right - borderWidth;
  const isEnd = textAlign === 'end' || textAlign === 'right';
  const x = textAlign === 'center' ? (left + right) / 2 : isEnd ? right : left;
  ctx.font = font.css;
  ctx.fillStyle = colorOf(options.color, label);
  ctx.textAlign = textAlign === 'center' ? 'center' : isEnd ? 'right' : 'left';
  ctx.textBaseline = 'middle';
  label.lines.forEach((line, index) => {
    ctx.fillText(line, x, box.top + padding.top + borderWidth + (index + 0.5) * font.lineHeightPx);
  });
}
