import {
  type ChartLimits,
  ChartRefusal,
  type JsonObject,
  type JsonValue,
  MAX_DATASETS,
  isObject,
  objectOr,
  tooManyPoints,
  unexpected,
} from './json.js';

/** The chart types of Chart.js 4. */
const CHART_TYPES = ['bar', 'line', 'pie', 'doughnut', 'polarArea', 'radar', 'scatter', 'bubble'] as const;

type KnownChartType = (typeof CHART_TYPES)[number];

/** Other names that QuickChart accepts. */
const TYPE_ALIASES = new Map<string, KnownChartType>([['donut', 'doughnut']]);

/** Chart types whose parts each have their own colour; they have no axes or a radial one. */
export const ROUND_TYPES: ReadonlySet<string> = new Set(['pie', 'doughnut', 'polarArea']);

const SCALE_TYPES = ['linear', 'logarithmic', 'category', 'time', 'timeseries', 'radialLinear'];

const TIME_SCALE_TYPES: ReadonlySet<unknown> = new Set(['time', 'timeseries']);

export function knownType(type: unknown): KnownChartType | undefined {
  if (typeof type !== 'string') return undefined;
  return TYPE_ALIASES.get(type) ?? CHART_TYPES.find((known) => known === type);
}

/** A chart whose structure was checked. */
export interface ChartShape {
  readonly type: string;
  readonly data: JsonObject & { readonly datasets: JsonObject[]; readonly labels?: JsonValue[] };
  readonly options: JsonObject;
  /** Names of other properties, which have no effect. */
  readonly others: readonly string[];
}

/** Chart types in addition to those of Chart.js 4: those that datasets can have too, and those of whole charts. */
interface ExtraTypes {
  readonly inDatasets: readonly string[];
  readonly ofCharts: readonly string[];
}

/** Plugins of QuickChart that load data, and from where. */
const DATA_SOURCES = new Map([
  ['googleSheets', 'Google Sheets'],
  ['airtable', 'Airtable'],
]);

/** @throws ChartRefusal when a plugin should load the data: this service reads nothing from the network for a chart */
function refuseDataSources(options: JsonValue | undefined): void {
  for (const name of Object.keys(objectOr(objectOr(options)['plugins']))) {
    const source = DATA_SOURCES.get(name);
    if (source === undefined) continue;
    const path = `options.plugins.${name}`;
    const sentence = `Expected the data of the chart, but ${path} would load it from ${source}, which is not supported: send the data itself`;
    throw new ChartRefusal(sentence, undefined, path);
  }
}

/**
 * Checks the structure of a chart, and the number of its points and labels.
 *
 * @param extra - accepted types in addition to those of Chart.js 4
 * @throws ChartRefusal with the path of the wrong value
 */
export function checkShape(chart: JsonValue | undefined, extra: ExtraTypes, limits: ChartLimits): ChartShape {
  if (!isObject(chart)) throw unexpected('the chart', 'an object', chart);
  const { type, data, options, ...others } = chart;
  refuseDataSources(options);
  checkType('type', type, [...extra.inDatasets, ...extra.ofCharts]);
  if (!isObject(data)) throw unexpected('data', 'an object', data);
  if (options !== undefined && options !== null && !isObject(options)) {
    throw unexpected('options', 'an object', options);
  }
  const { datasets, labels } = data;
  if (!Array.isArray(datasets)) throw unexpected('data.datasets', 'an array', datasets);
  if (datasets.length > MAX_DATASETS) {
    throw unexpected('data.datasets', `of at most ${MAX_DATASETS} datasets`, datasets.length);
  }
  if (labels !== undefined && labels !== null && !Array.isArray(labels)) {
    throw unexpected('data.labels', 'an array', labels);
  }
  checkDatasets(datasets, extra.inDatasets, limits.maxPoints - (labels?.length ?? 0), limits);
  return {
    type: type as string,
    data: { ...data, datasets: datasets as JsonObject[] },
    options: options ?? {},
    others: Object.keys(others),
  };
}

function checkDatasets(
  datasets: readonly JsonValue[],
  extraTypes: readonly string[],
  maxPoints: number,
  limits: ChartLimits,
): void {
  let points = 0;
  for (const [index, dataset] of datasets.entries()) {
    const path = `data.datasets.${index}`;
    if (!isObject(dataset)) throw unexpected(path, 'an object', dataset);
    if (dataset['type'] !== undefined) checkType(`${path}.type`, dataset['type'], extraTypes);
    const { data } = dataset;
    if (!Array.isArray(data) && !isObject(data))
      throw unexpected(`${path}.data`, 'an array or an object', data);
    points += Array.isArray(data) ? data.length : Object.keys(data).length;
  }
  if (points > maxPoints) throw new ChartRefusal(tooManyPoints(limits), undefined, 'data');
}

