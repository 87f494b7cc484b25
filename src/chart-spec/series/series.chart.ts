import type { Series, SeriesReading } from '../../sources/metrics-source.port.js';
import type { ChartSpec } from '../chart-spec.js';
import { inkOf, isTiny, type ChartStyle } from '../chart-style.js';
import { fitLines, paddingOf, titlesOf } from '../common-options.js';
import { commonName, distinctNames } from '../distinct-names.js';
import { fitText } from '../fit-text.js';
import { formOf } from '../form.js';
import { FONT_SIZE_PX } from '../theme.js';
import { describeSeries } from './describe-series.js';
import { incidentMarks } from './incident-marks.js';
import { panesOf } from './panes.js';
import { colorsOf, dashOf, MOST_SERIES } from './series-looks.js';
import { dayText, timeAxis } from './time-axis.js';

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
