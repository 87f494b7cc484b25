const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/**
 * Durations as Prometheus writes them: `30s`, `1h30m`, `7d`; each unit at most once, from the greatest down.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations
 */
export const DURATION_PATTERN = /^(?=\d)(\d{1,9}w)?(\d{1,9}d)?(\d{1,9}h)?(\d{1,9}m)?(\d{1,9}s)?(\d{1,9}ms)?$/;

/** @param text - a duration of the pattern; NaN for any other text */
export function durationMs(text: string): number {
  const parts = DURATION_PATTERN.exec(text)?.slice(1);
  if (parts === undefined) return NaN;
  return parts.reduce((sum, part, index) => sum + (part ? parseInt(part, 10) * UNITS[index]![1] : 0), 0);
}

/** @param text - a duration of the pattern */
export function durationSeconds(text: string): number {
  return durationMs(text) / 1000;
}

/**
 * The shortest text of a duration.
 *
 * @param ms - an integer >= 0
 */
export function durationText(ms: number): string {
  if (ms === 0) return '0s';
  let rest = ms;
  return UNITS.map(([unit, unitMs]) => {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    return count > 0 ? `${count}${unit}` : '';
  }).join('');
}