function checkType(path: string, type: JsonValue | undefined, extraTypes: readonly string[]): void {
  if (knownType(type) !== undefined || extraTypes.some((known) => known === type)) return;
  throw unexpected(path, `one of ${[...CHART_TYPES, ...extraTypes].join(', ')}`, type);
}

const TIME_UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];
/** A week that starts on Monday is allowed for rounding only. */
const ROUNDING_UNITS = [...TIME_UNITS, 'isoWeek'];

/**
 * Checks the types of axes, and the units and steps of time axes.
 *
 * @throws ChartRefusal with the path of the wrong value
 */
export function checkScales(scales: JsonObject): void {
  for (const [id, scale] of Object.entries(scales)) {
    const path = `options.scales.${id}`;
    // Chart.js ignores entries that are not axes; `warnOfUnusedOptions` reports them.
    if (!isObject(scale)) continue;
    const { type } = scale;
    if (type !== undefined && !SCALE_TYPES.some((known) => known === type)) {
      throw unexpected(`${path}.type`, `one of ${SCALE_TYPES.join(', ')}`, type);
    }
    if (TIME_SCALE_TYPES.has(type)) checkTimeScale(scale, path);
  }
}

function checkTimeScale(scale: JsonObject, path: string): void {
  const time = objectOr(scale['time']);
  for (const name of ['unit', 'minUnit', 'round'] as const) {
    const unit = time[name];
    const known = name === 'round' ? ROUNDING_UNITS : TIME_UNITS;
    if (unit === undefined || unit === null || unit === false || known.some((one) => one === unit)) continue;
    throw unexpected(`${path}.time.${name}`, `one of ${known.join(', ')}`, unit);
  }
  // Adding half a month to a date returns the same date, which makes an endless loop.
  for (const [holder, holderPath] of [
    [time, `${path}.time`],
    [objectOr(scale['ticks']), `${path}.ticks`],
  ] as const) {
    const step = holder['stepSize'];
    if (step === undefined || step === null || (Number.isInteger(step) && Number(step) >= 1)) continue;
    throw unexpected(`${holderPath}.stepSize`, 'a positive integer on a time axis', step);
  }
}

/** The largest valid time value. @see ECMA-262, 21.4.1.1 */
const MAX_TIME_MS = 8.64e15;

interface ChartTimes {
  readonly datasets: readonly JsonObject[];
  readonly labels: readonly JsonValue[];
  readonly options: JsonObject;
}

/**
 * Checks that numbers on time axes are valid times: from an invalid one, Chart.js would count ticks endlessly.
 *
 * @throws ChartRefusal with the path of the wrong value
 */
export function checkTimes({ datasets, labels, options }: ChartTimes): void {
  const axes = timeAxesOf(objectOr(options['scales']));
  if (axes.size === 0) return;
  const valueAxis = options['indexAxis'] === 'y' ? 'x' : 'y';
  for (const [index, label] of labels.entries()) checkTime(label, `data.labels.${index}`);
  for (const [index, dataset] of datasets.entries()) {
    // With `parsing`, any property of a point can be the time.
    const names = dataset['parsing'] === undefined && options['parsing'] === undefined ? axes : undefined;
    for (const [key, point] of Object.entries(dataset['data'] as JsonValue[] | JsonObject)) {
      checkPoint(point, `data.datasets.${index}.data.${key}`, axes.has(valueAxis), names);
    }
  }
}

/** The letters of the time axes, whose limits are checked here too. */
function timeAxesOf(scales: JsonObject): Set<string> {
  const axes = new Set<string>();
  for (const [id, scale] of Object.entries(scales)) {
    if (!isObject(scale) || !TIME_SCALE_TYPES.has(scale['type'])) continue;
    axes.add(typeof scale['axis'] === 'string' ? scale['axis'] : id.charAt(0));
    for (const name of ['min', 'max', 'suggestedMin', 'suggestedMax']) {
      checkTime(scale[name], `options.scales.${id}.${name}`);
    }
  }
  return axes;
}

function checkPoint(
  point: JsonValue | undefined,
  path: string,
  isValueTime: boolean,
  names: ReadonlySet<string> | undefined,
): void {
  if (isObject(point)) {
    for (const [name, value] of Object.entries(point)) {
      if (names?.has(name) ?? true) checkTime(value, `${path}.${name}`);
    }
  } else if (isValueTime) {
    for (const value of Array.isArray(point) ? point : [point]) checkTime(value, path);
  }
}

function checkTime(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'number' || Math.abs(value) <= MAX_TIME_MS) return;
  throw unexpected(path, 'a valid time in milliseconds since 1970', value);
}
