import type { ChartSpec } from '../chart-spec/chart-spec.js';
import { hasLabels, requestedPlugins } from '../chart-spec/chart-spec.js';
import { isGraph } from '../chart-spec/graph/graph-spec.js';
import type { PictureFormat, RenderRequest } from './chart-renderer.port.js';

// Approximate time per pixel, relative to PNG.
const FORMAT_WEIGHTS: Readonly<Partial<Record<PictureFormat, number>>> = { webp: 2, jpeg: 2, avif: 8 };

/**
 * What parts of a chart cost, in pixels that take as long. Measured on charts of 500x300 with a ratio of 2, of which
 * one with ten bars takes as long as its 600,000 pixels; rounded up to the most expensive form of each part.
 */
const COST = {
  point: 1000,
  /** A point with a large marker or a wide border. */
  heavyPoint: 6000,
  dataset: 25_000,
  /** An object of options, such as an annotation, its label, a title or ticks. */
  options: 15_000,
  axis: 70_000,
  tick: 3000,
  /** A label of the data that is not skipped; radial axes have all of them around the chart. */
  label: 3000,
  radialLabel: 8000,
  character: 20,
  dataLabel: 2500,
  heavyDataLabel: 15_000,
  /** A corner of a polygon. */
  side: 1500,
  /** A dash of an annotation, and of a dataset, whose segments are shorter than the chart. */
  dash: 2000,
  datasetDash: 65,
  /** A shape that is larger than the chart. */
  largeShape: 100_000,
  /** A shadow, for each pixel of the picture. */
  shadow: 0.2,
} as const;

/** Labels around a pie are limited: more do not fit. */
const MAX_OUTLABELS = 100;

// Four to eight times the work of a chart of common size.
const LARGE = 4_000_000;

/**
 * Whether a picture takes so long that others should not wait for it. Graphs always do: that way, only one thread loads
 * what lays them out.
 */
export function isLarge(request: RenderRequest): boolean {
  return isGraph(request.spec) || costOf(request.spec.config, request) > LARGE;
}

type Size = Omit<RenderRequest, 'spec'>;

/** The estimated time to render a chart, in pixels of a PNG that take as long. */
export function costOf(config: ChartSpec['config'], size: Size): number {
  const pixels = size.widthPx * size.heightPx * size.pixelRatio * size.pixelRatio;
  const { plugins, datasets } = requestedPlugins(config);
  const counts = datasets.map(({ data }) => Object.keys(data).length);
  const points = counts.reduce((sum, count) => sum + count, 0);
  const once = { points: undefined, object: COST.options, pixels, sidesPx: size.widthPx + size.heightPx };

  let cost = pixels * (FORMAT_WEIGHTS[size.format] ?? 1) + costOfLabels(config);
  for (const [index, { data: _, datalabels, ...style }] of datasets.entries()) {
    if ('outlabels' in style) cost += Math.min(MAX_OUTLABELS, counts[index]!) * COST.heavyDataLabel;
    const own = { ...once, points: counts[index]! };
    cost += COST.dataset + counts[index]! * COST.point + costOfOptions(style, '', own);
    if (hasLabels({ datalabels })) cost += costOfDataLabels(datalabels, own);
  }
  const { scales, plugins: _, ...others } = (config.options ?? {}) as Options;
  cost += costOfOptions(others, '', { ...once, points });
  for (const scale of Object.values((scales ?? {}) as Options)) {
    cost += COST.axis + costOfOptions(scale, '', once);
  }
  for (const [name, options] of Object.entries(plugins === false ? {} : plugins)) {
    cost +=
      name === 'datalabels'
        ? costOfDataLabels(options, { ...once, points })
        : costOfOptions(options, '', once);
  }
  return cost;
}

type Options = Readonly<Record<string, unknown>>;

/** Where options apply. */
interface Place {
  readonly pixels: number;
  /** Width and height together. */
  readonly sidesPx: number;
  /** The points that the options apply to; undefined for options of something else, such as an annotation. */
  readonly points: number | undefined;
  /** The cost of each object. */
  readonly object: number;
}

function costOfDataLabels(options: unknown, place: Place & { readonly points: number }): number {
  if ((options as { display?: unknown } | null)?.display === false) return 0;
  // One of the objects is a further label of every point.
  return (
    place.points * COST.dataLabel +
    costOfOptions(options, '', { ...place, object: place.points * COST.dataLabel })
  );
}

function costOfLabels({ type, data, options }: ChartSpec['config']): number {
  const labels = data.labels ?? [];
  const characters = labels.reduce<number>((sum, label) => sum + lengthOf(label), 0);
  const isRadial = type === 'radar' || type === 'polarArea';
  const each = isRadial
    ? COST.radialLabel
    : JSON.stringify(options ?? {}).includes('"autoSkip":false')
      ? COST.label
      : 0;
  return labels.length * each + characters * COST.character;
}

/** The characters of a label, which can be an array of lines. */
function lengthOf(label: unknown): number {
  if (typeof label === 'string') return label.length;
  return Array.isArray(label) ? label.reduce<number>((sum, line) => sum + lengthOf(line), 0) : 0;
}

/** The cost of options, wherever they are: the names of properties tell what they do. */
function costOfOptions(value: unknown, name: string, place: Place): number {
  if (typeof value === 'string') return value.length * COST.character;
  if (typeof value === 'number') return costOfNumber(value, name, place);
  if (Array.isArray(value)) return costOfArray(value, name, place);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + costOfOptions(each, key, place),
    place.object,
  );
}

function costOfArray(values: readonly unknown[], name: string, place: Place): number {
  if (/dash$/i.test(name)) return costOfDashes(values, place);
  const numbers = values.filter((value) => typeof value === 'number');
  const others = values.filter((value) => typeof value !== 'number');
  // Numbers apply to the points in turn.
  const cost = numbers.length === 0 ? 0 : costOfNumber(Math.max(...numbers.map(Math.abs)), name, place);
  return others.reduce<number>((sum, value) => sum + costOfOptions(value, name, place), cost);
}

function costOfDashes(lengths: readonly unknown[], { points, sidesPx }: Place): number {
  const sumPx = lengths.reduce<number>((sum, length) => sum + Number(length), 0);
  if (!(sumPx > 0)) return 0;
  const dashes = sidesPx / sumPx;
  return dashes * (points === undefined ? COST.dash : points * COST.datasetDash);
}

const LARGE_RADIUS_PX = 50;
const WIDE_BORDER_PX = 10;
// Chart.js limits ticks to 1,000; a step is usually a fraction of the axis.
const TICKS_OF_A_STEP = 200;

function costOfNumber(value: number, name: string, { points, pixels }: Place): number {
  const shape = points === undefined ? COST.largeShape : points * COST.heavyPoint;
  switch (name) {
    case 'sides':
      return value * COST.side;
    case 'count':
      return value * COST.tick;
    case 'stepSize':
      return TICKS_OF_A_STEP * COST.tick;
    case 'radius':
    case 'pointRadius':
      return Math.abs(value) > LARGE_RADIUS_PX ? shape : 0;
    case 'borderWidth':
    case 'pointBorderWidth':
      return Math.abs(value) > WIDE_BORDER_PX ? shape / 4 : 0;
    case 'shadowBlur':
      return value > 0 ? COST.shadow * pixels : 0;
    case 'textShadowBlur':
    case 'textStrokeWidth':
      return value > 0 ? (points ?? 1) * COST.heavyDataLabel : 0;
    default:
      return 0;
  }
}
