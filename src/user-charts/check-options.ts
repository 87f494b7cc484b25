import { functionIn } from '../chart-functions/function-source.js';
import { FORMATTER_NAMES, isFormatterName, replaceFormatters } from '../chart-spec/formatters.js';
import { problemOfGradient } from '../chart-spec/chart-spec.js';
import type { ChartShape } from './check-shape.js';
import { numberOf } from './lenient.js';
import { QUICKCHART_PLUGINS } from './quickchart/plugin-options.js';
import {
  ChartRefusal,
  type JsonObject,
  type JsonValue,
  isObject,
  objectOr,
  unexpected,
  words,
} from './json.js';

const PLUGINS: ReadonlySet<string> = new Set([
  ...words('title subtitle legend tooltip filler decimation colors datalabels annotation radialGauge gauge'),
  ...QUICKCHART_PLUGINS,
]);

/** Options of Chart.js 2, and where Chart.js 4 has them. */
const MOVED_OPTIONS = new Map([
  ['legend', 'options.plugins.legend'],
  ['title', 'options.plugins.title'],
  ['tooltips', 'options.plugins.tooltip'],
  ['annotation', 'options.plugins.annotation'],
  ['scale', 'options.scales.r'],
  ['cutoutPercentage', 'options.cutout'],
  ['showLines', 'options.showLine'],
]);

const MOVED_SCALE_OPTIONS = new Map([
  ['gridLines', 'grid'],
  ['scaleLabel', 'title'],
]);

const MOVED_GRID_OPTIONS = new Map([
  ['drawBorder', 'border.display'],
  ['borderColor', 'border.color'],
  ['borderWidth', 'border.width'],
  ['borderDash', 'border.dash'],
  ['borderDashOffset', 'border.dashOffset'],
]);

/** Warns of options that Chart.js 4 does not read where they are. */
export function warnOfUnusedOptions({ options, others }: ChartShape, warn: (sentence: string) => void): void {
  const warnOfMoved = (path: string, newPath: string) =>
    warn(`${path} has no effect: Chart.js 4 reads ${newPath}`);
  for (const name of others) warn(`${name} is not part of a chart and is ignored`);
  for (const name of Object.keys(options)) {
    const newPath = MOVED_OPTIONS.get(name);
    if (newPath !== undefined) warnOfMoved(`options.${name}`, newPath);
  }
  for (const name of Object.keys(objectOr(options['plugins']))) {
    if (!PLUGINS.has(name)) warn(`options.plugins.${name} has no effect: this plugin is not available`);
  }
  for (const [id, scale] of Object.entries(objectOr(options['scales']))) {
    const path = `options.scales.${id}`;
    if (!isObject(scale)) {
      if (id === 'xAxes' || id === 'yAxes') warnOfMoved(path, `options.scales.${id.charAt(0)}`);
      else warn(`${path} is not an axis and has no effect`);
      continue;
    }
    for (const [name, newName] of MOVED_SCALE_OPTIONS) {
      if (scale[name] !== undefined) warnOfMoved(`${path}.${name}`, `${path}.${newName}`);
    }
    for (const [name, newName] of MOVED_GRID_OPTIONS) {
      if (objectOr(scale['grid'])[name] !== undefined)
        warnOfMoved(`${path}.grid.${name}`, `${path}.${newName}`);
    }
  }
}

/**
 * Checks that values in place of formatter functions are names of formatters.
 *
 * @throws ChartRefusal with the path of the wrong value
 */
export function checkFormatters(config: object): void {
  replaceFormatters(config, (value, path) => {
    if (isFormatterName(value) || functionIn(value) !== undefined) return value;
    throw unexpected(path, `one of ${FORMATTER_NAMES.join(', ')}`, value as JsonValue);
  });
}

/** Options that accept only functions: as data they have no effect, or leave a label empty. */
const CALLBACKS: ReadonlySet<string> = new Set(
  words(`
    onHover onLeave onClick onResize onProgress onComplete generateLabels filter sort itemSort
    callbacks external listeners
  `),
);

/**
 * Removes options that accept only functions, with a warning for each.
 *
 * That includes a `callback` outside the ticks of an axis: otherwise the labels around a radar chart would be empty.
 */
export function withoutCallbacks(
  options: JsonObject,
  path: string,
  warn: (sentence: string) => void,
): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(options)) {
    const here = `${path}.${name}`;
    if (functionIn(value) !== undefined) {
      kept[name] = value;
      continue;
    }
    const isCallback = CALLBACKS.has(name) || (name === 'callback' && !path.endsWith('.ticks'));
    if (isCallback) warn(`${here} accepts only a function and is ignored`);
    else kept[name] = isObject(value) ? withoutCallbacks(value, here, warn) : value;
  }
  return kept;
}

type Bounds = readonly [min: number, max: number];

const SIZE_PX: Bounds = [-10_000, 10_000];
const FONT_PX: Bounds = [0, 1_000];
const BLUR_PX: Bounds = [0, 100];
const DEGREES: Bounds = [-720, 720];

