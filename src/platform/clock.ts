/** The time, as a dependency: nothing else in `src` reads the system clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
}

export const CLOCK = Symbol('Clock');

export const systemClock: Clock = { nowMs: () => Date.now() };

/**
 * The time for measuring steps of work, in milliseconds since the Unix epoch with fractions. It never goes back, and is
 * the same in all threads of a process.
 */
export function steadyTimeMs(): number {
  return performance.timeOrigin + performance.now();
}
