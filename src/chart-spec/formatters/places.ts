/** Where a formatter may stand in a configuration of Chart.js; `*` is any name. */
export const FORMATTER_PLACES: readonly (readonly string[])[] = [
  ['options', 'plugins', 'datalabels', 'formatter'],
  ['data', 'datasets', '*', 'datalabels', 'formatter'],
  ['options', 'scales', '*', 'ticks', 'callback'],
];

/**
 * Replaces what stands at a place.
 *
 * @param replace - is given the value and its path
 * @returns a copy along the way to what changed, or the very object when nothing did
 */
export function replaceAt(
  value: unknown,
  place: readonly string[],
  replace: (value: unknown, path: string) => unknown,
  path: readonly string[] = [],
): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return replace(value, path.join('.'));
  if (typeof value !== 'object' || value === null) return value;
  const holder = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const key of name === '*' ? Object.keys(holder) : [name]) {
    if (!Object.hasOwn(holder, key)) continue;
    const replaced = replaceAt(holder[key], rest, replace, [...path, key]);
    if (replaced === holder[key]) continue;
    copy ??= (Array.isArray(value) ? [...(value as unknown[])] : { ...holder }) as Record<string, unknown>;
    copy[key] = replaced;
  }
  return copy ?? value;
}
