/** A value as a JavaScript literal, which can express more than JSON. */
export function literalOf(value: unknown): string {
  if (value === undefined || Number.isNaN(value)) return String(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${literalOf(one)}`)
    .join(', ')}}`;
}
