import type { ChartConfiguration, ChartType } from 'chart.js';

/**
 * What an image shows, independent of how it is rendered.
 *
 * Plain data without functions, so that it can be cloned to a thread, sent to a renderer or cached.
 */
export interface ChartSpec {
  /**
   * A configuration of Chart.js 4, in JSON.
   *
   * In place of a function that formats a value it can hold the name of a formatter, and in place of a colour a
   * gradient, `{ $gradient: … }`: see `formatters.ts` and `Gradient`.
   */
  readonly config: ChartConfiguration<ChartType, unknown[]>;
  /** Whether options hold functions of the caller, `{ $function: … }`, which are interpreted. */
  readonly hasFunctions?: true;
  /** CSS colour behind everything; `transparent` for none. */
  readonly background: string;
  /** Name of the image in one line, for people who cannot see it. */
  readonly title: string;
  /** What the image shows, including its values, for people who cannot see it. */
  readonly description: string;
}

type Config = ChartSpec['config'];
type PluginOptions = Record<string, unknown>;
type Dataset = Omit<Config['data']['datasets'][number], 'datalabels'> & { datalabels?: unknown };

/** The options of the plugins, or `false` for none of them, and the datasets with theirs. */
export interface RequestedPlugins {
  readonly plugins: PluginOptions | false;
  readonly datasets: readonly Dataset[];
}

/**
 * Turns off the labels plugin except where the chart requests labels: by default it labels every chart.
 *
 * Labels of one dataset do not request labels for the others.
 */
export function requestedPlugins(config: Config): RequestedPlugins {
  const plugins = (config.options?.plugins ?? {}) as PluginOptions | false;
  const datasets = config.data.datasets as Dataset[];
  if (plugins === false || plugins['datalabels'] !== undefined) return { plugins, datasets };
  return {
    plugins: { ...plugins, datalabels: { display: false } },
    datasets: datasets.map((dataset) =>
      hasLabels(dataset)
        ? { ...dataset, datalabels: { display: true, ...(dataset.datalabels as object) } }
        : dataset,
    ),
  };
}

/** Whether a dataset requests labels. */
export function hasLabels({ datalabels }: Pick<Dataset, 'datalabels'>): boolean {
  return datalabels !== undefined && datalabels !== false;
}

/** From top to bottom, from left to right, or from corner to corner. */
const DIRECTIONS = ['vertical', 'horizontal', 'both'] as const;

type GradientDirection = (typeof DIRECTIONS)[number];

/** A gradient as data: `{ $gradient: … }` can be used in place of any colour. */
export interface Gradient {
  readonly direction?: GradientDirection;
  /** CSS colours at equal distances from start to end. */
  readonly colors?: readonly string[];
  /** In place of `colors`: colours with their positions. */
  readonly stops?: readonly GradientStop[];
  /** In place of `direction`: x and y of the start and the end, in CSS pixels; by default from left to right. */
  readonly line?: readonly number[];
  /** The area it covers, in CSS pixels from the top left corner; by default the whole image. */
  readonly width?: number;
  readonly height?: number;
}

/** A colour and its position: 0 is the start of the gradient, 1 its end. */
export interface GradientStop {
  readonly offset: number;
  readonly color: string;
}

const MAX_COLORS = 100;
const MAX_COLOR_LENGTH = 100;
const MAX_SIZE_PX = 100_000;

/** The gradient that is used in place of a colour, if any. */
export function gradientIn(value: unknown): Gradient | undefined {
  if (typeof value !== 'object' || value === null || !('$gradient' in value)) return undefined;
  return value.$gradient as Gradient;
}

/** Why a gradient is invalid, as a sentence; undefined if it is valid. */
export function problemOfGradient(gradient: unknown): string | undefined {
  const { direction, colors, stops, line, width, height } = (gradient ?? {}) as Record<string, unknown>;
  if (stops !== undefined) return problemOfStops(stops, line);
  if (!DIRECTIONS.some((known) => known === direction)) {
    return `Expected a gradient's direction to be one of ${DIRECTIONS.join(', ')}`;
  }
  const areColors =
    Array.isArray(colors) &&
    colors.length >= 1 &&
    colors.length <= MAX_COLORS &&
    colors.every((color) => typeof color === 'string' && color.length <= MAX_COLOR_LENGTH);
  if (!areColors) return `Expected a gradient to have 1 to ${MAX_COLORS} colours`;
  if (![width, height].every(isSize)) {
    return `Expected a gradient's width and height to be between 0 and ${MAX_SIZE_PX}`;
  }
  return undefined;
}

function problemOfStops(stops: unknown, line: unknown): string | undefined {
  const areStops =
    Array.isArray(stops) &&
    stops.length >= 1 &&
    stops.length <= MAX_COLORS &&
    stops.every((stop) => isStop(stop));
  if (!areStops)
    return `Expected a gradient to have 1 to ${MAX_COLORS} stops with an offset from 0 to 1 and a colour`;
  const isLine =
    line === undefined ||
    (Array.isArray(line) &&
      line.length === 4 &&
      line.every((end) => typeof end === 'number' && Math.abs(end) <= MAX_SIZE_PX));
  return isLine
    ? undefined
    : 'Expected the line of a gradient to be four numbers: x and y of its start and its end';
}

function isStop(stop: unknown): boolean {
  const { offset, color } = (stop ?? {}) as Record<string, unknown>;
  const isOffset = typeof offset === 'number' && offset >= 0 && offset <= 1;
  return isOffset && typeof color === 'string' && color.length <= MAX_COLOR_LENGTH;
}

function isSize(size: unknown): boolean {
  return size === undefined || (typeof size === 'number' && size > 0 && size <= MAX_SIZE_PX);
}

/** The colours of a gradient with their positions. */
export function gradientStops({ colors = [], stops }: Gradient): readonly GradientStop[] {
  if (stops !== undefined) return stops;
  const last = Math.max(1, colors.length - 1);
  return colors.map((color, index) => ({ offset: index / last, color }));
}
