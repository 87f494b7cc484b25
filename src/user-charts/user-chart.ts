import type { ChartSpec } from '../chart-spec/chart-spec.js';
import { OKABE_ITO } from '../chart-spec/theme.js';
import { checkFormatters, checkOptions, warnOfIdleNames, withoutCalled } from './check-options.js';
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
import { readLiteral } from './literal/literal-reader.js';
import { TYPES_OF_V2, translateV2 } from './v2/translate-v2.js';

const TITLE_LENGTH = 200;
const DESCRIPTION_LENGTH = 500;
const MAX_DATASETS_SAID = 10;
const MAX_VALUES_SAID = 30;
const TEXT_LENGTH = 60;

const KIND: ReadonlyMap<string, string> = new Map([
  ['polarArea', 'Polar area'],
  ['bar', 'Bar'],
  ['line', 'Line'],
  ['pie', 'Pie'],
  ['doughnut', 'Doughnut'],
  ['radar', 'Radar'],
  ['scatter', 'Scatter'],
  ['bubble', 'Bubble'],
]);

/** What a chart is called: its own title, else its kind and the names of its datasets. */
export function titleOf({ type, data, options }: ChartShape): string {
  const own = words(objectOr(objectOr(options['plugins'])['title'])['text']);
  if (own !== '') return cut(own, TITLE_LENGTH);
  const names = data.datasets.slice(0, MAX_DATASETS_SAID).map((dataset) => words(dataset['label']));
  const said = names.filter((name) => name !== '').join(', ');
  return cut(said === '' ? kindOf(type) : `${kindOf(type)} of ${said}`, TITLE_LENGTH);
}

/** What a chart shows: its kind, its datasets and their values, as many as fit in a few lines. */
export function descriptionOf({ type, data }: ChartShape): string {
  const said = data.datasets.slice(0, MAX_DATASETS_SAID).map((dataset, index) => {
    const name = words(dataset['label']);
    const values = valuesOf(dataset, data.labels ?? []);
    const of = name !== '' ? name : data.datasets.length > 1 ? `Dataset ${index + 1}` : '';
    return of === '' ? values : `${of}: ${values}`;
  });
  return cut(`${kindOf(type)}: ${said.join('; ')}.`, DESCRIPTION_LENGTH);
}

function kindOf(type: string): string {
  return `${KIND.get(type) ?? 'Mixed'} chart`;
}

function valuesOf({ data }: JsonObject, labels: readonly JsonValue[]): string {
  const values = Object.entries(data as JsonValue[] | JsonObject).slice(0, MAX_VALUES_SAID);
  return values
    .map(([key, value], index) =>
      `${words(Array.isArray(data) ? labels[index] : key)} ${shownValue(value)}`.trim(),
    )
    .join(', ');
}

function shownValue(value: JsonValue): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.slice(0, 2).map(shownValue).join(' to ');
  if (!isObject(value)) return cut(String(value), TEXT_LENGTH);
  const { x, y, r } = value;
  const place = [x, y]
    .filter((part) => part !== undefined)
    .map((part) => (isObject(part) ? '' : shownValue(part)));
  return `(${place.join(', ')})${typeof r === 'number' ? ` size ${r}` : ''}`;
}

