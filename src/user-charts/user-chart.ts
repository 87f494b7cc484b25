import type { ChartSpec } from '../chart-spec/chart-spec.js';
import { OKABE_ITO } from '../chart-spec/theme.js';
import { checkFormatters, checkOptions, warnOfUnusedOptions, withoutCallbacks } from './check-options.js';
import {
  type ChartShape,
  ROUND_TYPES,
  checkScales,
  checkShape,
  checkTimes,
  knownType,
} from './check-shape.js';
import {
  type ChartLimits,
  type JsonObject,
  type JsonValue,
  checkJson,
  isObject,
  objectOr,
  unexpected,
} from './json.js';
import { type TemplateValues, fillTemplate } from './chart-template.js';
import { readFunctions } from './functions.js';
import { readLiteral } from './literal/literal-reader.js';
import { TYPES_OF_V2, translateV2 } from './v2/translate-v2.js';

export { type TemplateValues, isTemplateName } from './chart-template.js';
export { type ChartLimits, ChartRefusal, type JsonValue } from './json.js';

const VERSION = /^([234])(?:\.\d{1,5}){0,2}$/;
const MAX_BACKGROUND_LENGTH = 100;
const MAX_WARNINGS = 100;

/** Adjacent colours differ in brightness, too. */
const PALETTE: readonly string[] = [
  OKABE_ITO.blue,
  OKABE_ITO.orange,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.vermillion,
  OKABE_ITO.skyBlue,
  OKABE_ITO.reddishPurple,
];

/** Alpha as two hex digits: what is behind an area stays visible. */
const HALF_TRANSPARENT = '80';

/** Types that are filled with a solid colour; the others have a line and a translucent area. */
const SOLID_TYPES: ReadonlySet<string> = new Set(['bar', 'pie', 'doughnut']);

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
  const given = checkShape(filled, isV2 ? TYPES_OF_V2 : [], limits);
  let functions = readFunctions(given.options, 'options', warn);
  for (const [index, dataset] of given.data.datasets.entries()) {
    const { data, ...others } = dataset;
    functions += readFunctions(others, `data.datasets.${index}`, warn);
    given.data.datasets[index] = { ...others, data: data as JsonValue };
  }
  const finished = finishChart(isV2 ? translateV2(given, warn) : given, warn);
  const { type, data, options } = finished;
  return {
    spec: {
      config: { type, data, options } as unknown as ChartSpec['config'],
      ...(functions > 0 && { hasFunctions: true }),
      background,
      title: titleOf(finished),
      description: descriptionOf(finished),
    },
    warnings: [...warnings],
  };
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
  const datasets = withColors(type, chart.data.datasets.map(withKnownType), options);
  const finished: ChartShape = { ...chart, type, options, data: { ...chart.data, datasets } };
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

/**
 * Colours for datasets of charts that set none, which Chart.js would render in grey.
 *
 * Each dataset has its own colour; in pies and the like each part has one.
 */
export function withColors(type: string, datasets: readonly JsonObject[], options: JsonObject): JsonObject[] {
  if (setsColors(options) || Object.values(objectOr(options['elements'])).some(setsColors))
    return [...datasets];
  return datasets.map((dataset, index) => {
    if (setsColors(dataset) || setsColors(typeOptions(options, dataset['type'] ?? type))) return dataset;
    const ownType = typeof dataset['type'] === 'string' ? dataset['type'] : type;
    if (!ROUND_TYPES.has(ownType)) return { ...dataset, ...colorsOf(ownType, colorAt(index)) };
    const parts = Object.keys(dataset['data'] ?? []).map((_, part) => colorAt(part));
    return {
      ...dataset,
      backgroundColor: SOLID_TYPES.has(ownType) ? parts : parts.map((color) => color + HALF_TRANSPARENT),
    };
  });
}

function colorsOf(type: string, color: string): JsonObject {
  if (SOLID_TYPES.has(type)) return { backgroundColor: color };
  return { borderColor: color, backgroundColor: color + HALF_TRANSPARENT };
}

function colorAt(index: number): string {
  return PALETTE[index % PALETTE.length] as string;
}

function typeOptions(options: JsonObject, type: JsonValue): JsonObject {
  return typeof type === 'string' ? objectOr(objectOr(options['datasets'])[type]) : {};
}

function setsColors(value: JsonValue): boolean {
  return isObject(value) && (value['backgroundColor'] !== undefined || value['borderColor'] !== undefined);
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
