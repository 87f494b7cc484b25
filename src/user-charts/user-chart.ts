import type { ChartSpec } from '../chart-spec/chart-spec.js';
import { checkFormatters, checkOptions, warnOfUnusedOptions, withoutCallbacks } from './check-options.js';
import { type ChartShape, checkScales, checkShape, checkTimes, knownType } from './check-shape.js';
import {
  type ChartLimits,
  type JsonObject,
  type JsonValue,
  checkJson,
  isObject,
  objectOr,
  shown,
  unexpected,
} from './json.js';
import { type TemplateValues, fillTemplate } from './chart-template.js';
import { warnOfColors } from './colors/check-colors.js';
import { withColorScheme } from './colors/color-schemes.js';
import { parseColor } from './colors/css-color.js';
import { withColors } from './colors/default-colors.js';
import { readFunctions, refuseFunctions } from './functions.js';
import { withIndexLabels } from './index-labels.js';
import { readLiteral } from './literal/literal-reader.js';
import { withQuickChartPlugins } from './quickchart/plugin-options.js';
import { SIMPLE_TYPE_NAMES, translateSimpleType } from './quickchart/simple-types.js';
import { TYPES_OF_V2, translateV2 } from './v2/translate-v2.js';

export { type TemplateValues, isTemplateName } from './chart-template.js';
export { type ChartLimits, ChartRefusal, type JsonValue } from './json.js';

const VERSION = /^([234])(?:\.\d{1,5}){0,2}$/;
const MAX_BACKGROUND_LENGTH = 100;
const MAX_WARNINGS = 100;

/** A specification as it was sent. */
interface UserChart {
  /** A JavaScript literal, or parsed JSON. */
  readonly chart: string | JsonValue;
  /** The version of Chart.js that it is for, such as `4` or `2.9.4`. */
  readonly version: string;
  /** CSS colour; `transparent` for none. */
  readonly background: string;
  /** What replaces parts of the chart; absent for nothing. */
  readonly template?: TemplateValues | undefined;
}

/** A specification for Chart.js 4, and what it does not include of the original. */
export interface ReadChart {
  readonly spec: ChartSpec;
  /** One sentence for each ignored part. */
  readonly warnings: readonly string[];
}

/**
 * Reads a specification without running code, and translates it to Chart.js 4.
 *
 * @throws ChartRefusal when it is not data, not a chart, or exceeds a limit
 */
export function readUserChart(
  { chart, version, background, template }: UserChart,
  limits: ChartLimits,
): ReadChart {
  const [, major] = VERSION.exec(version) ?? [];
  if (major === undefined)
    throw unexpected('version', 'a version of Chart.js 2, 3 or 4, such as 2.9.4', version);
  if (background.length > MAX_BACKGROUND_LENGTH) {
    throw unexpected(
      'backgroundColor',
      `a colour of at most ${MAX_BACKGROUND_LENGTH} characters`,
      background,
    );
  }
  const warnings = new Set<string>();
  const warn = (sentence: string) => void (warnings.size < MAX_WARNINGS && warnings.add(sentence));

  const json = typeof chart === 'string' ? readLiteral(chart, limits) : chart;
  if (typeof chart !== 'string') checkJson(chart, limits);
  const isV2 = major === '2';
  const filled = template === undefined ? json : fillTemplate(json, template, { isV2, limits, warn });
  const checked = checkShape(
    filled,
    { inDatasets: isV2 ? TYPES_OF_V2 : [], ofCharts: SIMPLE_TYPE_NAMES },
    limits,
  );
  // Parsed JSON belongs to the request.
  const given = typeof chart === 'string' ? checked : copied(checked);
  const functions = readFunctionsOf(given, warn);
  warnOfWrongColors(given, background, warn);
  const chart4 = translateSimpleType(given, (shape) => (isV2 ? translateV2(shape, warn) : shape), warn);
  const finished = finishChart(chart4, warn);
  const { type, data, options } = finished;
  const { data: readable } = SIMPLE_TYPE_NAMES.includes(given.type) ? given : chart4;
  const described = { ...finished, type: given.type, data: readable };
  return {
    spec: {
      config: { type, data, options } as unknown as ChartSpec['config'],
      ...(functions > 0 && { hasFunctions: true }),
      background,
      title: titleOf(described),
      description: descriptionOf(described),
    },
    warnings: [...warnings],
  };
}

