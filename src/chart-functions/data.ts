import { MAX_DEPTH, ProgramError, meter } from './meter.js';
import { Closure, DateValue, type Value, isPrimitive, isRecord, named } from './values.js';

/**
 * A value of a program as data for a chart: dates are milliseconds since 1970, functions are their sources.
 *
 * @throws ProgramError when the value is none of these
 */
export function dataOf(value: Value, depth = 0): unknown {
  meter.use(1);
  if (isPrimitive(value)) return value;
  if (depth > MAX_DEPTH) throw new ProgramError(`nests values more than ${MAX_DEPTH} levels deep`);
  if (Array.isArray(value)) return Array.from(value, (item: Value) => dataOf(item, depth + 1) ?? null);
  if (value instanceof DateValue) return value.ms;
  if (value instanceof Closure) return { $function: value.source };
  if (!isRecord(value)) throw new ProgramError(`makes ${named(value)} that is not data`);
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [name, dataOf(item, depth + 1)] as const)
      .filter(([, item]) => item !== undefined),
  );
}