/**
 * Bounds of options whose numbers determine the amount of work.
 *
 * Chart.js and the plugins loop `count` times over ticks, `sides` times over corners, and once for each full turn of
 * `circumference` and `angle`; a negative `sampleSize` loops endlessly. Beyond the other bounds an image does not
 * improve.
 */
const BOUNDS: ReadonlyMap<string, Bounds> = new Map<string, Bounds>([
  ['count', [0, 1_000]],
  ['maxTicksLimit', [0, 1_000]],
  ['sampleSize', [0, 100_000]],
  ['precision', [0, 20]],
  ['sides', [0, 1_000]],
  ['samples', [0, 100_000]],
  ['circumference', DEGREES],
  ['angle', DEGREES],
  ['lineHeight', [0, 100]],
  ['shadowBlur', BLUR_PX],
  ['textShadowBlur', BLUR_PX],
  ...words('fontSize minSize maxSize').map((name): [string, Bounds] => [name, FONT_PX]),
  ...words('valuePrecision percentPrecision').map((name): [string, Bounds] => [name, [0, 20]]),
  ...words('radiusPercentage widthPercentage lengthPercentage bottomMarginPercentage').map(
    (name): [string, Bounds] => [name, [-1_000, 1_000]],
  ),
  ['centerPercentage', [0, 100]],
  ...words('radius pointRadius hoverRadius pointHoverRadius hitRadius pointHitRadius').map(
    (name): [string, Bounds] => [name, [0, SIZE_PX[1]]],
  ),
  ...words(`
    borderWidth pointBorderWidth hoverBorderWidth lineWidth textStrokeWidth borderRadius padding
    boxWidth boxHeight boxPadding tickLength autoSkipPadding backdropPadding barThickness
    maxBarThickness minBarLength inflateAmount spacing hoverOffset cornerRadius xAdjust yAdjust
    xPadding yPadding arrowSize labelOffset borderDashOffset dashOffset stretch paddingPx
  `).map((name): [string, Bounds] => [name, SIZE_PX]),
]);

/** Options that are lengths of dashes and gaps. */
const DASH_OPTIONS: ReadonlySet<string> = new Set(['borderDash', 'dash']);

/** Whether Skia can render a dash pattern: it refuses negative lengths and patterns without length. */
function isDashPattern(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return true;
  const lengths = value.map((length: JsonValue) => numberOf(length) ?? NaN);
  return (
    lengths.every((length) => length >= 0 && length <= SIZE_PX[1]) &&
    lengths.reduce((sum, length) => sum + length, 0) >= 1
  );
}

/** The properties of an option that has a number for each side, corner or direction. */
const SIDES = words('top right bottom left x y topLeft topRight bottomLeft bottomRight');

/**
 * Checks that options, including those of datasets, can be rendered in reasonable time.
 *
 * Only numbers are checked: other wrong or missing values do no harm.
 *
 * @throws ChartRefusal with the path of the wrong value
 */
export function checkOptions(options: JsonObject, path: string): void {
  for (const [name, value] of Object.entries(options)) checkOption(name, value, `${path}.${name}`);
}

function checkOption(name: string, value: JsonValue, path: string): void {
  if (name === '$gradient') {
    checkGradient(value, path);
    return;
  }
  if (functionIn(value) !== undefined) return;
  // Chart.js keeps internal state under such names and trusts it.
  if (/^[_$]/.test(name)) throw new ChartRefusal(`Expected no option named ${path}`, undefined, path);
  if (DASH_OPTIONS.has(name) && !isDashPattern(value)) {
    throw unexpected(path, 'lengths from 0 to 10000 that add up to at least 1 pixel', value);
  }
  const bounds = BOUNDS.get(name);
  if (bounds !== undefined) checkBounds(value, bounds, path);
  if (name === 'font' && isObject(value)) {
    checkBounds(value['size'], FONT_PX, `${path}.size`);
  }
  if (isObject(value)) checkOptions(value, path);
  else if (Array.isArray(value)) checkItems(value, path);
}

/** Items can be annotations, or colours that are gradients. */
function checkItems(items: readonly JsonValue[], path: string): void {
  for (const [index, item] of items.entries()) {
    if (isObject(item)) checkOptions(item, `${path}.${index}`);
    else if (Array.isArray(item)) checkItems(item, `${path}.${index}`);
  }
}

function checkGradient(value: JsonValue, path: string): void {
  const problem = problemOfGradient(value);
  if (problem !== undefined) throw new ChartRefusal(`${problem} at ${path}`, undefined, path);
}

function checkBounds(value: JsonValue | undefined, [min, max]: Bounds, path: string): void {
  for (const number of numbersIn(value)) {
    if (number < min || number > max) throw unexpected(path, `between ${min} and ${max}`, number);
  }
}

/** The numbers in the value of an option: itself, in a text such as `"12px"`, in an array, or one for each side. */
function numbersIn(value: JsonValue | undefined): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return [Number.parseFloat(value)].filter(Number.isFinite);
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'number');
  if (!isObject(value)) return [];
  return SIDES.flatMap((side) => (typeof value[side] === 'number' ? [value[side]] : []));
}
