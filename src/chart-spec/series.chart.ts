import type { Series, SeriesReading } from '../sources/metrics-source.port.js';
import type { ChartSpec } from './chart-spec.js';
import { fitLines, formOf, paddingOf, titlesOf, valueAxis } from './common-options.js';
import { fitText } from './fit-text.js';
import { commonName, distinctNames, printedNumber } from './labels.js';
import { type ChartStyle, FONT_SIZE_PX, OKABE_ITO, inkOf, isTiny } from './theme.js';
import { dayText, incidentMarks, timeAxis } from './time-axis.js';

// The colours that the originals' six numbers have as bars.
const OF_THE_SIX: Readonly<Record<string, string>> = {
  FailRatio: OKABE_ITO.vermillion,
  FailAmount: OKABE_ITO.orange,
  AccessAmount: OKABE_ITO.blue,
  MaxConcurrent: OKABE_ITO.skyBlue,
  MinLatency: OKABE_ITO.bluishGreen,
  AvgLatency: OKABE_ITO.reddishPurple,
};

const IN_ORDER = [
  OKABE_ITO.blue,
  OKABE_ITO.vermillion,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.reddishPurple,
  OKABE_ITO.orange,
  OKABE_ITO.skyBlue,
] as const;

const DASH_PX = [6, 3];

/** Each colour once as a whole line and once dashed: more would not be told apart. */
const MOST_SERIES = 2 * IN_ORDER.length;

function colorsOf(all: readonly Series[]): string[] {
  const areTheSix = all.every(({ name }) => name in OF_THE_SIX);
  return all.map(({ name }, index) => (areTheSix ? OF_THE_SIX[name]! : IN_ORDER[index % IN_ORDER.length]!));
}

function dashOf(index: number): number[] {
  return index < IN_ORDER.length ? [] : [...DASH_PX];
}

const TICKS_OF_ONE_PANE = 7;
const TICKS_OF_SEVERAL = 4;

/** The axes of values, and which of them is a series's own. */
interface Panes {
  readonly scales: Readonly<Record<string, object>>;
  readonly areSeveral: boolean;
  axisOf(series: Series): string;
}

/**
 * A pane for each unit, in the order of the series from the top.
 *
 * Two axes over one pane would make lines cross where nothing meets; panes share the time alone.
 */
function panesOf(all: readonly Series[], style: ChartStyle): Panes {
  const units = [...new Set(all.map(({ unit }) => unit))];
  const axisOf = (unit: string): string => `y${units.indexOf(unit)}`;
  // Chart.js stacks the axes of one stack from the bottom.
  const fromBottom = [...(units.length === 0 ? [''] : units)].reverse();
  const scales = fromBottom.map((unit, place): [string, object] => {
    const weight = all.filter((series) => series.unit === unit).length + 1;
    const several = { stack: 'panes', stackWeight: weight, weight: place, offset: true };
    return [axisOf(unit), { ...paneAxis(unit, fromBottom.length, style), ...(units.length > 1 && several) }];
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
    ticks: { ...axis.ticks, maxTicksLimit: panes === 1 ? TICKS_OF_ONE_PANE : TICKS_OF_SEVERAL },
    title: {
      display: unit !== '' && !isTiny(style),
      text: unit,
      color: ink.quietText,
      font: { size: FONT_SIZE_PX.tick },
    },
  };
}

/** A chart of series in words: the last value of each and its bounds, and what happened. */
function describeSeries(noun: string, names: readonly string[], reading: SeriesReading): string {
  const { timesMs, series, incidents } = reading;
  const [first] = timesMs;
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined) return `${noun} without a value.`;
  const lines = series.map(({ values, unit }, index) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${names[index]} without a value`;
    const least = known.reduce((least, value) => Math.min(least, value));
    const most = known.reduce((most, value) => Math.max(most, value));
    const bounds = `${printedNumber(least)} to ${printedNumber(most)}`;
    return `${names[index]} ${printedNumber(known.at(-1)!)}${unit === '' ? '' : ` ${unit}`} (${bounds})`;
  });
  const what = incidents.map(
    (incident) =>
      `${incident.kind} ${incident.what} ${timeText(incident.fromMs)} to ${timeText(incident.toMs)}`,
  );
  const happened = what.length === 0 ? '' : ` Incidents: ${what.join(', ')}.`;
  return `${noun} from ${timeText(first)} to ${timeText(last)}: ${lines.join(', ')}.${happened}`;
}

/** A moment in UTC, to the second. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const LONGEST_NAME = 28;
const LONE_POINT_RADIUS_PX = 2;

/** Series over time: a pane for each unit, one above the other, over one axis of time. */
export function seriesChart(service: string, reading: SeriesReading, style: ChartStyle): ChartSpec {
  const drawn = reading.series.slice(0, MOST_SERIES);
  const names = distinctNames(drawn).map((name) => fitText(name, LONGEST_NAME));
  const colors = colorsOf(drawn);
  const panes = panesOf(drawn, style);
  const axis = timeAxis(reading.timesMs, style);
  const ink = inkOf(style);
  const form = formOf(style.form, colors[0] ?? ink.text);
  const notes = fitLines(notesOf(reading, drawn), style, FONT_SIZE_PX.tick);
  const title = fitLines([`${service}: ${reading.subject}`], style, FONT_SIZE_PX.title);

  return {
    config: {
      type: form.type,
      data: {
        labels: axis.ticksMs,
        datasets: drawn.map((series, index) => ({
          ...formOf(style.form, colors[index]!).dataset,
          label: names[index]!,
          yAxisID: panes.axisOf(series),
          // Bars of one pane would leave room for those of the others; they stand in front of one another, the
          // first at the back, since it is the whole that the next is part of.
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
            display: drawn.length > 1 && !isTiny(style),
            position: 'bottom',
            // It follows `order`, which is turned around.
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
    description: describeSeries(form.noun, names, { ...reading, series: drawn }),
  };
}

/** A value between two gaps has no line that would show it. */
function radiusOf(values: readonly (number | null)[], point: number): number {
  const isAlone = (values[point - 1] ?? null) === null && (values[point + 1] ?? null) === null;
  return isAlone ? LONE_POINT_RADIUS_PX : 0;
}

function notesOf({ subject, series, warnings, timesMs }: SeriesReading, drawn: readonly Series[]): string[] {
  const hasValue = timesMs.length > 0 && series.some(({ values }) => values.some((value) => value !== null));
  const none = hasValue ? '' : 'There is no value in this range';
  const common = drawn.length > 1 && commonName(drawn) !== subject ? commonName(drawn) : '';
  const left = drawn.length < series.length ? `the first ${drawn.length} of ${series.length} series` : '';
  return [[none, common, left].filter(Boolean).join(' – '), ...warnings].filter(Boolean);
}
