import type { Series, SeriesReading } from '../sources/metrics-source.port.js';
import type { ChartSpec } from './chart-spec.js';
import { fitLines, formOf, paddingOf, titlesOf, valueAxis } from './common-options.js';
import { fitText } from './fit-text.js';
import { APP_METRICS, commonName, distinctNames, printedNumber } from './labels.js';
import { type ChartStyle, FONT_SIZE_PX, OKABE_ITO, inkOf, isTiny } from './theme.js';
import { dayText, incidentMarks, timeAxis } from './time-axis.js';

const APP_METRIC_COLORS: ReadonlyMap<string, string> = new Map(
  Object.values(APP_METRICS).map(({ label, color }) => [label, color]),
);

const PALETTE = [
  OKABE_ITO.blue,
  OKABE_ITO.vermillion,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.reddishPurple,
  OKABE_ITO.orange,
  OKABE_ITO.skyBlue,
] as const;

const DASH_PX = [6, 3];

/** Each colour is used for a solid and for a dashed line; more series could not be distinguished. */
const MAX_SERIES = 2 * PALETTE.length;

const MAX_TICKS_OF_ONE_PANE = 7;
const MAX_TICKS_OF_SEVERAL = 4;

const MAX_NAME_WIDTH = 28;
const ISOLATED_POINT_RADIUS_PX = 2;

/** A chart of series over time: stacked panes, one for each unit, over one time axis. */
export function seriesChart(service: string, reading: SeriesReading, style: ChartStyle): ChartSpec {
  const shown = reading.series.slice(0, MAX_SERIES);
  const names = distinctNames(shown).map((name) => fitText(name, MAX_NAME_WIDTH));
  const colors = colorsOf(shown);
  const panes = panesOf(shown, style);
  const axis = timeAxis(reading.timesMs, style);
  const ink = inkOf(style);
  const form = formOf(style.form, colors[0] ?? ink.text);
  const notes = fitLines(notesOf(reading, shown), style, FONT_SIZE_PX.tick);
  const title = fitLines([`${service}: ${reading.subject}`], style, FONT_SIZE_PX.title);

  return {
    config: {
      type: form.type,
      data: {
        labels: axis.ticksMs,
        datasets: shown.map((series, index) => ({
          ...formOf(style.form, colors[index]!).dataset,
          label: names[index]!,
          yAxisID: panes.axisOf(series),
          // Grouped bars would leave space for the bars of other panes. They overlap instead, with the first series at
          // the back: the next one is a part of it.
          ...(panes.areSeveral && { grouped: false, order: -index }),
          borderDash: dashOf(index),
          data: series.values.map((y, point) => ({ x: reading.timesMs[point]!, y })),
          pointRadius: series.values.map((_, point) => radiusOf(series.values, point)),
        })),
      },
      options: {
        layout: { padding: paddingOf(style) },
        scales: { x: axis.scale, ...panes.scales },
        plugins: {
          ...titlesOf(style, title, notes),
          legend: {
            display: shown.length > 1 && !isTiny(style),
            position: 'bottom',
            // The legend follows `order`, which is reversed.
            reverse: panes.areSeveral,
            labels: { color: ink.text, boxWidth: 18, boxHeight: 2, font: { size: FONT_SIZE_PX.tick } },
          },
          datalabels: { display: false },
          annotation: { annotations: incidentMarks(reading, style) },
        },
      },
    },
    background: ink.background,
    title: `${title.join(' ')}, ${dayText(reading.timesMs)}`,
    description: describeSeries(form.noun, names, { ...reading, series: shown }),
  };
}

function colorsOf(all: readonly Series[]): string[] {
  const areAppMetrics = all.every(({ name }) => APP_METRIC_COLORS.has(name));
  return all.map(({ name }, index) =>
    areAppMetrics ? APP_METRIC_COLORS.get(name)! : PALETTE[index % PALETTE.length]!,
  );
}

