import type {} from 'chartjs-plugin-annotation';
import type { Incident, SeriesReading } from '../../sources/metrics-source.port.js';
import { inkOf, isTiny, type ChartStyle } from '../chart-style.js';
import { FONT_SIZE_PX, OKABE_ITO } from '../theme.js';

// What hurts is warm, what is only more or other is cool; nobody knows what a gap was.
const COLORS: Readonly<Record<string, string>> = {
  outage: OKABE_ITO.vermillion,
  brownout: OKABE_ITO.orange,
  'error-burst': OKABE_ITO.vermillion,
  flapping: OKABE_ITO.orange,
  'slow-leak': OKABE_ITO.orange,
  'traffic-surge': OKABE_ITO.skyBlue,
  canary: OKABE_ITO.bluishGreen,
  'regime-change': OKABE_ITO.reddishPurple,
};
const OTHER = '#888888';

// Of 255, as the last two digits of a colour: a tint that leaves lines and words readable on light and on dark.
const TINT = '30';

const LABEL_ROWS = 3;
const ROW_PX = 17;
// Wide enough for each character of a kind's name at this size.
const CHARACTER_PX = 7.5;
// Axes and margins take about so much of the picture's width.
const AROUND_PLOT_PX = 110;

/** A box over the time of each incident, with its kind where there is room for the word. */
export function incidentMarks(reading: SeriesReading, style: ChartStyle): Record<string, object> {
  const rowOf = labelRows(reading, style);
  const marks = reading.incidents.map((incident, index) => {
    const color = COLORS[incident.kind] ?? OTHER;
    const row = rowOf(incident);
    return [
      `incident${index}`,
      {
        type: 'box',
        xScaleID: 'x',
        // No scale is called so: the box then stands over all panes.
        yScaleID: 'all',
        xMin: incident.fromMs,
        xMax: incident.toMs,
        backgroundColor: `${color}${TINT}`,
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

/** Gives each label a row in which it meets no other; none where all rows are taken. */
function labelRows({ timesMs }: SeriesReading, style: ChartStyle) {
  const [first = 0] = timesMs;
  const spanMs = (timesMs.at(-1) ?? first) - first;
  const msPerPx = spanMs / Math.max(1, style.widthPx - AROUND_PLOT_PX);
  const takenUntilMs: number[] = Array.from({ length: isTiny(style) ? 0 : LABEL_ROWS }, () => -Infinity);
  return ({ fromMs, toMs, kind }: Incident): number | undefined => {
    const halfMs = (kind.length * CHARACTER_PX * msPerPx) / 2;
    const middleMs = (fromMs + toMs) / 2;
    const row = takenUntilMs.findIndex((until) => until <= middleMs - halfMs);
    if (row === -1) return undefined;
    takenUntilMs[row] = middleMs + halfMs;
    return row;
  };
}
