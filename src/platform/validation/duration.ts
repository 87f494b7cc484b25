/**
 * Durations as Prometheus writes them: `30s`, `1h30m`, `7d`; each unit at most once, largest unit first.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations
 */
export const DURATION_PATTERN = /^(?=\d)(\d{1,9}w)?(\d{1,9}d)?(\d{1,9}h)?(\d{1,9}m)?(\d{1,9}s)?(\d{1,9}ms)?$/;

/** Milliseconds in a week, a day, an hour, a minute, a second and a millisecond: the groups of the pattern. */
const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];

/** @returns NaN when the text does not match the pattern */
export function durationMs(text: string): number {
  const parts = DURATION_PATTERN.exec(text)?.slice(1);
  if (parts === undefined) return NaN;
  return parts.reduce((sum, part, index) => sum + (part ? parseInt(part, 10) * UNITS_MS[index]! : 0), 0);
}

/** @returns NaN when the text does not match the pattern */
export function durationSeconds(text: string): number {
  return durationMs(text) / 1000;
}
