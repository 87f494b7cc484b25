import { problemOfGradient } from '../../gradient.js';
import { ChartRefusal } from '../chart-refusal.js';
import { isObject, type JsonObject, type JsonValue } from '../json.js';
import { areDashes, BOUNDS, type Bounds, DASH_NAMES, FONT_BOUNDS, SIDES } from './bounds.js';
import { unexpected } from './expected.js';

/**
 * Holds options, and those that datasets have, to what can be drawn in reasonable time.
 *
 * Their numbers only; a wrong word or a missing one does no harm.
 *
 * @throws ChartRefusal with the path of what is wrong
 */
export function checkOptions(options: JsonObject, path: string): void {
  for (const [name, value] of Object.entries(options)) checkOption(name, value, `${path}.${name}`);
}

function checkOption(name: string, value: JsonValue, path: string): void {
  if (name === '$gradient') {
    checkGradient(value, path);
    return;
  }
  // Chart.js keeps notes of its own under such names, and believes what it finds there.
  if (/^[_$]/.test(name)) throw new ChartRefusal(`Expected no option of the name ${path}`, undefined, path);
  if (DASH_NAMES.has(name) && !areDashes(value)) {
    throw unexpected(path, 'lengths from 0 to 10000 that add up to at least 1 pixel', value);
  }
  const bounds = BOUNDS.get(name);
  if (bounds !== undefined) checkBounds(value, bounds, path);
  if (name === 'font' && isObject(value)) {
    for (const [option, within] of FONT_BOUNDS) checkBounds(value[option], within, `${path}.${option}`);
  }
  if (isObject(value)) checkOptions(value, path);
  else if (Array.isArray(value)) checkItems(value, path);
}

/** Annotations and the like stand in arrays, and colours that may be gradients. */
function checkItems(items: readonly JsonValue[], path: string): void {
  for (const [index, item] of items.entries()) {
    if (isObject(item)) checkOptions(item, `${path}.${index}`);
    else if (Array.isArray(item)) checkItems(item, `${path}.${index}`);
  }
}

function checkGradient(value: JsonValue, path: string): void {
  const problem = problemOfGradient(value);
  if (problem !== undefined) throw new ChartRefusal(`${problem} at ${path}`, undefined, path);
}

function checkBounds(value: JsonValue | undefined, [least, greatest]: Bounds, path: string): void {
  for (const number of numbersIn(value)) {
    if (number < least || number > greatest)
      throw unexpected(path, `between ${least} and ${greatest}`, number);
  }
}

/** The numbers of one property, also those that stand in texts as in `"12px"`. */
function numbersIn(value: JsonValue | undefined): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return [Number.parseFloat(value)].filter(Number.isFinite);
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'number');
  if (!isObject(value)) return [];
  return SIDES.flatMap((side) => (typeof value[side] === 'number' ? [value[side]] : []));
}
