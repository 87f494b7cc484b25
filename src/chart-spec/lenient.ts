/** A flag, also as text: forms and templates send `"false"`. */
export function flagOf(value: unknown): boolean {
  return typeof value === 'string' ? !/^(?:false|no|off|0|)$/i.test(value.trim()) : Boolean(value);
}

/** A finite number, also as text; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
