import { createRequire } from 'node:module';
import type { CanvasGradient, SKRSContext2D } from '@napi-rs/canvas';
import type * as ChartJs from 'chart.js';
import type { ChartConfiguration, ChartItem, ChartType, Plugin } from 'chart.js';
import type AnnotationPlugin from 'chartjs-plugin-annotation';
import type LabelsPlugin from 'chartjs-plugin-datalabels';
import { withFormatters } from '../../chart-spec/formatters.js';
import { type Gradient, gradientIn, gradientStops } from '../../chart-spec/gradient.js';
import { ChartRefusedError } from '../rendering.errors.js';
import { type AskedPlugins, askedPlugins, hasLabels } from '../chart-plugins.js';
import type { RenderRequest } from '../chart-renderer.port.js';
import type { Sheet } from './canvas.js';
import { utcDates } from './date-adapter.js';
import { FONT_FAMILY } from './fonts.js';

// Chart.js looks for steps between ticks in sums and powers of the values: near the largest numbers there are,
// these overflow, and it looks for ever or until the memory is used up.
const MAX_MAGNITUDE = 1e100;

/** Options that say how often Chart.js does something, and nothing of Chart.js limits. */
const MOST: ReadonlyMap<string, number> = new Map([
  ['count', 1000],
  ['sides', 1000],
  // In degrees; each full circle is drawn.
  ['circumference', 3600],
]);

/**
 * Refuses numbers that would keep Chart.js busy for ever, also those written as text, which it reads as numbers.
 *
 * @throws Error naming the property
 */
export function refuseAbsurd(value: unknown, property = 'data'): void {
  if (Array.isArray(value)) return value.forEach((item) => refuseAbsurd(item, property));
  if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) refuseAbsurd(item, key);
    return;
  }
  if (typeof value !== 'number' && typeof value !== 'string') return;
  const most = MOST.get(property) ?? MAX_MAGNITUDE;
  const number = Number(value);
  if (Number.isFinite(number) && Math.abs(number) > most) {
    throw new Error(`Expected ${property} between ${-most} and ${most} but received ${String(number)}`);
  }
}

// What these say stops nothing: something of the chart is not drawn.
const SERIOUS_WARNING = /^(?:No scale found|Unknown annotation type)/;

/**
 * Runs what draws, and keeps what it writes to the console from the console.
 *
 * Chart.js and its plugins tell the developer of a page there what they leave out. Here one line of a caller's
 * making for each request would fill the log, and the caller is who must know.
 *
 * @throws Error with what was written, when something of the chart was left out
 */
export function withoutConsole<T>(draw: () => T): T {
  const { error, warn } = console;
  let complaint: string | undefined;
  console.error = (text: unknown) => void (complaint ??= String(text));
  console.warn = (text: unknown) => {
    if (SERIOUS_WARNING.test(String(text))) complaint ??= String(text);
  };
  try {
    const result = draw();
    if (complaint !== undefined) throw new Error(complaint);
    return result;
  } finally {
    Object.assign(console, { error, warn });
  }
}

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A copy of a configuration with the canvas's gradients where it describes them. */
export function withGradients<T>(config: T, context: SKRSContext2D, size: Size): T {
  return copied(config, (gradient) => createGradient(gradient, context, size)) as T;
}

function copied(value: unknown, create: (gradient: Gradient) => CanvasGradient): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, create));
  if (value === null || typeof value !== 'object') return value;
  const gradient = gradientIn(value);
  if (gradient !== undefined) return create(gradient);
  // Defines what it is given: a property named `__proto__` stays one.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item, create)]));
}

/** What QuickChart's `getGradientFillHelper` makes: from the top, from the left, or from the corner of both. */
function createGradient(gradient: Gradient, context: SKRSContext2D, size: Size): CanvasGradient {
  const { direction, width = size.widthPx, height = size.heightPx } = gradient;
  const right = direction === 'vertical' ? 0 : width;
  const bottom = direction === 'horizontal' ? 0 : height;
  const fill = context.createLinearGradient(0, 0, right, bottom);
  for (const { offset, color } of gradientStops(gradient)) fill.addColorStop(offset, color);
  // Chart.js tells colours from options by this name, which the gradients of browsers have.
  return Object.defineProperty(fill, Symbol.toStringTag, { value: 'CanvasGradient' });
}

