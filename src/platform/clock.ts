/** The time, as a dependency: nothing else in `src` reads the system clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
}

export const CLOCK = Symbol('Clock');

export const systemClock: Clock = { nowMs: () => Date.now() };

/**
 * A time for measuring steps of work, in milliseconds with fractions. It never goes back, is the same in all threads of
 * a process, and differs from the system's clock by as much as that was corrected.
 */
export function steadyTimeMs(): number {
  return performance.timeOrigin + performance.now();
}