/** Warns of colours by the paths that they were sent with. */
function warnOfWrongColors(
  { options, data }: ChartShape,
  background: string,
  warn: (sentence: string) => void,
): void {
  if (parseColor(background) === undefined) warn(`backgroundColor is not a colour: ${shown(background)}`);
  warnOfColors(options, 'options', warn);
  for (const [index, { data: _data, ...style }] of data.datasets.entries()) {
    warnOfColors(style, `data.datasets.${index}`, warn);
  }
}

/** A copy of everything but the points, which are not changed. */
function copied({ options, data, ...others }: ChartShape): ChartShape {
  // In the same order, which is part of an image's entity tag.
  const datasets = data.datasets.map((dataset) => {
    const entries = Object.entries(dataset);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, name === 'data' ? value : structuredClone(value)]),
    );
  });
  return { ...others, options: structuredClone(options), data: { ...data, datasets } };
}

/** Reads the functions of the options and the datasets; returns how many there are. */
function readFunctionsOf({ options, data }: ChartShape, warn: (sentence: string) => void): number {
  refuseFunctions(data.labels ?? [], 'data.labels');
  for (const [index, dataset] of data.datasets.entries()) {
    refuseFunctions(dataset['data'] as JsonValue[] | JsonObject, `data.datasets.${index}.data`);
  }
  return data.datasets.reduce(
    (count, dataset, index) => count + readFunctions(dataset, `data.datasets.${index}`, warn),
    readFunctions(options, 'options', warn),
  );
}

/**
 * Checks that a chart for Chart.js 4 can be rendered, removes what has no effect, and sets defaults.
 *
 * @param warn - receives one sentence for each part that has no effect or was removed
 * @throws ChartRefusal with the path of what cannot be rendered
 */
function finishChart(chart: ChartShape, warn: (sentence: string) => void): ChartShape {
  warnOfUnusedOptions(chart, warn);
  const options = withoutCallbacks(chart.options, 'options', warn);
  showConfiguredLabels(options);
  removeNonAxes(options);
  checkScales(objectOr(options['scales']));
  checkOptions(options, 'options');
  for (const [index, { data: _data, ...others }] of chart.data.datasets.entries()) {
    checkOptions(others, `data.datasets.${index}`);
  }
  checkTimes({ datasets: chart.data.datasets, labels: chart.data.labels ?? [], options });

  const type = knownType(chart.type) ?? chart.type;
  const known = chart.data.datasets.map(withKnownType);
  const colored = withColors(type, withColorScheme(type, known, options, warn), options);
  const plugged = withQuickChartPlugins({ type, options, datasets: colored });
  const data = withIndexLabels({ ...chart.data, datasets: plugged.datasets }, type, plugged.options);
  const finished: ChartShape = { ...chart, type, options: plugged.options, data };
  checkFormatters(finished);
  return finished;
}

/** Chart.js fails on entries of `scales` that are not axes. */
function removeNonAxes(options: JsonObject): void {
  const scales = objectOr(options['scales']);
  for (const [id, scale] of Object.entries(scales)) if (!isObject(scale)) delete scales[id];
}

/** Options for labels show the labels, unless `display` says otherwise. */
function showConfiguredLabels(options: JsonObject): void {
  const { datalabels } = objectOr(options['plugins']);
  if (isObject(datalabels)) datalabels['display'] ??= true;
}

