import type { Incident, SeriesReading } from '../sources/metrics-source.port.js';
import { type ChartStyle, FONT_SIZE_PX, OKABE_ITO, inkOf, isTiny } from './theme.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// Familiar steps; each divides the next larger unit.
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
  ...[1, 2, 5, 10, 30].map((count) => count * DAY_MS),
];

const TICK_WIDTH_PX = { withDay: 120, plain: 80 };

/** A time axis in UTC over the times of a reading, with ticks at round times. */
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

/** The day or days of a time range. */
export function dayText(timesMs: readonly number[]): string {
  const [first] = timesMs;
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined) return 'UTC';
  const days = new Set([first, last].map((ms) => new Date(ms).toISOString().slice(0, 10)));
  return `${[...days].join(' to ')}, UTC`;
}

function stepFor(minMs: number): number {
  return STEPS_MS.find((step) => step >= minMs) ?? STEPS_MS.at(-1)!;
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

// Harmful incidents have warm colours, changes of traffic or version cool ones; other kinds, such as gaps, are grey.
const INCIDENT_COLORS: Readonly<Record<string, string>> = {
  outage: OKABE_ITO.vermillion,
  brownout: OKABE_ITO.orange,
  'error-burst': OKABE_ITO.vermillion,
  flapping: OKABE_ITO.orange,
  'slow-leak': OKABE_ITO.orange,
  'traffic-surge': OKABE_ITO.skyBlue,
  canary: OKABE_ITO.bluishGreen,
  'regime-change': OKABE_ITO.reddishPurple,
};
const OTHER_COLOR = '#888888';

// Alpha as two hex digits: lines and text stay readable on light and dark backgrounds.
const BOX_ALPHA = '30';

const LABEL_ROWS = 3;
const ROW_PX = 17;
// An upper bound for the characters of incident kinds at this size.
const CHARACTER_PX = 7.5;
// Approximate width of axes and margins.
const AROUND_PLOT_PX = 110;

/** A box over the time of each incident, labelled with its kind if there is space. */
export function incidentMarks(reading: SeriesReading, style: ChartStyle): Record<string, object> {
  const rowOf = labelRows(reading, style);
  const marks = reading.incidents.map((incident, index) => {
    const color = INCIDENT_COLORS[incident.kind] ?? OTHER_COLOR;
    const row = rowOf(incident);
    return [
      `incident${index}`,
      {
        type: 'box',
        xScaleID: 'x',
        // There is no scale with this id, so the box spans all panes.
        yScaleID: 'all',
        xMin: incident.fromMs,
        xMax: incident.toMs,
        backgroundColor: `${color}${BOX_ALPHA}`,
        borderColor: color,
        borderWidth: 1,
        drawTime: 'beforeDatasetsDraw',
        label: {
          display: row !== undefined,
          content: incident.kind,
          color: inkOf(style).text,
          font: { size: FONT_SIZE_PX.tick, weight: 'normal' },
          position: { x: 'center', y: 'start' },
          yAdjust: (row ?? 0) * ROW_PX,
        },
      },
    ];
  });
  return Object.fromEntries(marks) as Record<string, object>;
}

/** Assigns each label a row in which it overlaps no other; undefined if all rows are occupied. */
function labelRows({ timesMs }: SeriesReading, style: ChartStyle) {
  const [first = 0] = timesMs;
  const spanMs = (timesMs.at(-1) ?? first) - first;
  const msPerPx = spanMs / Math.max(1, style.widthPx - AROUND_PLOT_PX);
  const occupiedUntilMs: number[] = Array.from({ length: isTiny(style) ? 0 : LABEL_ROWS }, () => -Infinity);
  return ({ fromMs, toMs, kind }: Incident): number | undefined => {
    const halfMs = (kind.length * CHARACTER_PX * msPerPx) / 2;
    const middleMs = (fromMs + toMs) / 2;
    const row = occupiedUntilMs.findIndex((until) => until <= middleMs - halfMs);
    if (row === -1) return undefined;
    occupiedUntilMs[row] = middleMs + halfMs;
    return row;
  };
}
