import type { ChartForm, ChartStyle } from '../chart-spec/chart-style.js';
import type { Question } from '../sources/metrics-source.port.js';
import { TICK_MS } from '../sources/tick.js';
import type { PictureQuery } from './picture-query.js';

// Steps that people count in, in seconds: a minute, an hour and a day are whole numbers of each that is shorter.
const STEPS_SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
] as const;

// A bar and its gap need more room than a turn of a line.
const PX_PER_POINT: Readonly<Record<ChartForm, number>> = { bar: 12, line: 4, area: 4 };

/** How a picture looks that somebody asks for. */
export function styleOf(query: PictureQuery): ChartStyle {
  const { type, theme = 'light', width: widthPx, height: heightPx, range } = query;
  return { widthPx, heightPx, theme, form: type ?? (range === undefined ? 'bar' : 'line') };
}

/**
 * What a source must be asked for a picture.
 *
 * Its moment is the beginning of a tick, and of a step where there is a range: whoever asks within it asks the same.
 */
export function questionOf(query: PictureQuery, nowMs: number): Question {
  const { app, metric: metrics, query: promql, range: rangeMs } = query;
  const what = {
    ...(app !== undefined && { app }),
    ...(metrics !== undefined && { metrics }),
    ...(promql !== undefined && { query: promql }),
  };
  if (rangeMs === undefined) return { atMs: floorTo(TICK_MS, nowMs), ...what };
  const stepMs = stepFor(rangeMs, styleOf(query));
  const atMs = floorTo(stepMs, nowMs);
  // At least one step, and whole ones.
  const fromMs = atMs - Math.max(stepMs, floorTo(stepMs, rangeMs));
  return { atMs, range: { fromMs, stepMs }, ...what };
}

function stepFor(rangeMs: number, { widthPx, form }: ChartStyle): number {
  const leastMs = rangeMs / (widthPx / PX_PER_POINT[form]);
  return (STEPS_SECONDS.find((seconds) => seconds * 1000 >= leastMs) ?? STEPS_SECONDS.at(-1)!) * 1000;
}

function floorTo(unitMs: number, ms: number): number {
  return Math.floor(ms / unitMs) * unitMs;
}
