import { createRequire } from 'node:module';
import type { CanvasGradient, CanvasPattern, SKRSContext2D } from '@napi-rs/canvas';
import type * as ChartJs from 'chart.js';
import type { ChartConfiguration, ChartItem, ChartType, Plugin } from 'chart.js';
import type AnnotationPlugin from 'chartjs-plugin-annotation';
import type LabelsPlugin from 'chartjs-plugin-datalabels';
import {
  type Gradient,
  type RequestedPlugins,
  gradientIn,
  gradientStops,
  hasLabels,
  requestedPlugins,
} from '../../chart-spec/chart-spec.js';
import { isRecord } from '../../chart-functions/values.js';
import { withFormatters } from '../../chart-spec/formatters.js';
import { patternIn } from '../../chart-spec/pattern.js';
import { ChartRefusedError } from '../rendering.errors.js';
import type { ChartRequest } from '../chart-renderer.port.js';
import type { Sheet } from './canvas.js';
import { utcDates } from './date-adapter.js';
import { pictureLanguage } from './fonts/han-language.js';
import { textsIn } from './fonts/texts.js';
import type * as functionsModule from './functions.js';
import { ownPlugins } from './plugins/own-plugins.js';
import { createPattern } from './patterns.js';
import { FONT_FAMILY } from './text.js';

// The plugins require the CommonJS build of Chart.js. An `import` would load the ES build, a second library whose
// elements the plugins do not recognize.
const require = createRequire(import.meta.url);
const chartJs = require('chart.js') as typeof ChartJs;
const annotation = require('chartjs-plugin-annotation') as typeof AnnotationPlugin;
const labels = require('chartjs-plugin-datalabels') as typeof LabelsPlugin;

export const { Chart } = chartJs;

const { _adapters, registerables, Tooltip } = chartJs;
Chart.register(...registerables, annotation, labels);
// A picture has no pointer to show a tooltip for.
Chart.unregister(Tooltip);
_adapters._date.override(utcDates);

// Independent of the machine that renders.
Chart.defaults.locale = 'en-US';
Chart.defaults.font.family = FONT_FAMILY;
// Otherwise the legend shows an unlabelled dataset as "undefined".
Chart.defaults.plugins.legend.labels.filter = ({ text }) => (text as unknown) !== undefined;

let functions: typeof functionsModule | undefined;

/** Loads what interprets functions of callers; most charts have none. */
export async function loadFunctions(): Promise<void> {
  functions ??= await import('./functions.js');
}

/** What is drawn, and its size; `pixelRatio` is the sheet's pixels for each CSS pixel. */
export type Drawing = Omit<ChartRequest, 'format'>;

/**
 * Draws a specification over the whole sheet.
 *
 * A sheet must not be used again after a failure: it keeps the state that drawing failed in.
 *
 * @param take - reads the picture from the sheet, which has it only during this call
 * @returns what `take` returned
 * @throws ChartRefusedError when Chart.js cannot draw the specification
 */
export function drawChart<T>(sheet: Sheet, drawing: Drawing, take: () => T): T {
  const context = sheet.getContext('2d');
  // Canvases are reused: no font or colour of this picture may affect the next one.
  context.save();
  context.lang = pictureLanguage(textsIn(drawing.spec));
  const chart = createChart(sheet, drawing);
  try {
    return take();
  } finally {
    chart.destroy();
    context.restore();
  }
}