function dashOf(index: number): number[] {
  return index < PALETTE.length ? [] : [...DASH_PX];
}

/** The value axes, and the axis of each series. */
interface Panes {
  readonly scales: Readonly<Record<string, object>>;
  readonly areSeveral: boolean;
  axisOf(series: Series): string;
}

/**
 * A pane for each unit, in the order of the series from the top.
 *
 * With two axes over one pane, lines would cross without meaning. Panes share the time axis only.
 */
function panesOf(all: readonly Series[], style: ChartStyle): Panes {
  const units = [...new Set(all.map(({ unit }) => unit))];
  const axisOf = (unit: string): string => `y${units.indexOf(unit)}`;
  // Chart.js stacks axes from the bottom.
  const fromBottom = [...(units.length === 0 ? [''] : units)].reverse();
  const scales = fromBottom.map((unit, position): [string, object] => {
    const weight = all.filter((series) => series.unit === unit).length + 1;
    const stacking = { stack: 'panes', stackWeight: weight, weight: position, offset: true };
    return [axisOf(unit), { ...paneAxis(unit, fromBottom.length, style), ...(units.length > 1 && stacking) }];
  });
  return {
    scales: units.length === 0 ? { y: paneAxis('', 1, style) } : Object.fromEntries(scales),
    areSeveral: units.length > 1,
    axisOf: ({ unit }) => axisOf(unit),
  };
}

function paneAxis(unit: string, panes: number, style: ChartStyle): object {
  const axis = valueAxis(style);
  const ink = inkOf(style);
  return {
    ...axis,
    position: 'left',
    border: { display: true, color: ink.axis },
    ticks: { ...axis.ticks, maxTicksLimit: panes === 1 ? MAX_TICKS_OF_ONE_PANE : MAX_TICKS_OF_SEVERAL },
    title: {
      display: unit !== '' && !isTiny(style),
      text: unit,
      color: ink.quietText,
      font: { size: FONT_SIZE_PX.tick },
    },
  };
}

/** Describes the last value and the bounds of each series, and the incidents. */
function describeSeries(noun: string, names: readonly string[], reading: SeriesReading): string {
  const { timesMs, series, incidents } = reading;
  const [first] = timesMs;
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined) return `${noun} without values.`;
  const lines = series.map(({ values, unit }, index) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${names[index]} without values`;
    const lowest = known.reduce((lowest, value) => Math.min(lowest, value));
    const highest = known.reduce((highest, value) => Math.max(highest, value));
    const bounds = `${printedNumber(lowest)} to ${printedNumber(highest)}`;
    return `${names[index]} ${printedNumber(known.at(-1)!)}${unit === '' ? '' : ` ${unit}`} (${bounds})`;
  });
  const events = incidents.map(
    (incident) =>
      `${incident.kind} ${incident.what} ${timeText(incident.fromMs)} to ${timeText(incident.toMs)}`,
  );
  const incidentList = events.length === 0 ? '' : ` Incidents: ${events.join(', ')}.`;
  return `${noun} from ${timeText(first)} to ${timeText(last)}: ${lines.join(', ')}.${incidentList}`;
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A value between two gaps is visible only as a point: it has no line. */
function radiusOf(values: readonly (number | null)[], point: number): number {
  const isIsolated = (values[point - 1] ?? null) === null && (values[point + 1] ?? null) === null;
  return isIsolated ? ISOLATED_POINT_RADIUS_PX : 0;
}

function notesOf({ subject, series, warnings, timesMs }: SeriesReading, shown: readonly Series[]): string[] {
  const hasValue = timesMs.length > 0 && series.some(({ values }) => values.some((value) => value !== null));
  const empty = hasValue ? '' : 'No values in this range';
  const common = shown.length > 1 && commonName(shown) !== subject ? commonName(shown) : '';
  const omitted = shown.length < series.length ? `first ${shown.length} of ${series.length} series` : '';
  return [[empty, common, omitted].filter(Boolean).join(' – '), ...warnings].filter(Boolean);
}
