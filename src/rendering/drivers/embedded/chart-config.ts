import type { ChartConfiguration, ChartType, Plugin } from 'chart.js';
import { withFormatters } from '../../../chart-spec/formatters.js';
import type { RenderRequest } from '../../chart-renderer.port.js';
import { type AskedPlugins, askedPlugins, hasLabels } from '../asked-plugins.js';
import type { Sheet } from './canvas.js';
import { Chart } from './chart-js.js';
import { withGradients } from './gradients.js';
import { refuseAbsurd } from './refuse-absurd.js';

/** What is drawn, and how large; `pixelRatio` is the sheet's pixels for each CSS pixel. */
export type Drawing = Omit<RenderRequest, 'format'>;

/**
 * What Chart.js draws for a specification: functions and gradients where it names them, and nothing of it where
 * a picture has no use for it.
 *
 * @throws Error when Chart.js has no such type of chart, or would never end
 */
export function chartConfig(sheet: Sheet, drawing: Drawing): ChartConfiguration<ChartType, unknown[]> {
  const { type, data, options } = withFormatters(drawing.spec.config);
  // Chart.js asks for the type's controller only where there are datasets, and else draws an empty picture.
  Chart.registry.getController(type);
  refuseAbsurd({ data, options });

  const asked = askedPlugins({ type, data, options });
  const plugins = { ...neededPlugins(asked), sheet: true } as NonNullable<typeof options>['plugins'];
  // Data holds no colours, and may be long.
  const styles = asked.datasets.map(({ data: _, ...style }) => style);
  const context = sheet.getContext('2d');
  const colored = withGradients({ styles, options: { ...options, plugins } }, context, drawing);
  const datasets = colored.styles.map((style, index) => ({ ...style, data: asked.datasets[index]?.data }));
  return {
    type,
    data: { ...data, datasets } as ChartConfiguration<ChartType, unknown[]>['data'],
    options: {
      ...colored.options,
      animation: false,
      responsive: false,
      events: [],
      devicePixelRatio: drawing.pixelRatio,
    },
    plugins: [sheetPlugin(sheet, drawing)],
  };
}

/** Turns off each plugin that has nothing to do: annotations and labels cost time on every chart. */
function neededPlugins({ plugins, datasets }: AskedPlugins): Record<string, unknown> {
  // `false` stands for every plugin, but would turn off ours as well.
  if (plugins === false) return Object.fromEntries(pluginIds().map((id) => [id, false]));
  const { annotation = false, datalabels } = plugins;
  const labelled = (datalabels as { display?: unknown }).display !== false || datasets.some(hasLabels);
  return { ...plugins, annotation, datalabels: labelled && datalabels };
}

function pluginIds(): string[] {
  return Object.keys((Chart.registry.plugins as unknown as { items: object }).items);
}

function sheetPlugin(sheet: Sheet, { spec, widthPx, heightPx }: Drawing): Plugin {
  return {
    id: 'sheet',
    // Chart.js takes a canvas's pixels for CSS pixels until it scales the context, which it does right after.
    beforeInit: (chart) => Object.assign(chart, { width: widthPx, height: heightPx }),
    beforeDraw: () => {
      const context = sheet.getContext('2d');
      context.save();
      context.resetTransform();
      context.fillStyle = spec.background;
      context.fillRect(0, 0, sheet.width, sheet.height);
      context.restore();
    },
  };
}
