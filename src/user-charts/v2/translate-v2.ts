import type { ChartShape } from '../check-shape.js';
import { type JsonObject, type JsonValue, isObject, objectOr } from '../json.js';
import { RADIAL_MOVES, axesOf, axisIds, moveBarOptions, translateAxis } from './axes.js';
import { type Translation, moveAll, put } from './moves.js';
import {
  OPTIONS_MOVES,
  POLAR_START_MOVES,
  RADAR_START_MOVES,
  applyDefaults,
  translateAnnotations,
} from './options.js';

const RENAMED = new Map([
  ['lineTension', 'tension'],
  ['steppedLine', 'stepped'],
]);

/** Properties of datasets that are what they were. */
const KEPT: ReadonlySet<string> = new Set([
  ...[
    'label',
    'hidden',
    'order',
    'stack',
    'weight',
    'clip',
    'datalabels',
    'showLine',
    'spanGaps',
    'tension',
    'stepped',
  ],
  ...[
    'backgroundColor',
    'borderColor',
    'borderWidth',
    'borderSkipped',
    'borderAlign',
    'borderDash',
    'borderDashOffset',
  ],
  ...[
    'borderCapStyle',
    'borderJoinStyle',
    'cubicInterpolationMode',
    'pointBackgroundColor',
    'pointBorderColor',
  ],
  ...['pointBorderWidth', 'pointRadius', 'pointStyle', 'pointRotation', 'pointHitRadius', 'pointHoverRadius'],
  ...['pointHoverBackgroundColor', 'pointHoverBorderColor', 'pointHoverBorderWidth', 'hoverBackgroundColor'],
  ...[
    'hoverBorderColor',
    'hoverBorderWidth',
    'hoverRadius',
    'hitRadius',
    'radius',
    'rotation',
    'barPercentage',
  ],
  ...['categoryPercentage', 'barThickness', 'maxBarThickness', 'minBarLength'],
]);

/** What a line is filled to, by the names of Chart.js 2 that are no longer. */
const FILLS = new Map<JsonValue, JsonValue>([
  ['zero', 'origin'],
  ['top', 'end'],
  ['bottom', 'start'],
]);

/** A dataset of Chart.js 2 with the names that Chart.js 4 has for its properties. */
function translateDataset(dataset: JsonObject, path: string, { axisId, leave }: Translation): JsonObject {
  const translated: JsonObject = {};
  for (const [name, value] of Object.entries(dataset)) {
    if (name === 'data') translated[name] = translateData(value);
    else if (name === 'fill') translated[name] = FILLS.get(value) ?? value;
    else if (name === 'type') Object.assign(translated, translateType(value));
    else if (name === 'xAxisID' || name === 'yAxisID') translated[name] = axisIdOf(value, axisId);
    else if (KEPT.has(name)) translated[name] = value;
    else if (RENAMED.has(name)) translated[RENAMED.get(name) ?? name] = value;
    else leave(`${path}.${name}`);
  }
  return translated;
}

function translateType(type: JsonValue): JsonObject {
  return type === 'horizontalBar' ? { type: 'bar', indexAxis: 'y' } : { type };
}

function axisIdOf(id: JsonValue, axisId: Translation['axisId']): JsonValue {
  return typeof id === 'string' ? axisId(id) : id;
}

/** A point's time could be called `t`. */
function translateData(data: JsonValue): JsonValue {
  if (!Array.isArray(data)) return data;
  return data.map((point) => {
    if (!isObject(point) || point['t'] === undefined || point['x'] !== undefined) return point;
    const { t, ...others } = point;
    return { x: t, ...others };
  });
}

/** Types of Chart.js 2 that are an option of another type now. */
export const TYPES_OF_V2: readonly string[] = ['horizontalBar'];

/** Where the options of Chart.js 3 and 4 stand, which Chart.js 2 does not read. */
const OF_LATER_VERSIONS =
  /^options\.(?:scales\.(?!xAxes|yAxes)|indexAxis$|cutout$|plugins\.(?:legend|title|subtitle|tooltip)$|elements\.bar$)/;

/**
 * A chart for Chart.js 2 as one for Chart.js 4 that looks alike.
 *
 * @param warn - is told, in a sentence each, what the new chart does not say
 * @see the migration guides of Chart.js, 3.x and 4.x
 */
export function translateV2(chart: ChartShape, warn: (sentence: string) => void): ChartShape {
  const leave = (path: string) => {
    warn(
      OF_LATER_VERSIONS.test(path)
        ? `${path} is not an option of Chart.js 2: it is left out; ask for version 4 to have it read`
        : `${path} is not translated from Chart.js 2: it is left out`,
    );
  };
  const isHorizontal = chart.type === 'horizontalBar';
  const type = isHorizontal ? 'bar' : chart.type;
  const oldScales = objectOr(chart.options['scales']);
  const axes = axesOf(oldScales);
  const ids = axisIds(axes);
  const translation: Translation = { leave, axisId: (id) => ids.get(id) ?? id };

  const options: JsonObject = isHorizontal ? { indexAxis: 'y' } : {};
  translateOptions(chart, options, translation);
  for (const axis of axes) put(options, `scales.${axis.id}`, translateAxis(axis, leave));
  moveBarOptions(axes, options);
  for (const name of Object.keys(oldScales)) {
    if (name !== 'xAxes' && name !== 'yAxes') leave(`options.scales.${name}`);
  }

  const datasets = chart.data.datasets.map((dataset, index) => {
    return translateDataset(dataset, `data.datasets.${index}`, translation);
  });
  applyDefaults(type, chart.options['scales'] !== undefined, options, datasets);
  return { ...chart, type, options, data: { ...chart.data, datasets } };
}

function translateOptions(
  { type, options: given }: ChartShape,
  options: JsonObject,
  translation: Translation,
): void {
  const { scales: _scales, scale, annotation, plugins, startAngle, ...others } = given;
  const { annotation: pluginAnnotation, ...otherPlugins } = objectOr(plugins);
  for (const name of ['legend', 'title']) if (others[name] === false) others[name] = { display: false };
  const leaveOption = (path: string) => translation.leave(`options.${path}`);
  moveAll(
    { ...others, ...(plugins !== undefined && { plugins: otherPlugins }) },
    options,
    OPTIONS_MOVES,
    leaveOption,
  );

  const annotations = { 'options.annotation': annotation, 'options.plugins.annotation': pluginAnnotation };
  for (const [path, value] of Object.entries(annotations)) {
    if (value !== undefined)
      put(options, 'plugins.annotation', translateAnnotations(value, path, translation));
  }

  const radial: JsonObject = {};
  const leaveScale = (path: string) => translation.leave(`options.scale.${path}`);
  moveAll(objectOr(scale), radial, RADIAL_MOVES, leaveScale);
  if (startAngle !== undefined) {
    const moves = type === 'polarArea' ? POLAR_START_MOVES : RADAR_START_MOVES;
    moveAll({ startAngle }, radial, moves, leaveOption);
  }
  if (Object.keys(radial).length > 0) put(options, 'scales.r', radial);
}
