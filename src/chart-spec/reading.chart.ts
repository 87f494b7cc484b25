import type { Reading } from '../sources/metrics-source.port.js';
import { appMetricsChart } from './app-metrics.chart.js';
import type { ChartSpec } from './chart-spec.js';
import type { ChartStyle } from './chart-style.js';
import { samplesChart } from './samples/samples.chart.js';
import { seriesChart } from './series/series.chart.js';

/** The chart of whatever was read from a service. */
export function readingChart(service: string, reading: Reading, style: ChartStyle): ChartSpec {
  switch (reading.kind) {
    case 'record':
      return appMetricsChart(reading.record, style);
    case 'samples':
      return samplesChart(service, reading, style);
    case 'series':
      return seriesChart(service, reading, style);
  }
}
