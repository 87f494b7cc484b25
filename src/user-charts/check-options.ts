import { FORMATTER_NAMES, FORMATTER_PLACES, isFormatterName, replaceAt } from '../chart-spec/formatters.js';
import { problemOfGradient } from '../chart-spec/gradient.js';
import type { ChartShape } from './check-shape.js';
import { ChartRefusal, type JsonObject, type JsonValue, isObject, objectOr, unexpected } from './json.js';

const PLUGINS: ReadonlySet<string> = new Set([
  ...['title', 'subtitle', 'legend', 'tooltip', 'filler', 'decimation', 'colors', 'datalabels', 'annotation'],
]);

/** Options of Chart.js 2 that Chart.js 4 looks for elsewhere. */
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

/** Tells, in a sentence each, of options that a chart for Chart.js 4 has at places where nothing reads them. */
export function warnOfIdleNames({ options, others }: ChartShape, warn: (sentence: string) => void): void {
  const moved = (path: string, place: string) => warn(`${path} has no effect: Chart.js 4 reads ${place}`);
  for (const name of others) warn(`${name} is no part of a chart: it is left out`);
  for (const name of Object.keys(options)) {
    const place = MOVED_OPTIONS.get(name);
    if (place !== undefined) moved(`options.${name}`, place);
  }
  for (const name of Object.keys(objectOr(options['plugins']))) {
    if (!PLUGINS.has(name)) warn(`options.plugins.${name} has no effect: there is no such plugin here`);
  }
  for (const [id, scale] of Object.entries(objectOr(options['scales']))) {
    const path = `options.scales.${id}`;
    if (!isObject(scale)) {
      if (id === 'xAxes' || id === 'yAxes') moved(path, `options.scales.${id.charAt(0)}`);
      else warn(`${path} is no axis: it has no effect`);
      continue;
    }
    for (const [name, place] of MOVED_SCALE_OPTIONS) {
      if (scale[name] !== undefined) moved(`${path}.${name}`, `${path}.${place}`);
    }
    for (const [name, place] of MOVED_GRID_OPTIONS) {
      if (objectOr(scale['grid'])[name] !== undefined) moved(`${path}.grid.${name}`, `${path}.${place}`);
    }
  }
}

/**
 * Holds what stands in place of a function to the names of formatters.
 *
 * @throws ChartRefusal with the path of what is wrong
 */
export function checkFormatters(config: object): void {
  const check = (value: unknown, path: string): unknown => {
    if (isFormatterName(value)) return value;
    throw unexpected(path, `one of ${FORMATTER_NAMES.join(', ')}`, value as JsonValue);
  };
  for (const place of FORMATTER_PLACES) replaceAt(config, place, check);
}

/** Options that Chart.js and its plugins call: as data they do nothing, or leave a label empty. */
const CALLED: ReadonlySet<string> = new Set([
  ...['onHover', 'onLeave', 'onClick', 'onResize', 'onProgress', 'onComplete'],
  ...['generateLabels', 'filter', 'sort', 'itemSort', 'callbacks', 'external', 'listeners'],
]);

/**
 * The options without those that take a function alone, and a sentence for each of these.
 *
 * A `callback` away from the ticks of an axis is one of them: the labels around a radar chart would be empty.
 */
export function withoutCalled(
  options: JsonObject,
  path: string,
  warn: (sentence: string) => void,
): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(options)) {
    const here = `${path}.${name}`;
    const isCalled = CALLED.has(name) || (name === 'callback' && !path.endsWith('.ticks'));
    if (isCalled) warn(`${here} takes a function alone: it is left out`);
    else kept[name] = isObject(value) ? withoutCalled(value, here, warn) : value;
  }
  return kept;
}

/** What an option may be from and to. */
type Bounds = readonly [least: number, greatest: number];

const SIZE_PX: Bounds = [-10_000, 10_000];
const FONT_PX: Bounds = [0, 1_000];
const BLUR_PX: Bounds = [0, 100];
const DEGREES: Bounds = [-720, 720];

