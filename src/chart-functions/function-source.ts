/**
 * The source of the function that is used in place of a value, if any: that of `{ $function: … }`.
 *
 * With `$receives: 'labels'`, a function of ticks for Chart.js 2, which receives labels instead of values.
 */
export function functionIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('$function' in value)) return undefined;
  return typeof value.$function === 'string' ? value.$function : undefined;
}
