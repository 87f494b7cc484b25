import { callFunction, compileFunctionSource } from '../../chart-functions/chart-function.js';
import { functionIn } from '../../chart-functions/function-source.js';
import { readObjectsWith } from '../../chart-functions/members.js';
import { ProgramError, meter } from '../../chart-functions/meter.js';
import {
  BuiltIn,
  DateValue,
  type Value,
  isFunction,
  isPrimitive,
  isRecord,
  textOf,
} from '../../chart-functions/values.js';
import { problemOfOption } from '../../chart-spec/option-bounds.js';
import { ChartRefusedError } from '../rendering.errors.js';

/** What all functions of a picture can use together: a few hundred milliseconds. */
export const PICTURE_STEPS = 5_000_000;

/** Starts to count the steps of a picture's functions. */
export function startFunctions(): void {
  meter.start(PICTURE_STEPS);
}

/** Properties of Chart.js's own objects (chart, context, axis, tick, element) that functions can read. */
const READABLE = new Set(
  `active chart config data dataIndex dataset datasetIndex datasets index mode type parsed raw tick ticks scale scales
   p0 p1 p0DataIndex p1DataIndex skip x y r base width height left right top bottom min max value label labels text
   chartArea id axis hidden total startAngle endAngle innerRadius outerRadius circumference element major percent`
    .trim()
    .split(/\s+/),
);

/** Methods of Chart.js's own objects that functions can call, with primitives only. */
const CALLABLE = new Set([
  'getLabelForValue',
  'getDatasetMeta',
  'isDatasetVisible',
  'getDataVisibility',
  'getVisibleDatasetCount',
]);

function readChartObject(holder: object, name: string): Value {
  if (READABLE.has(name)) return (holder as Record<string, Value>)[name];
  if (!CALLABLE.has(name)) return undefined;
  const method = (holder as Record<string, unknown>)[name];
  if (typeof method !== 'function') return undefined;
  return new BuiltIn(name, (_, given) => {
    meter.use(5);
    return (method as (...given: unknown[]) => Value).apply(holder, given.slice(0, 2).filter(isPrimitive));
  });
}

readObjectsWith(readChartObject);

/** Converts a fill or a nested value that a function returned. */
type Convert = (value: object) => unknown;

/** The function of JavaScript that interprets a function of a specification; undefined if the value is none. */
export function hostFunction(
  value: unknown,
  path: string,
  convert: Convert,
): ((...given: unknown[]) => unknown) | undefined {
  const source = functionIn(value);
  if (source === undefined) return undefined;
  const compiled = compileFunctionSource(source);
  const name = path.slice(path.lastIndexOf('.') + 1);
  const receivesLabels = (value as { $receives?: unknown }).$receives === 'labels';
  return function (this: unknown, ...given: unknown[]) {
    const values = receivesLabels ? labelsFor(this, given) : given;
    try {
      const result = returned(callFunction(compiled, this, values), convert);
      checkResult(name, result);
      return result;
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      throw new ChartRefusedError(
        `Expected a function that can be run at ${path}, but it ${error.message}`,
        { path },
        error,
      );
    }
  };
}

interface Axis {
  readonly type: string;
  readonly ticks: readonly { value: number; label?: unknown }[];
  getLabelForValue?(value: number): unknown;
}

/** Chart.js 2 passed labels on category and time axes, and the values of all ticks instead of the ticks. */
function labelsFor(axis: unknown, [value, index, ticks]: unknown[]): unknown[] {
  const chartAxis = axis as Axis;
  const { type } = chartAxis;
  const hasLabels = type === 'category' || type === 'time' || type === 'timeseries';
  const labelOf = (position: unknown) =>
    hasLabels && typeof position === 'number' ? chartAxis.getLabelForValue?.(position) : position;
  const all = Array.isArray(ticks)
    ? ticks.map((tick: { value?: unknown } | null) => labelOf(tick?.value))
    : ticks;
  return [labelOf(value), index, all];
}

/** What a function returns has the bounds of the option that it stands for, and so have options in it. */
function checkResult(name: string, result: unknown): void {
  const problem = problemOfOption(name, result);
  if (problem !== undefined) {
    throw new ProgramError(`returns ${String(problem.found)}; ${problem.expected} is possible`);
  }
  if (typeof result === 'number' && Math.abs(result) > MAX_MAGNITUDE) {
    throw new ProgramError(`returns ${result}, which is too large to draw`);
  }
  if (typeof result !== 'object' || result === null) return;
  for (const [inner, value] of Object.entries(result))
    checkResult(Array.isArray(result) ? name : inner, value);
}

const MAX_MAGNITUDE = 1e100;
const MAX_ITEMS = 1_000;
const MAX_LEVELS = 5;

/** What a function returned, as Chart.js takes it: a primitive, a list of lines, options such as a font, or a fill. */
function returned(value: Value, convert: Convert, level = 0): unknown {
  if (isPrimitive(value)) return value;
  if (value instanceof DateValue) return textOf(value);
  if (isFunction(value) || level > MAX_LEVELS) return undefined;
  if (Array.isArray(value)) {
    meter.use(value.length);
    return Array.from(value.slice(0, MAX_ITEMS), (item: Value) => returned(item, convert, level + 1));
  }
  // A gradient of the chart that is passed on.
  if (!isRecord(value)) return convert(value);
  const entries = Object.entries(value).filter(([name]) => !/^_|^(?:constructor|prototype)$/.test(name));
  const options = Object.fromEntries(
    entries.map(([name, item]) => [name, returned(item, convert, level + 1)]),
  );
  return convert(options);
}
