import type { LegendElement, Plugin } from 'chart.js';

/** Space between the legend and the chart below it. */
export function padBelowLegendPlugin({ heightPx }: { readonly heightPx: number }): Plugin {
  return {
    id: 'padBelowLegend',
    beforeInit: (chart) => {
      const legend = chart.legend as (LegendElement<'bar'> & { fit(): void; height: number }) | undefined;
      if (legend === undefined) return;
      const fit = legend.fit.bind(legend);
      legend.fit = () => {
        fit();
        if (legend.options.display !== false) legend.height += heightPx;
      };
    },
  };
}
