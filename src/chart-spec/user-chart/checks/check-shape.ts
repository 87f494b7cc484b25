import { CHART_TYPES, knownType } from '../chart-types.js';
import { type ChartLimits, MAX_DATASETS, tooManyPoints } from '../chart-limits.js';
import { ChartRefusal } from '../chart-refusal.js';
import { isObject, type JsonObject, type JsonValue } from '../json.js';
import { unexpected } from './expected.js';

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
