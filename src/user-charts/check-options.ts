import { functionIn } from '../chart-functions/function-source.js';
import { FORMATTER_NAMES, isFormatterName, replaceFormatters } from '../chart-spec/formatters.js';
import { problemOfGradient } from '../chart-spec/chart-spec.js';
import { problemOfPattern } from '../chart-spec/pattern.js';
import { problemOfOption } from '../chart-spec/option-bounds.js';
import type { ChartShape } from './check-shape.js';
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
  if (name === '$gradient' || name === '$pattern') {
    checkFill(name === '$gradient' ? problemOfGradient(value) : problemOfPattern(value), path);
    return;
  }
  if (functionIn(value) !== undefined) return;
  // Chart.js keeps internal state under such names and trusts it.
  if (/^[_$]/.test(name)) throw new ChartRefusal(`Expected no option named ${path}`, undefined, path);
  const problem = problemOfOption(name, value);
  if (problem !== undefined)
    throw unexpected(path + problem.inside, problem.expected, problem.found as JsonValue);
  if (isObject(value)) checkOptions(value, path);
  else if (Array.isArray(value)) checkItems(value, path);
}

/** Items can be annotations, or colours that are gradients. */
function checkItems(items: readonly JsonValue[], path: string): void {
  for (const [index, item] of items.entries()) {
    if (functionIn(item) !== undefined) continue;
    if (isObject(item)) checkOptions(item, `${path}.${index}`);
    else if (Array.isArray(item)) checkItems(item, `${path}.${index}`);
  }
}

function checkFill(problem: string | undefined, path: string): void {
  if (problem !== undefined) throw new ChartRefusal(`${problem} at ${path}`, undefined, path);
}
