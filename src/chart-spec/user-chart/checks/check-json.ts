import {
  type ChartLimits,
  MAX_TEXT_LENGTH,
  maxValuesOf,
  problemOfKey,
  problemOfNumber,
  tooDeep,
  tooLongText,
  tooManyPoints,
  tooManyValues,
} from '../chart-limits.js';
import { ChartRefusal } from '../chart-refusal.js';
import type { JsonValue } from '../json.js';

/**
 * Holds JSON that is parsed already to what the reader of literals holds a text to.
 *
 * @throws ChartRefusal with the path of what is beyond a limit
 */
export function checkJson(chart: JsonValue, limits: ChartLimits): void {
  const maxValues = maxValuesOf(limits);
  const names: (string | number)[] = [];
  let values = 0;

  const refuse = (sentence: string): ChartRefusal => {
    const path = names.join('.');
    return new ChartRefusal(path === '' ? sentence : `${sentence} at ${path}`, undefined, path);
  };
  const check = (value: JsonValue): void => {
    if (++values > maxValues) throw refuse(tooManyValues(limits));
    if (typeof value === 'string') {
      if (value.length > MAX_TEXT_LENGTH) throw refuse(tooLongText(value));
    } else if (typeof value === 'number') {
      const problem = problemOfNumber(value);
      if (problem !== undefined) throw refuse(problem);
    } else if (value !== null && typeof value === 'object') checkInside(value);
  };
  const checkInside = (value: JsonValue[] | { [key: string]: JsonValue }): void => {
    if (names.length >= limits.maxDepth) throw refuse(tooDeep(limits));
    if (Array.isArray(value) && value.length > limits.maxPoints) throw refuse(tooManyPoints(limits));
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) checkNamed(index, value[index] as JsonValue);
      return;
    }
    for (const name of Object.keys(value)) {
      const problem = problemOfKey(name);
      if (problem !== undefined) throw refuse(problem);
      checkNamed(name, value[name] as JsonValue);
    }
  };
  const checkNamed = (name: string | number, value: JsonValue): void => {
    names.push(name);
    check(value);
    names.pop();
  };

  check(chart);
}
