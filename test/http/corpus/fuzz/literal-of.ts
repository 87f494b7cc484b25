/** A value as a literal of JavaScript, which knows more than JSON does. */
export function literalOf(value: unknown): string {
  if (value === undefined || Number.isNaN(value)) return String(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${literalOf(one)}`)
    .join(', ')}}`;
}
