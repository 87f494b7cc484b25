import type { ChartShape } from '../check-shape.js';
import { PALETTE } from '../colors/default-colors.js';
import { type JsonObject, type JsonValue, objectOr, unexpected } from '../json.js';
import { numberOf } from '../../chart-spec/lenient.js';
import { setsPlugin, valuesOf, withDefaults } from './defaults.js';

/** The total where a chart has no second dataset: its values are percentages. */
const WHOLE = 100;

/** In a bar that is shorter than this share of the whole, the label would not have enough space. */
const MIN_RATIO_WITH_LABEL = 0.15;

const NO_AXIS = {
  ticks: { display: false },
  grid: { display: false, drawTicks: false },
  border: { display: false },
};

/**
 * Horizontal bars within frames: the first dataset is what was reached, the second one the total.
 *
 * @see https://quickchart.io/documentation/guides/custom-progress-bar/
 */
export function expandProgressBar(chart: ChartShape, given: ChartShape): ChartShape {
  const [reached, total, ...others] = chart.data.datasets;
  if (reached === undefined || others.length > 0) {
    throw unexpected('data.datasets', 'one or two datasets', chart.data.datasets.length);
  }
  const values = valuesOf(reached);
  const totals = total === undefined ? values.map(() => WHOLE) : valuesOf(total);
  if (totals.length !== values.length) {
    throw unexpected(
      'data.datasets.1.data',
      `${values.length} values, as many as the first dataset has`,
      totals.length,
    );
  }
  const frame = {
    backgroundColor: '#fff',
    borderColor: PALETTE[0] ?? null,
    borderWidth: 1,
    ...total,
    data: totals,
  };
  const setsDisplay = objectOr(objectOr(given.options['plugins'])['datalabels'])['display'] !== undefined;
  const options = withDefaults(withoutDefaultLabels(chart.options, given), {
    indexAxis: 'y',
    scales: {
      x: { beginAtZero: true, max: maxOf([...values, ...totals]), ...NO_AXIS },
      y: { stacked: true, ...NO_AXIS },
    },
    plugins: {
      legend: { display: false },
      datalabels: {
        display: true,
        ...(total === undefined && { formatter: 'percentOf100' }),
        ...labelPlaces(values, totals, given),
      },
    },
  });
  const labelled: JsonObject[] = setsDisplay
    ? [reached, frame]
    : [reached, { datalabels: { display: false }, ...frame }];
  const labels = chart.data.labels ?? values.map((_, index) => index);
  return { ...chart, type: 'bar', options, data: { ...chart.data, labels, datasets: labelled } };
}

/** The translation from Chart.js 2 turns labels off where a chart does not mention them. */
function withoutDefaultLabels(options: JsonObject, given: ChartShape): JsonObject {
  if (setsPlugin(given, 'datalabels')) return options;
  const { datalabels: _, ...plugins } = objectOr(options['plugins']);
  return { ...options, plugins };
}

function maxOf(values: readonly JsonValue[]): number {
  return values.reduce<number>((max, value) => Math.max(max, numberOf(value) ?? 0), 0) || 1;
}

/** White within the bars, and dark next to short ones; charts that style their labels place them themselves. */
function labelPlaces(
  values: readonly JsonValue[],
  totals: readonly JsonValue[],
  given: ChartShape,
): JsonObject {
  const labels = objectOr(objectOr(given.options['plugins'])['datalabels']);
  if (['color', 'anchor', 'align'].some((name) => labels[name] !== undefined)) return { color: '#fff' };
  const isShort = values.map((value, index) => {
    return (numberOf(value) ?? 0) < (numberOf(totals[index]) ?? WHOLE) * MIN_RATIO_WITH_LABEL;
  });
  if (!isShort.includes(true)) return { color: '#fff' };
  return {
    color: isShort.map((short) => (short ? '#333' : '#fff')),
    anchor: isShort.map((short) => (short ? 'end' : 'center')),
    align: isShort.map((short) => (short ? 'end' : 'center')),
  };
}
