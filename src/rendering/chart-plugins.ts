import type { ChartSpec } from '../chart-spec/chart-spec.js';

type Config = ChartSpec['config'];
type PluginOptions = Record<string, unknown>;
type Dataset = Omit<Config['data']['datasets'][number], 'datalabels'> & { datalabels?: unknown };

/** The plugins' options, or `false` for no plugin at all, and the datasets with theirs. */
export interface AskedPlugins {
  readonly plugins: PluginOptions | false;
  readonly datasets: readonly Dataset[];
}

/**
 * Labels and annotations only where a chart asks for them.
 *
 * The labels plugin prints on every chart that does not say no. Labels of one dataset do not ask for those of
 * the others.
 */
export function askedPlugins(config: Config): AskedPlugins {
  const plugins = (config.options?.plugins ?? {}) as PluginOptions | false;
  const datasets = config.data.datasets as Dataset[];
  if (plugins === false || plugins['datalabels'] !== undefined) return { plugins, datasets };
  return {
    plugins: { ...plugins, datalabels: { display: false } },
    datasets: datasets.map((dataset) => (hasLabels(dataset) ? withLabels(dataset) : dataset)),
  };
}

/** Whether a dataset asks for labels of its own. */
export function hasLabels({ datalabels }: Dataset): boolean {
  return datalabels !== undefined && datalabels !== false;
}

function withLabels(dataset: Dataset): Dataset {
  return { ...dataset, datalabels: { display: true, ...(dataset.datalabels as object) } };
}
