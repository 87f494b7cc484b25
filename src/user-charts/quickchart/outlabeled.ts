import type { ChartShape } from '../check-shape.js';
import { numberOf } from '../../chart-spec/lenient.js';
import { setsPlugin, withDefaults } from './defaults.js';

const DEFAULT_ZOOM_OUT = 50;
const MAX_ZOOM_OUT = 95;

/**
 * A pie or doughnut that leaves space for the labels around it.
 *
 * @see https://piechart-outlabels.netlify.app/
 */
export function expandOutlabeled(chart: ChartShape, given: ChartShape): ChartShape {
  const { zoomOutPercentage, ...options } = chart.options;
  const zoomOut = Math.min(MAX_ZOOM_OUT, Math.max(0, numberOf(zoomOutPercentage) ?? DEFAULT_ZOOM_OUT));
  return {
    ...chart,
    type: chart.type === 'outlabeledPie' ? 'pie' : 'doughnut',
    options: withDefaults(options, {
      radius: `${100 - zoomOut}%`,
      plugins: { outlabels: {}, ...(!setsPlugin(given, 'datalabels') && { datalabels: { display: false } }) },
    }),
  };
}