/** A text, or one of several lines, on one line. */
function words(text: JsonValue | undefined): string {
  if (typeof text === 'number') return String(text);
  if (Array.isArray(text)) {
    return text
      .slice(0, MAX_DATASETS_SAID)
      .map((line) => (Array.isArray(line) ? '' : words(line)))
      .join(' ');
  }
  return typeof text === 'string' ? cut(text.replace(/\s+/g, ' ').trim(), TEXT_LENGTH * 2) : '';
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // No half of a character of two code units.
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Neighbours that differ in brightness too. */
const PALETTE: readonly string[] = [
  OKABE_ITO.blue,
  OKABE_ITO.orange,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.vermillion,
  OKABE_ITO.skyBlue,
  OKABE_ITO.reddishPurple,
];

/** Half transparent, so that what lies behind an area shows. */
const HALF = '80';

/** Types whose colour is their surface; the others have a line, and a surface that is see-through. */
const SURFACES: ReadonlySet<string> = new Set(['bar', 'pie', 'doughnut']);

/**
 * The datasets with a colour of their own where the chart says nothing of colours: Chart.js would draw them grey.
 *
 * A dataset has one colour, and in a chart that is round each of its parts has one.
 */
export function withColors(type: string, datasets: readonly JsonObject[], options: JsonObject): JsonObject[] {
  if (saysColors(options) || Object.values(objectOr(options['elements'])).some(saysColors))
    return [...datasets];
  return datasets.map((dataset, index) => {
    if (saysColors(dataset) || saysColors(typeOptions(options, dataset['type'] ?? type))) return dataset;
    const own = typeof dataset['type'] === 'string' ? dataset['type'] : type;
    if (!ROUND_TYPES.has(own)) return { ...dataset, ...colorsOf(own, colorAt(index)) };
    const parts = Object.keys(dataset['data'] ?? []).map((_, part) => colorAt(part));
    return { ...dataset, backgroundColor: SURFACES.has(own) ? parts : parts.map((color) => color + HALF) };
  });
}

function colorsOf(type: string, color: string): JsonObject {
  if (SURFACES.has(type)) return { backgroundColor: color };
  return { borderColor: color, backgroundColor: color + HALF };
}

function colorAt(index: number): string {
  return PALETTE[index % PALETTE.length] as string;
}

function typeOptions(options: JsonObject, type: JsonValue): JsonObject {
  return typeof type === 'string' ? objectOr(objectOr(options['datasets'])[type]) : {};
}

function saysColors(value: JsonValue): boolean {
  return isObject(value) && (value['backgroundColor'] !== undefined || value['borderColor'] !== undefined);
}

/**
 * Holds a chart of Chart.js 4 to what can be drawn, and says for it what it left to defaults.
 *
 * @param warn - is told, in a sentence each, what has no effect or was left out
 * @throws ChartRefusal with the path of what cannot be drawn
 */
function finishChart(chart: ChartShape, warn: (sentence: string) => void): ChartShape {
  warnOfIdleNames(chart, warn);
  const options = withoutCalled(chart.options, 'options', warn);
  showLabels(options);
  const scales = axesAlone(options);
  checkScales(scales);
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

/** The axes, after what is none was taken out: Chart.js would stop at it. */
function axesAlone(options: JsonObject): JsonObject {
  const scales = objectOr(options['scales']);
  for (const [id, scale] of Object.entries(scales)) if (!isObject(scale)) delete scales[id];
  return scales;
}

/** Labels that a chart says anything about are shown, unless it says that they are not. */
function showLabels(options: JsonObject): void {
  const { datalabels } = objectOr(options['plugins']);
  if (isObject(datalabels)) datalabels['display'] ??= true;
}

function withKnownType(dataset: JsonObject): JsonObject {
  const type = knownType(dataset['type']);
  return type === undefined ? dataset : { ...dataset, type };
}

export type { ChartLimits } from './json.js';
export type { JsonValue } from './json.js';
export { ChartRefusal } from './json.js';

/** A specification as somebody sent it. */
interface UserChart {
  /** A literal of JavaScript, or JSON that is parsed already. */
  readonly chart: string | JsonValue;
  /** The version of Chart.js that it is written for, such as `4` or `2.9.4`. */
  readonly version: string;
  /** CSS colour behind everything; `transparent` for none. */
  readonly background: string;
}

/** What was read: a specification of Chart.js 4, and what of the original it does not say. */
export interface ReadChart {
  readonly spec: ChartSpec;
  /** One sentence for each thing that was left out. */
  readonly warnings: readonly string[];
}

const VERSION = /^([234])(?:\.\d{1,5}){0,2}$/;
const MAX_BACKGROUND_LENGTH = 100;
const MAX_WARNINGS = 100;

/**
 * Reads a specification, runs nothing, and translates it to Chart.js 4.
 *
 * @throws ChartRefusal when it is not data, not a chart, or beyond a limit
 */
export function readUserChart({ chart, version, background }: UserChart, limits: ChartLimits): ReadChart {
  const [, major] = VERSION.exec(version) ?? [];
  if (major === undefined) throw unexpected('version', 'that of Chart.js 2, 3 or 4, such as 2.9.4', version);
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
  const given = checkShape(json, isV2 ? TYPES_OF_V2 : [], limits);
  const finished = finishChart(isV2 ? translateV2(given, warn) : given, warn);
  const { type, data, options } = finished;
  return {
    spec: {
      config: { type, data, options } as unknown as ChartSpec['config'],
      background,
      title: titleOf(finished),
      description: descriptionOf(finished),
    },
    warnings: [...warnings],
  };
}
