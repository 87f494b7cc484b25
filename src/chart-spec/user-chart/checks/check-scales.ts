import { SCALE_TYPES, TIME_SCALE_TYPES } from '../chart-types.js';
import { isObject, type JsonObject, objectOr } from '../json.js';
import { unexpected } from './expected.js';

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
