import type { ChartSpec } from '../../chart-spec/chart-spec.js';
import type { ChartRequest } from '../chart-renderer.port.js';

/** A specification with a configuration, which may be one that Chart.js refuses. */
export function specOf(config: unknown, background = '#FFFFFF'): ChartSpec {
  return { config: config as ChartSpec['config'], background, title: 'A chart', description: 'A chart.' };
}

/** A request for a small PNG of a configuration. */
export function requestFor(config: unknown, more: Partial<ChartRequest> = {}): ChartRequest {
  return { spec: specOf(config), format: 'png', widthPx: 300, heightPx: 200, pixelRatio: 1, ...more };
}

/** Two bars without axes, over the whole width: one up to half the height, one up to the top. */
export function twoBars(dataset: object = {}, options: { plugins?: object; scales?: object } & object = {}) {
  const bars = { barPercentage: 1, categoryPercentage: 1, inflateAmount: 0 };
  const colors = { backgroundColor: ['#FF0000', '#0000FF'] };
  return {
    type: 'bar',
    data: { labels: ['a', 'b'], datasets: [{ data: [1, 2], ...bars, ...colors, ...dataset }] },
    options: {
      ...options,
      scales: { x: { display: false }, y: { display: false, min: 0, max: 2 }, ...options.scales },
      plugins: { legend: { display: false }, ...options.plugins },
    },
  };
}
