import { TIME_SCALE_TYPES } from '../chart-types.js';
import { isObject, type JsonObject, type JsonValue, objectOr } from '../json.js';
import { unexpected } from './expected.js';

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