// The plugins require the CommonJS build of Chart.js. Imported, Chart.js would be its ES build, a second library
// whose elements the plugins do not recognise.
const require = createRequire(import.meta.url);
const chartJs = require('chart.js') as typeof ChartJs;
const annotation = require('chartjs-plugin-annotation') as typeof AnnotationPlugin;
const labels = require('chartjs-plugin-datalabels') as typeof LabelsPlugin;

export const { Chart } = chartJs;

const { _adapters, registerables, Tooltip } = chartJs;
Chart.register(...registerables, annotation, labels);
// A picture has no pointer above it.
Chart.unregister(Tooltip);
_adapters._date.override(utcDates);

// A picture neither moves nor answers, and takes nothing from the machine it is drawn on.
Chart.defaults.locale = 'en-US';
Chart.defaults.font.family = FONT_FAMILY;
// Without this, a dataset that has no name is called "undefined".
Chart.defaults.plugins.legend.labels.filter = ({ text }) => (text as unknown) !== undefined;

/** What is drawn, and how large; `pixelRatio` is the sheet's pixels for each CSS pixel. */
export type Drawing = Omit<RenderRequest, 'format'>;

/**
 * What Chart.js draws for a specification: functions and gradients where it names them, and nothing of it where
 * a picture has no use for it.
 *
 * @throws Error when Chart.js has no such type of chart, or would never end
 */
export function chartConfig(sheet: Sheet, drawing: Drawing): ChartConfiguration<ChartType, unknown[]> {
  const { type, data, options } = withFormatters(drawing.spec.config);
  // Chart.js asks for the type's controller only where there are datasets, and else draws an empty picture.
  Chart.registry.getController(type);
  refuseAbsurd({ data, options });

  const asked = askedPlugins({ type, data, options });
  const plugins = { ...neededPlugins(asked), sheet: true } as NonNullable<typeof options>['plugins'];
  // Data holds no colours, and may be long.
  const styles = asked.datasets.map(({ data: _, ...style }) => style);
  const context = sheet.getContext('2d');
  const colored = withGradients({ styles, options: { ...options, plugins } }, context, drawing);
  const datasets = colored.styles.map((style, index) => ({ ...style, data: asked.datasets[index]?.data }));
  return {
    type,
    data: { ...data, datasets } as ChartConfiguration<ChartType, unknown[]>['data'],
    options: {
      ...colored.options,
      animation: false,
      responsive: false,
      events: [],
      devicePixelRatio: drawing.pixelRatio,
    },
    plugins: [sheetPlugin(sheet, drawing)],
  };
}

/** Turns off each plugin that has nothing to do: annotations and labels cost time on every chart. */
function neededPlugins({ plugins, datasets }: AskedPlugins): Record<string, unknown> {
  // `false` stands for every plugin, but would turn off ours as well.
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
    // Chart.js takes a canvas's pixels for CSS pixels until it scales the context, which it does right after.
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

/**
 * Draws a specification over the whole sheet.
 *
 * A sheet whose drawing failed keeps the state that it failed in: it must not be used again.
 *
 * @param take - reads the picture off the sheet, where it is only during this call
 * @returns what `take` returned
 * @throws ChartRefusedError when Chart.js cannot draw the specification
 */
export function drawChart<T>(sheet: Sheet, drawing: Drawing, take: () => T): T {
  const context = sheet.getContext('2d');
  // Canvases are used again: no font or colour of this picture may reach the next one.
  context.save();
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
    return withoutConsole(() => new Chart(sheet as unknown as ChartItem, chartConfig(sheet, drawing)));
  } catch (error) {
    forget(sheet);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ChartRefusedError(`Chart.js cannot draw the chart: ${reason}`, {}, error);
  }
}

/** Takes a chart that failed half-way out of Chart.js's lists, where it would stay for ever. */
function forget(sheet: Sheet): void {
  const chart = Chart.getChart(sheet);
  if (chart === undefined) return;
  try {
    chart.destroy();
  } catch {
    // Half a chart may lack what `destroy` takes apart first.
    delete Chart.instances[chart.id];
  }
}