function createChart(sheet: Sheet, drawing: Drawing): InstanceType<typeof Chart> {
  try {
    const config = chartConfig(sheet, drawing);
    functions?.startFunctions();
    return withChartWarningsAsErrors(() => new Chart(sheet as unknown as ChartItem, config));
  } catch (error) {
    removeFailedChart(sheet);
    if (error instanceof ChartRefusedError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ChartRefusedError(`Chart.js cannot render the chart: ${reason}`, {}, error);
  }
}

/** Removes a chart whose creation failed from Chart.js's lists, where it would stay forever. */
function removeFailedChart(sheet: Sheet): void {
  const chart = Chart.getChart(sheet);
  if (chart === undefined) return;
  try {
    chart.destroy();
  } catch {
    // An incomplete chart may lack what `destroy` needs.
    delete Chart.instances[chart.id];
  }
}

/**
 * The configuration for Chart.js: a specification with functions and gradients in place of their names, and without
 * what a static picture does not need, such as animation.
 *
 * @throws Error when Chart.js has no such chart type, or would never finish
 */
function chartConfig(sheet: Sheet, drawing: Drawing): ChartConfiguration<ChartType, unknown[]> {
  const { type, data, options } = withFormatters(drawing.spec.config);
  // Throws for an unknown type. Chart.js does so only where there are datasets, and otherwise draws an empty picture.
  Chart.registry.getController(type);
  refuseHugeNumbers({ data, options });

  const requested = requestedPlugins({ type, data, options });
  const plugins = usedPlugins(requested) as NonNullable<typeof options>['plugins'];
  // Data contains no colours, and may be long.
  const styles = requested.datasets.map(({ data: _, ...style }) => style);
  const context = sheet.getContext('2d');
  const colored = withFills({ styles, options: { ...options, plugins } }, context, drawing);
  const datasets = colored.styles.map((style, index) => ({
    ...style,
    data: requested.datasets[index]?.data,
  }));
  const config = { type, data: { ...data, datasets } as typeof data, options: colored.options };
  const own = [sheetPlugin(sheet, drawing), ...ownPlugins(config)];
  return {
    ...config,
    options: {
      ...colored.options,
      // A specification cannot turn off these, and they already have their options.
      plugins: {
        ...(colored.options as { plugins?: object }).plugins,
        ...Object.fromEntries(own.map(({ id }) => [id, true])),
      },
      animation: false,
      responsive: false,
      events: [],
      devicePixelRatio: drawing.pixelRatio,
    },
    plugins: own,
  };
}

/** Turns off each plugin without work: annotations and labels cost time on every chart. */
function usedPlugins({ plugins, datasets }: RequestedPlugins): Record<string, unknown> {
  // `false` turns off every plugin, but must not turn off ours.
  if (plugins === false) return Object.fromEntries(pluginIds().map((id) => [id, false]));
  const { annotation = false, datalabels } = plugins;
  const labelled = (datalabels as { display?: unknown }).display !== false || datasets.some(hasLabels);
  return { ...plugins, annotation, datalabels: labelled && datalabels };
}

function pluginIds(): string[] {
  return Object.keys((Chart.registry.plugins as unknown as { items: object }).items);
}

function sheetPlugin(sheet: Sheet, { spec, widthPx, heightPx }: Drawing): Plugin {
  return {
    id: 'sheet',
    // Chart.js treats a canvas's pixels as CSS pixels until it scales the context, which it does right after this.
    beforeInit: (chart) => Object.assign(chart, { width: widthPx, height: heightPx }),
    beforeDraw: () => {
      const context = sheet.getContext('2d');
      context.save();
      context.resetTransform();
      context.fillStyle = spec.background;
      context.fillRect(0, 0, sheet.width, sheet.height);
      context.restore();
    },
  };
}

// Chart.js computes tick steps from sums and powers of the values: near the largest numbers these overflow, and it
// searches indefinitely or until memory is exhausted.
const MAX_MAGNITUDE = 1e100;

/** Options that set how often Chart.js repeats something, without a limit in Chart.js. */
const MAX_BY_PROPERTY: ReadonlyMap<string, number> = new Map([
  ['count', 1000],
  ['sides', 1000],
  // In degrees; each full turn is drawn.
  ['circumference', 3600],
]);

/**
 * Refuses numbers that would keep Chart.js busy indefinitely, also as text, which Chart.js reads as numbers.
 *
 * @throws Error naming the property
 */
export function refuseHugeNumbers(value: unknown, property = 'data'): void {
  if (Array.isArray(value)) return value.forEach((item) => refuseHugeNumbers(item, property));
  if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) refuseHugeNumbers(item, key);
    return;
  }
  if (typeof value !== 'number' && typeof value !== 'string') return;
  const max = MAX_BY_PROPERTY.get(property) ?? MAX_MAGNITUDE;
  const number = Number(value);
  if (Number.isFinite(number) && Math.abs(number) > max) {
    throw new Error(`Expected ${property} to be between ${-max} and ${max} but received ${String(number)}`);
  }
}

