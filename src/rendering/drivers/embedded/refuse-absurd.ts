// Chart.js looks for steps between ticks in sums and powers of the values: near the largest numbers there are,
// these overflow, and it looks for ever or until the memory is used up.
const MAX_MAGNITUDE = 1e100;

/** Options that say how often Chart.js does something, and nothing of Chart.js limits. */
const MOST: ReadonlyMap<string, number> = new Map([
  ['count', 1000],
  ['sides', 1000],
  // In degrees; each full circle is drawn.
  ['circumference', 3600],
]);

/**
 * Refuses numbers that would keep Chart.js busy for ever, also those written as text, which it reads as numbers.
 *
 * @throws Error naming the property
 */
export function refuseAbsurd(value: unknown, property = 'data'): void {
  if (Array.isArray(value)) return value.forEach((item) => refuseAbsurd(item, property));
  if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) refuseAbsurd(item, key);
    return;
  }
  if (typeof value !== 'number' && typeof value !== 'string') return;
  const most = MOST.get(property) ?? MAX_MAGNITUDE;
  const number = Number(value);
  if (Number.isFinite(number) && Math.abs(number) > most) {
    throw new Error(`Expected ${property} between ${-most} and ${most} but received ${String(number)}`);
  }
}
