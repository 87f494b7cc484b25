import { FORMATTER_NAMES, FORMATTER_PLACES, isFormatterName, replaceAt } from '../chart-spec/formatters.js';
import type { ChartShape } from './check-shape.js';
import { type JsonObject, type JsonValue, isObject, objectOr, unexpected } from './json.js';

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
