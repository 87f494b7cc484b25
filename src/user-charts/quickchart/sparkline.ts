import type { ChartShape } from '../check-shape.js';
import { type JsonObject, type JsonValue, isObject, unexpected } from '../json.js';
import { numberOf } from '../../chart-spec/lenient.js';
import { valuesOf, withDefaults } from './defaults.js';

/** The share of the value axis beyond its ends, so that the line is not cut. */
const MARGIN = 0.05;

/**
 * A line without axes, points and legend.
 *
 * @see https://quickchart.io/documentation/sparkline-api/
 */
export function expandSparkline(chart: ChartShape): ChartShape {
  const { datasets } = chart.data;
  if (datasets.length === 0) throw unexpected('data.datasets', 'one or more datasets', 0);
  const values = datasets
    .flatMap((dataset) => valuesOf(dataset).map(valueOf))
    .filter((value) => value !== undefined);
  const [min, max] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  const limits: JsonObject =
    min < max ? { min: min - Math.abs(min) * MARGIN, max: max + Math.abs(max) * MARGIN } : {};
  const options = withDefaults(chart.options, {
    elements: { line: { borderWidth: 1 }, point: { radius: 0 } },
    scales: { x: { display: false }, y: { display: false, ...limits } },
    plugins: { legend: { display: false } },
  });
  return { ...chart, type: 'line', options };
}

function valueOf(point: JsonValue): number | undefined {
  return numberOf(isObject(point) ? point['y'] : point);
}
