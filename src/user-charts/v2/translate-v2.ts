import type { ChartShape } from '../check-shape.js';
import { type JsonObject, type JsonValue, isObject, objectOr, words } from '../json.js';
import { placeAnnotations, translateAnnotations } from './annotations.js';
import { RADIAL_PATHS, axesOf, axisIds, moveBarOptions, translateAxis } from './axes.js';
import {
  OPTION_PATHS,
  POLAR_START_PATHS,
  RADAR_START_PATHS,
  type Translation,
  applyDefaults,
  mapPaths,
  setAt,
} from './options.js';

const RENAMED = new Map([
  ['lineTension', 'tension'],
  ['steppedLine', 'stepped'],
]);

/** Properties of datasets that did not change. */
const UNCHANGED: ReadonlySet<string> = new Set(
  words(`
  label hidden order stack weight clip datalabels outlabels showLine spanGaps tension stepped
  backgroundColor borderColor borderWidth borderSkipped borderAlign borderDash borderDashOffset
  borderCapStyle borderJoinStyle cubicInterpolationMode pointBackgroundColor pointBorderColor
  pointBorderWidth pointRadius pointStyle pointRotation pointHitRadius pointHoverRadius
  pointHoverBackgroundColor pointHoverBorderColor pointHoverBorderWidth hoverBackgroundColor
  hoverBorderColor hoverBorderWidth hoverRadius hitRadius radius rotation barPercentage
  categoryPercentage barThickness maxBarThickness minBarLength
`),
);

/** Old names of what the area of a line is filled to. */
const FILLS = new Map<JsonValue, JsonValue>([
  ['zero', 'origin'],
  ['top', 'end'],
  ['bottom', 'start'],
]);

/** Chart types of Chart.js 2 that Chart.js 4 expresses by an option. */
export const TYPES_OF_V2: readonly string[] = ['horizontalBar'];

/** Paths of options that Chart.js 3 added. */
const OPTIONS_OF_LATER_VERSIONS =
  /^options\.(?:scales\.(?!xAxes|yAxes)|indexAxis$|cutout$|plugins\.(?:legend|title|subtitle|tooltip)$|elements\.bar$)/;

/**
 * Translates a chart for Chart.js 2 to one for Chart.js 4 that looks the same.
 *
 * @param warn - receives one sentence for each option that is not translated
 * @see the migration guides of Chart.js, 3.x and 4.x
 */
export function translateV2(chart: ChartShape, warn: (sentence: string) => void): ChartShape {
  const reportUntranslated = (path: string) => {
    warn(
      OPTIONS_OF_LATER_VERSIONS.test(path)
        ? `${path} is not an option of Chart.js 2 and is ignored (version 4 supports it)`
        : `${path} is not translated from Chart.js 2 and is ignored`,
    );
  };
  const isHorizontal = chart.type === 'horizontalBar';
  const type = isHorizontal ? 'bar' : chart.type;
  const oldScales = objectOr(chart.options['scales']);
  const axes = axesOf(oldScales);
  const ids = axisIds(axes);
  const translation: Translation = { reportUntranslated, axisId: (id) => ids.get(id) ?? id };

  const options: JsonObject = isHorizontal ? { indexAxis: 'y' } : {};
  translateOptions(chart, options, translation);
  for (const axis of axes) setAt(options, `scales.${axis.id}`, translateAxis(axis, reportUntranslated));
  moveBarOptions(axes, options);
  for (const name of Object.keys(oldScales)) {
    if (name !== 'xAxes' && name !== 'yAxes') reportUntranslated(`options.scales.${name}`);
  }

  const datasets = chart.data.datasets.map((dataset, index) => {
    return translateDataset(dataset, `data.datasets.${index}`, translation);
  });
  placeAnnotations(options, type, chart.data.labels ?? []);
  applyDefaults(type, chart.options['scales'] !== undefined, options, datasets);
  return { ...chart, type, options, data: { ...chart.data, datasets } };
}

function translateOptions(
  { type, options: given }: ChartShape,
  options: JsonObject,
  translation: Translation,
): void {
  const { scales: _scales, scale, annotation, plugins, startAngle, ...others } = given;
  const { annotation: pluginAnnotation, tickFormat, ...otherPlugins } = objectOr(plugins);
  for (const name of ['legend', 'title']) {
    // Both were plugins too, which `false` turns off.
    const isOff = others[name] === false || otherPlugins[name] === false;
    if (isOff) others[name] = { display: false };
    if (otherPlugins[name] === false) delete otherPlugins[name];
  }
  const reportOption = (path: string) => translation.reportUntranslated(`options.${path}`);
  mapPaths(
    {
      ...others,
      ...(plugins !== undefined && { plugins: otherPlugins }),
    },
    options,
    OPTION_PATHS,
    reportOption,
  );

  if (tickFormat !== undefined) setAt(options, 'plugins.tickFormat', withNewAxisId(tickFormat, translation));
  const annotations = { 'options.annotation': annotation, 'options.plugins.annotation': pluginAnnotation };
  for (const [path, value] of Object.entries(annotations)) {
    if (value !== undefined)
      setAt(options, 'plugins.annotation', translateAnnotations(value, path, translation));
  }

  const radial: JsonObject = {};
  const reportScale = (path: string) => translation.reportUntranslated(`options.scale.${path}`);
  mapPaths(objectOr(scale), radial, RADIAL_PATHS, reportScale);
  if (startAngle !== undefined) {
    const paths = type === 'polarArea' ? POLAR_START_PATHS : RADAR_START_PATHS;
    mapPaths({ startAngle }, radial, paths, reportOption);
  }
  if (Object.keys(radial).length > 0) setAt(options, 'scales.r', radial);
}

function translateDataset(
  dataset: JsonObject,
  path: string,
  { axisId, reportUntranslated }: Translation,
): JsonObject {
  const translated: JsonObject = {};
  for (const [name, value] of Object.entries(dataset)) {
    if (name === 'data') translated[name] = translateData(value);
    else if (name === 'fill') translated[name] = FILLS.get(value) ?? value;
    else if (name === 'type') Object.assign(translated, translateType(value));
    else if (name === 'xAxisID' || name === 'yAxisID') translated[name] = axisIdOf(value, axisId);
    else if (UNCHANGED.has(name)) translated[name] = value;
    else if (RENAMED.has(name)) translated[RENAMED.get(name) ?? name] = value;
    else reportUntranslated(`${path}.${name}`);
  }
  return translated;
}

function translateType(type: JsonValue): JsonObject {
  return type === 'horizontalBar' ? { type: 'bar', indexAxis: 'y' } : { type };
}

function withNewAxisId(tickFormat: JsonValue, { axisId }: Translation): JsonValue {
  if (!isObject(tickFormat) || tickFormat['axisID'] === undefined) return tickFormat;
  return { ...tickFormat, axisID: axisIdOf(tickFormat['axisID'], axisId) };
}

function axisIdOf(id: JsonValue, axisId: Translation['axisId']): JsonValue {
  return typeof id === 'string' ? axisId(id) : id;
}

/** The time of a point could be named `t`. */
function translateData(data: JsonValue): JsonValue {
  if (!Array.isArray(data)) return data;
  return data.map((point) => {
    if (!isObject(point) || point['t'] === undefined || point['x'] !== undefined) return point;
    const { t, ...others } = point;
    return { x: t, ...others };
  });
}