// Chart.js goes on after these, but part of the chart is missing.
const MISSING_PART = /^(?:No scale found|Unknown annotation type)/;

/**
 * Runs drawing code with its console output captured.
 *
 * Chart.js and its plugins report on the console what they leave out. Logging that would let callers fill the log,
 * and it is the caller who needs the message.
 *
 * @throws Error with the first message, when part of the chart is missing
 */
function withChartWarningsAsErrors<T>(draw: () => T): T {
  const { error, warn } = console;
  let message: string | undefined;
  console.error = (text: unknown) => void (message ??= String(text));
  console.warn = (text: unknown) => {
    if (MISSING_PART.test(String(text))) message ??= String(text);
  };
  try {
    const result = draw();
    if (message !== undefined) throw new Error(message);
    return result;
  } finally {
    Object.assign(console, { error, warn });
  }
}

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A copy of a configuration with gradients and functions in place of their descriptions. */
function withFills({ styles, options }: Parts, context: SKRSContext2D, size: Size): Parts {
  const fill = (value: unknown) => {
    const gradient = gradientIn(value);
    if (gradient !== undefined) return createGradient(gradient, context, size);
    const pattern = patternIn(value);
    return pattern === undefined ? undefined : createPattern(pattern, context);
  };
  return {
    styles: styles.map((style, index) => copy(style, fill, `data.datasets.${index}`) as object),
    options: copy(options, fill, 'options') as object,
  };
}

interface Parts {
  readonly styles: readonly object[];
  readonly options: object;
}

function copy(
  value: unknown,
  fill: (value: unknown) => CanvasGradient | CanvasPattern | undefined,
  path: string,
): unknown {
  if (Array.isArray(value)) return value.map((item, index) => copy(item, fill, `${path}.${index}`));
  if (value === null || typeof value !== 'object') return value;
  const replacement =
    fill(value) ??
    functions?.hostFunction(value, path, (returned) => fill(returned) ?? fillOrOptions(returned));
  if (replacement !== undefined) return replacement;
  // `fromEntries` defines properties: `__proto__` stays one instead of becoming the prototype.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, copy(item, fill, `${path}.${key}`)]),
  );
}

/** What a function returned that is an object: a fill of the chart or options, but none of Chart.js's own objects. */
function fillOrOptions(value: object): unknown {
  return isRecord(value) ||
    /^\[object Canvas(?:Gradient|Pattern)\]$/.test(Object.prototype.toString.call(value))
    ? value
    : undefined;
}

/** The gradient of QuickChart's `getGradientFillHelper`: from the top, from the left, or from the top left corner. */
function createGradient(gradient: Gradient, context: SKRSContext2D, size: Size): CanvasGradient {
  const { direction, stops, width = size.widthPx, height = size.heightPx } = gradient;
  if (stops !== undefined) {
    const [left = 0, top = 0, right = width, bottom = 0] = gradient.line ?? [];
    return filled(context.createLinearGradient(left, top, right, bottom), gradient);
  }
  const right = direction === 'vertical' ? 0 : width;
  const bottom = direction === 'horizontal' ? 0 : height;
  return filled(context.createLinearGradient(0, 0, right, bottom), gradient);
}

function filled(fill: CanvasGradient, gradient: Gradient): CanvasGradient {
  for (const { offset, color } of gradientStops(gradient)) fill.addColorStop(offset, color);
  // Chart.js recognizes gradients by this name, which those of browsers have.
  return Object.defineProperty(fill, Symbol.toStringTag, { value: 'CanvasGradient' });
}
