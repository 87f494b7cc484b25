import type { ChartShape } from '../check-shape.js';
import { type JsonObject, objectOr, unexpected } from '../json.js';
import { flagOf, numberOf } from '../../chart-spec/lenient.js';
import { defined, fontOf, setsPlugin, valuesOf, withDefaults, withPlugin } from './defaults.js';

/**
 * A half ring whose parts end at the values of the dataset, with a needle at `value` and a label.
 *
 * @see https://github.com/haiiaaa/chartjs-gauge
 */
export function expandGauge(chart: ChartShape, given: ChartShape): ChartShape {
  const { needle, valueLabel, ...options } = chart.options;
  const [dataset, ...others] = chart.data.datasets;
  if (dataset === undefined || others.length > 0) {
    throw unexpected('data.datasets', 'one dataset', chart.data.datasets.length);
  }
  const { value: givenValue, minValue, data: _, ...style } = dataset;
  const min = numberOf(minValue) ?? 0;
  const ends = valuesOf(dataset)
    .map((end) => numberOf(end) ?? min)
    .sort((a, b) => a - b);
  const max = ends.at(-1) ?? min;
  // Labels of the data show where a part ends, not how long it is.
  const parts = ends.map((end, index) => ({
    length: Math.max(0, end - (ends[index - 1] ?? min)),
    label: String(end),
  }));
  const value = numberOf(givenValue);
  const drawn = withDefaults(options, {
    cutout: '50%',
    rotation: -90,
    circumference: 180,
    plugins: {
      legend: { display: false },
      ...(!setsPlugin(given, 'datalabels') && { datalabels: { display: false } }),
    },
  });
  const ratio = max > min ? Math.min(1, Math.max(0, ((value ?? min) - min) / (max - min))) : 0;
  return {
    ...chart,
    type: 'doughnut',
    options:
      value === undefined
        ? drawn
        : withPlugin(drawn, 'gauge', {
            value,
            ratio,
            needle: needleOf(objectOr(needle)),
            valueLabel: labelOf(objectOr(valueLabel)),
          }),
    data: {
      ...chart.data,
      datasets: [{ ...style, parsing: { key: 'length' }, data: parts }],
    },
  };
}

function needleOf({ color, radiusPercentage, widthPercentage, lengthPercentage }: JsonObject): JsonObject {
  return {
    color: color ?? '#000',
    radiusPercentage: numberOf(radiusPercentage) ?? 2,
    widthPercentage: numberOf(widthPercentage) ?? 3.2,
    lengthPercentage: numberOf(lengthPercentage) ?? 80,
  };
}

function labelOf(label: JsonObject): JsonObject {
  const { display, formatter, color, backgroundColor, borderRadius, padding, bottomMarginPercentage } = label;
  return defined({
    display: display === undefined || flagOf(display),
    formatter,
    font: fontOf(label),
    color: color ?? '#fff',
    backgroundColor: backgroundColor ?? '#000',
    borderRadius: numberOf(borderRadius) ?? 5,
    padding: padding ?? 5,
    bottomMarginPercentage: numberOf(bottomMarginPercentage) ?? 5,
  });
}
