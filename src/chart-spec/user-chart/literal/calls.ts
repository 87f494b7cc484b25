import { type JsonValue, shown } from '../json.js';
import { problemOfGradient } from '../../gradient.js';
import type { ChartRefusal } from '../chart-refusal.js';

type Given = readonly (JsonValue | undefined)[];
type Refuse = (sentence: string) => ChartRefusal;

/** A date, or a date and time, with or without its zone. @see ECMA-262, 21.4.1.32 */
const ISO_DATE =
  /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** The value of one of the calls that are read as data. */
export function valueOfCall(
  name: 'new Date' | 'getGradientFillHelper',
  given: Given,
  refuse: Refuse,
): JsonValue {
  return name === 'new Date' ? dateOf(given, refuse) : gradientOf(given, refuse);
}

/**
 * Milliseconds since 1970. The host's time zone has no say in it: a time without its zone is UTC.
 *
 * Without arguments it would be the time of drawing, and the same chart another picture each time: refused.
 */
function dateOf(given: Given, refuse: Refuse): number {
  const milliseconds = millisecondsOf(given);
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw refuse(
    `Expected new Date with milliseconds, an ISO 8601 date or numbers from the year on but received ${given.length === 0 ? 'nothing' : shown(given[0])}`,
  );
}

function millisecondsOf(given: Given): number {
  const [first] = given;
  if (given.length > 1) {
    const parts = given.filter((part) => typeof part === 'number');
    return parts.length === given.length ? Date.UTC(...(parts as [number])) : Number.NaN;
  }
  if (typeof first === 'number') return new Date(first).getTime();
  if (typeof first !== 'string') return Number.NaN;
  const [date, time, zone] = ISO_DATE.exec(first) ?? [];
  if (date === undefined) return Number.NaN;
  return Date.parse(time !== undefined && zone === undefined ? `${first}Z` : first);
}

function gradientOf([direction, colors, dimensions]: Given, refuse: Refuse): JsonValue {
  const size = typeof dimensions === 'object' && !Array.isArray(dimensions) ? dimensions : undefined;
  const gradient: JsonValue = {
    direction: direction ?? 'vertical',
    colors: colors ?? null,
    ...(typeof size?.['width'] === 'number' && { width: size['width'] }),
    ...(typeof size?.['height'] === 'number' && { height: size['height'] }),
  };
  const problem = problemOfGradient(gradient);
  if (problem !== undefined) throw refuse(problem);
  return { $gradient: gradient };
}
