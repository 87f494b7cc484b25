/** Length of a tick, the model's unit of time. Ticks are counted from 1970-01-01T00:00:00Z. */
export const TICK_MS = 1000;

/**
 * The tick that is in progress at a time.
 *
 * @param timeMs - milliseconds since 1970-01-01T00:00:00Z, can be negative or fractional
 * @returns an integer
 * @throws RangeError when the time is not a finite number
 */
export function tickAt(timeMs: number): number {
  if (!Number.isFinite(timeMs)) {
    throw new RangeError(`Expected timeMs to be a finite number but received ${timeMs}`);
  }
  return Math.floor(timeMs / TICK_MS);
}

/**
 * The newest tick that is complete at a time: the last one that can be reported.
 *
 * @param timeMs - milliseconds since 1970-01-01T00:00:00Z, can be negative or fractional
 * @returns an integer
 * @throws RangeError when the time is not a finite number
 */
export function lastCompleteTick(timeMs: number): number {
  return tickAt(timeMs) - 1;
}
