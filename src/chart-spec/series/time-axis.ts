import { inkOf, isTiny, type ChartStyle } from '../chart-style.js';
import { FONT_SIZE_PX } from '../theme.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// Steps that people count in: each begins at the start of the next greater unit.
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
  ...[1, 2, 5, 10, 30].map((count) => count * DAY_MS),
];

const TICK_WIDTH_PX = { withDay: 120, plain: 80 };

/** The axis of time, in UTC, over the times there are; Chart.js's own ticks would be at any minute. */
export function timeAxis(timesMs: readonly number[], style: ChartStyle) {
  const ink = inkOf(style);
  const [first = 0] = timesMs;
  const last = timesMs.at(-1) ?? first;
  const spansDays = last - first > DAY_MS;
  const tickPx = spansDays ? TICK_WIDTH_PX.withDay : TICK_WIDTH_PX.plain;
  const stepMs = stepFor(((last - first) * tickPx) / style.widthPx);
  const format = formatFor(stepMs, spansDays);
  return {
    ticksMs: timesBetween(first, last, stepMs),
    scale: {
      type: 'time' as const,
      display: !isTiny(style),
      min: first,
      max: last,
      time: {
        displayFormats: {
          second: format,
          minute: format,
          hour: format,
          day: format,
          week: format,
          month: format,
        },
      },
      border: { color: ink.axis },
      grid: { color: ink.grid, drawTicks: true, offset: false },
      ticks: {
        source: 'labels' as const,
        color: ink.quietText,
        maxRotation: 0,
        font: { size: FONT_SIZE_PX.tick },
      },
      title: {
        display: !isTiny(style),
        text: dayText(timesMs),
        color: ink.quietText,
        font: { size: FONT_SIZE_PX.tick },
      },
    },
  };
}

/** The day or days that some times lie in. */
export function dayText(timesMs: readonly number[]): string {
  const [first] = timesMs;
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined) return 'UTC';
  const days = new Set([first, last].map((ms) => new Date(ms).toISOString().slice(0, 10)));
  return `${[...days].join(' to ')}, UTC`;
}

function stepFor(leastMs: number): number {
  return STEPS_MS.find((step) => step >= leastMs) ?? STEPS_MS.at(-1)!;
}

function formatFor(stepMs: number, spansDays: boolean): string {
  if (stepMs < MINUTE_MS) return 'HH:mm:ss';
  if (stepMs >= DAY_MS) return 'MMM D';
  return spansDays ? 'MMM D HH:mm' : 'HH:mm';
}

function timesBetween(firstMs: number, lastMs: number, stepMs: number): number[] {
  const start = Math.ceil(firstMs / stepMs) * stepMs;
  const count = Math.max(0, Math.floor((lastMs - start) / stepMs) + 1);
  return Array.from({ length: count }, (_, index) => start + index * stepMs);
}