/**
 * Options, by their names, whose numbers decide how much work there is.
 *
 * Chart.js and the plugins loop `count` times over ticks, `sides` times over corners, and once for each full turn of
 * `circumference` and `angle`; a negative `sampleSize` ends never; a picture does not get better beyond the others.
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
  ['fontSize', FONT_PX],
  ...['radius', 'pointRadius', 'hoverRadius', 'pointHoverRadius', 'hitRadius', 'pointHitRadius'].map(
    (name): [string, Bounds] => [name, [0, SIZE_PX[1]]],
  ),
  ...[
    ...[
      'borderWidth',
      'pointBorderWidth',
      'hoverBorderWidth',
      'lineWidth',
      'textStrokeWidth',
      'borderRadius',
    ],
    ...['padding', 'boxWidth', 'boxHeight', 'boxPadding', 'tickLength', 'autoSkipPadding', 'backdropPadding'],
    ...[
      'barThickness',
      'maxBarThickness',
      'minBarLength',
      'inflateAmount',
      'spacing',
      'hoverOffset',
      'cornerRadius',
    ],
    ...[
      'xAdjust',
      'yAdjust',
      'xPadding',
      'yPadding',
      'arrowSize',
      'labelOffset',
      'borderDashOffset',
      'dashOffset',
    ],
  ].map((name): [string, Bounds] => [name, SIZE_PX]),
]);

/** `size` is a font's alone: annotations and data have other sizes. */
const FONT_BOUNDS: ReadonlyMap<string, Bounds> = new Map([['size', FONT_PX]]);

/** Lengths of dashes and gaps. */
const DASH_NAMES: ReadonlySet<string> = new Set(['borderDash', 'dash']);

/** Whether dashes can be drawn: Skia refuses negative ones and those that lead nowhere. */
function areDashes(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return true;
  const lengths = value.filter((length) => typeof length === 'number' && length >= 0 && length <= SIZE_PX[1]);
  return (
    lengths.length === value.length && (lengths as number[]).reduce((sum, length) => sum + length, 0) >= 1
  );
}

/** Numbers that stand for one property: itself, those of an array, and those of its sides or corners. */
const SIDES: readonly string[] = [
  ...['top', 'right', 'bottom', 'left', 'x', 'y'],
  ...['topLeft', 'topRight', 'bottomLeft', 'bottomRight'],
];

/**
 * Holds options, and those that datasets have, to what can be drawn in reasonable time.
 *
 * Their numbers only; a wrong word or a missing one does no harm.
 *
 * @throws ChartRefusal with the path of what is wrong
 */
export function checkOptions(options: JsonObject, path: string): void {
  for (const [name, value] of Object.entries(options)) checkOption(name, value, `${path}.${name}`);
}

function checkOption(name: string, value: JsonValue, path: string): void {
  if (name === '$gradient') {
    checkGradient(value, path);
    return;
  }
  // Chart.js keeps notes of its own under such names, and believes what it finds there.
  if (/^[_$]/.test(name)) throw new ChartRefusal(`Expected no option of the name ${path}`, undefined, path);
  if (DASH_NAMES.has(name) && !areDashes(value)) {
    throw unexpected(path, 'lengths from 0 to 10000 that add up to at least 1 pixel', value);
  }
  const bounds = BOUNDS.get(name);
  if (bounds !== undefined) checkBounds(value, bounds, path);
  if (name === 'font' && isObject(value)) {
    for (const [option, within] of FONT_BOUNDS) checkBounds(value[option], within, `${path}.${option}`);
  }
  if (isObject(value)) checkOptions(value, path);
  else if (Array.isArray(value)) checkItems(value, path);
}

/** Annotations and the like stand in arrays, and colours that may be gradients. */
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

function checkBounds(value: JsonValue | undefined, [least, greatest]: Bounds, path: string): void {
  for (const number of numbersIn(value)) {
    if (number < least || number > greatest)
      throw unexpected(path, `between ${least} and ${greatest}`, number);
  }
}

/** The numbers of one property, also those that stand in texts as in `"12px"`. */
function numbersIn(value: JsonValue | undefined): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return [Number.parseFloat(value)].filter(Number.isFinite);
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'number');
  if (!isObject(value)) return [];
  return SIDES.flatMap((side) => (typeof value[side] === 'number' ? [value[side]] : []));
}
