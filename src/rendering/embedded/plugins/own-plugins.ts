import type { Plugin } from 'chart.js';
import type { ChartSpec } from '../../../chart-spec/chart-spec.js';
import type { OwnPluginOptions } from '../../../chart-spec/plugin-options.js';
import { doughnutLabelPlugin } from './doughnut-label.js';
import { gaugePlugin } from './gauge.js';
import { outlabelsPlugin } from './outlabels.js';
import { padBelowLegendPlugin } from './pad-below-legend.js';
import { radialGaugePlugin } from './radial-gauge.js';
import { tickFormatPlugin } from './tick-format.js';

/** The plugins of ours that a chart uses, each for this chart only: others cost it nothing. */
export function ownPlugins({ data, options }: ChartSpec['config']): Plugin[] {
  const plugins = (options?.plugins ?? {}) as unknown as OwnPluginOptions | false;
  if (plugins === false) return [];
  const { tickFormat, doughnutlabel, padBelowLegend, radialGauge, gauge } = plugins;
  const hasOutlabels = data.datasets.some((dataset) => 'outlabels' in dataset);
  return [
    ...(tickFormat === undefined ? [] : [tickFormatPlugin(tickFormat, options?.scales)]),
    ...(doughnutlabel === undefined ? [] : [doughnutLabelPlugin(doughnutlabel)]),
    ...(padBelowLegend === undefined ? [] : [padBelowLegendPlugin(padBelowLegend)]),
    ...(radialGauge === undefined ? [] : [radialGaugePlugin(radialGauge)]),
    ...(gauge === undefined ? [] : [gaugePlugin(gauge)]),
    ...(hasOutlabels ? [outlabelsPlugin()] : []),
  ];
}
