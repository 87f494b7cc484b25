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

/** The types of Chart.js 4, as they are named there. */
const CHART_TYPES = ['bar', 'line', 'pie', 'doughnut', 'polarArea', 'radar', 'scatter', 'bubble'] as const;

type KnownChartType = (typeof CHART_TYPES)[number];

/** What QuickChart also calls them. */
const OTHER_NAMES = new Map<string, KnownChartType>([['donut', 'doughnut']]);

/** Charts without axes or with one round one, which have a colour for each of their parts. */
export const ROUND_TYPES: ReadonlySet<string> = new Set(['pie', 'doughnut', 'polarArea']);

const SCALE_TYPES = ['linear', 'logarithmic', 'category', 'time', 'timeseries', 'radialLinear'];

const TIME_SCALE_TYPES: ReadonlySet<unknown> = new Set(['time', 'timeseries']);

export function knownType(type: unknown): KnownChartType | undefined {
  if (typeof type !== 'string') return undefined;
  return OTHER_NAMES.get(type) ?? CHART_TYPES.find((known) => known === type);
}

/** A chart whose outline is right: the rest of the reading relies on it. */
export interface ChartShape {
  readonly type: string;
  readonly data: JsonObject & { readonly datasets: JsonObject[]; readonly labels?: JsonValue[] };
  readonly options: JsonObject;
  /** What else stands beside them. */
  readonly others: readonly string[];
}

/**
 * Holds a chart to its outline, and its points and labels to the limit.
 *
 * @param typesBeside - names of types that are known beside those of Chart.js 4
 * @throws ChartRefusal with the path of what is wrong
 */
export function checkShape(
  chart: JsonValue | undefined,
  typesBeside: readonly string[],
  limits: ChartLimits,
): ChartShape {
  if (!isObject(chart)) throw unexpected('the chart', 'an object', chart);
  const { type, data, options, ...others } = chart;
  checkType('type', type, typesBeside);
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
  checkDatasets(datasets, typesBeside, limits.maxPoints - (labels?.length ?? 0), limits);
  return {
    type: type as string,
    data: { ...data, datasets: datasets as JsonObject[] },
    options: options ?? {},
    others: Object.keys(others),
  };
}

function checkDatasets(
  datasets: readonly JsonValue[],
  typesBeside: readonly string[],
  mostPoints: number,
  limits: ChartLimits,
): void {
  let points = 0;
  for (const [index, dataset] of datasets.entries()) {
    const path = `data.datasets.${index}`;
    if (!isObject(dataset)) throw unexpected(path, 'an object', dataset);
    if (dataset['type'] !== undefined) checkType(`${path}.type`, dataset['type'], typesBeside);
    const { data } = dataset;
    if (!Array.isArray(data) && !isObject(data))
      throw unexpected(`${path}.data`, 'an array or an object', data);
    points += Array.isArray(data) ? data.length : Object.keys(data).length;
  }
  if (points > mostPoints) throw new ChartRefusal(tooManyPoints(limits), undefined, 'data');
}

function checkType(path: string, type: JsonValue | undefined, typesBeside: readonly string[]): void {
  if (knownType(type) !== undefined || typesBeside.some((known) => known === type)) return;
  throw unexpected(path, `one of ${[...CHART_TYPES, ...typesBeside].join(', ')}`, type);
}

const TIME_UNITS = [
  ...['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'],
];
/** A week that begins on Monday; for rounding alone. */
const ROUND_UNITS = [...TIME_UNITS, 'isoWeek'];

/**
 * Holds the axes to types that there are, and those of time to steps that lead on.
 *
 * @throws ChartRefusal with the path of what is wrong
 */
export function checkScales(scales: JsonObject): void {
  for (const [id, scale] of Object.entries(scales)) {
    const path = `options.scales.${id}`;
    // Chart.js skips what is no axis; `warnOfIdleNames` tells of it.
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
    const known = name === 'round' ? ROUND_UNITS : TIME_UNITS;
    if (unit === undefined || unit === null || unit === false || known.some((one) => one === unit)) continue;
    throw unexpected(`${path}.time.${name}`, `one of ${known.join(', ')}`, unit);
  }
  // Half a month added to a date is that very date, for ever.
  for (const [holder, holderPath] of [
    [time, `${path}.time`],
    [objectOr(scale['ticks']), `${path}.ticks`],
  ] as const) {
    const step = holder['stepSize'];
    if (step === undefined || step === null || (Number.isInteger(step) && Number(step) >= 1)) continue;
    throw unexpected(`${holderPath}.stepSize`, 'a whole number of units on an axis of time', step);
  }
}

/** The last millisecond that is a date. @see ECMA-262, 21.4.1.1 */
const LAST_INSTANT = 8.64e15;

interface TimedChart {
  readonly datasets: readonly JsonObject[];
  readonly labels: readonly JsonValue[];
  readonly options: JsonObject;
}

/**
 * Holds numbers on axes of time to dates: Chart.js would count ticks from one that is none, for ever.
 *
 * @throws ChartRefusal with the path of what is wrong
 */
export function checkTimes({ datasets, labels, options }: TimedChart): void {
  const axes = timeAxesOf(objectOr(options['scales']));
  if (axes.size === 0) return;
  const valueAxis = options['indexAxis'] === 'y' ? 'x' : 'y';
  for (const [index, label] of labels.entries()) checkInstant(label, `data.labels.${index}`);
  for (const [index, dataset] of datasets.entries()) {
    // Where data name their own properties, any of them may be the time.
    const names = dataset['parsing'] === undefined && options['parsing'] === undefined ? axes : undefined;
    for (const [key, point] of Object.entries(dataset['data'] as JsonValue[] | JsonObject)) {
      checkPoint(point, `data.datasets.${index}.data.${key}`, axes.has(valueAxis), names);
    }
  }
}

/** The letters of the axes of time; their limits are dates too. */
function timeAxesOf(scales: JsonObject): Set<string> {
  const axes = new Set<string>();
  for (const [id, scale] of Object.entries(scales)) {
    if (!isObject(scale) || !TIME_SCALE_TYPES.has(scale['type'])) continue;
    axes.add(typeof scale['axis'] === 'string' ? scale['axis'] : id.charAt(0));
    for (const name of ['min', 'max', 'suggestedMin', 'suggestedMax']) {
      checkInstant(scale[name], `options.scales.${id}.${name}`);
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
      if (names?.has(name) ?? true) checkInstant(value, `${path}.${name}`);
    }
  } else if (isValueTime) {
    for (const value of Array.isArray(point) ? point : [point]) checkInstant(value, path);
  }
}

function checkInstant(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'number' || Math.abs(value) <= LAST_INSTANT) return;
  throw unexpected(path, 'milliseconds since 1970 that are a date', value);
}
