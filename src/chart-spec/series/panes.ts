import type { Series } from '../../sources/metrics-source.port.js';
import { inkOf, isTiny, type ChartStyle } from '../chart-style.js';
import { valueAxis } from '../common-options.js';
import { FONT_SIZE_PX } from '../theme.js';

const TICKS_OF_ONE_PANE = 7;
const TICKS_OF_SEVERAL = 4;

/** The axes of values, and which of them is a series's own. */
export interface Panes {
  readonly scales: Readonly<Record<string, object>>;
  readonly areSeveral: boolean;
  axisOf(series: Series): string;
}

/**
 * A pane for each unit, in the order of the series from the top.
 *
 * Two axes over one pane would make lines cross where nothing meets; panes share the time alone.
 */
export function panesOf(all: readonly Series[], style: ChartStyle): Panes {
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
