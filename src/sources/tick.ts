import type { Question } from './metrics-source.port.js';

/** The length of a tick of a source: what it tells of a moment is the same for the whole of a second. */
export const TICK_MS = 1000;

/** When an answer grows old: at the end of its tick, or of its step where it has steps. */
export function tickEndMs({ atMs, range }: Pick<Question, 'atMs' | 'range'>): number {
  return atMs + (range?.stepMs ?? TICK_MS);
}
