/** The types of Chart.js 4, as they are named there. */
export const CHART_TYPES = [
  'bar',
  'line',
  'pie',
  'doughnut',
  'polarArea',
  'radar',
  'scatter',
  'bubble',
] as const;

export type KnownChartType = (typeof CHART_TYPES)[number];

/** What QuickChart also calls them. */
const OTHER_NAMES = new Map<string, KnownChartType>([['donut', 'doughnut']]);

/** Charts without axes or with one round one, which have a colour for each of their parts. */
export const ROUND_TYPES: ReadonlySet<string> = new Set(['pie', 'doughnut', 'polarArea']);

export const SCALE_TYPES = ['linear', 'logarithmic', 'category', 'time', 'timeseries', 'radialLinear'];

export const TIME_SCALE_TYPES: ReadonlySet<unknown> = new Set(['time', 'timeseries']);

export function knownType(type: unknown): KnownChartType | undefined {
  if (typeof type !== 'string') return undefined;
  return OTHER_NAMES.get(type) ?? CHART_TYPES.find((known) => known === type);
}