function withKnownType(dataset: JsonObject): JsonObject {
  const type = knownType(dataset['type']);
  return type === undefined ? dataset : { ...dataset, type };
}

const MAX_TITLE_LENGTH = 200;
const MAX_DESCRIPTION_LENGTH = 500;
const MAX_DATASETS = 10;
const MAX_VALUES = 30;
const MAX_VALUE_LENGTH = 60;
const MAX_TEXT_LENGTH = 2 * MAX_VALUE_LENGTH;

const KINDS: ReadonlyMap<string, string> = new Map([
  ['polarArea', 'Polar area'],
  ['bar', 'Bar'],
  ['line', 'Line'],
  ['pie', 'Pie'],
  ['doughnut', 'Doughnut'],
  ['radar', 'Radar'],
  ['scatter', 'Scatter'],
  ['bubble', 'Bubble'],
  ['horizontalBar', 'Bar'],
  ['sparkline', 'Line'],
  ['progressBar', 'Progress'],
  ['radialGauge', 'Gauge'],
  ['gauge', 'Gauge'],
  ['outlabeledPie', 'Pie'],
  ['outlabeledDoughnut', 'Doughnut'],
  ['donut', 'Doughnut'],
]);

/** The title of a chart; without one, its kind and the labels of its datasets. */
export function titleOf({ type, data, options }: ChartShape): string {
  const title = oneLine(objectOr(objectOr(options['plugins'])['title'])['text']);
  if (title !== '') return cut(title, MAX_TITLE_LENGTH);
  const labels = data.datasets.slice(0, MAX_DATASETS).map((dataset) => oneLine(dataset['label']));
  const names = labels.filter((label) => label !== '').join(', ');
  return cut(names === '' ? kindOf(type) : `${kindOf(type)} of ${names}`, MAX_TITLE_LENGTH);
}

/** Describes a chart: its kind, its datasets and their values, as far as they fit in a few lines. */
export function descriptionOf({ type, data }: ChartShape): string {
  const descriptions = data.datasets.slice(0, MAX_DATASETS).map((dataset, index) => {
    const label = oneLine(dataset['label']);
    const values = listValues(dataset, data.labels ?? []);
    const name = label !== '' ? label : data.datasets.length > 1 ? `Dataset ${index + 1}` : '';
    return name === '' ? values : `${name}: ${values}`;
  });
  return cut(`${kindOf(type)}: ${descriptions.join('; ')}.`, MAX_DESCRIPTION_LENGTH);
}

function kindOf(type: string): string {
  return `${KINDS.get(type) ?? 'Mixed'} chart`;
}

function listValues({ data }: JsonObject, labels: readonly JsonValue[]): string {
  const values = Object.entries(data as JsonValue[] | JsonObject).slice(0, MAX_VALUES);
  return values
    .map(([key, value], index) =>
      `${oneLine(Array.isArray(data) ? labels[index] : key)} ${shownValue(value)}`.trim(),
    )
    .join(', ');
}

function shownValue(value: JsonValue): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.slice(0, 2).map(shownValue).join(' to ');
  if (!isObject(value)) return cut(String(value), MAX_VALUE_LENGTH);
  const { x, y, r } = value;
  const position = [x, y]
    .filter((part) => part !== undefined)
    .map((part) => (isObject(part) ? '' : shownValue(part)));
  return `(${position.join(', ')})${typeof r === 'number' ? ` size ${r}` : ''}`;
}

/** A text, which can be an array of lines, on one line. */
function oneLine(text: JsonValue | undefined): string {
  if (typeof text === 'number') return String(text);
  if (Array.isArray(text)) {
    return text
      .slice(0, MAX_DATASETS)
      .map((line) => (Array.isArray(line) ? '' : oneLine(line)))
      .join(' ');
  }
  return typeof text === 'string' ? cut(text.replace(/\s+/g, ' ').trim(), MAX_TEXT_LENGTH) : '';
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Do not cut a surrogate pair in half.
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
