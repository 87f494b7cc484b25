import type { ChartConfiguration, ChartType } from 'chart.js';

/**
 * What an image shows, independent of how it is rendered.
 *
 * Plain data without functions, so that it can be cloned to a thread, sent to a renderer or cached.
 */
export interface ChartSpec {
  /**
   * A configuration of Chart.js 4, in JSON.
   *
   * In place of a function that formats a value it can hold the name of a formatter, and in place of a colour a
   * gradient, `{ $gradient: … }`: see `formatters.ts` and `gradient.ts`.
   */
  readonly config: ChartConfiguration<ChartType, unknown[]>;
  /** CSS colour behind everything; `transparent` for none. */
  readonly background: string;
  /** Name of the image in one line, for people who cannot see it. */
  readonly title: string;
  /** What the image shows, including its values, for people who cannot see it. */
  readonly description: string;
}

type Config = ChartSpec['config'];
type PluginOptions = Record<string, unknown>;
type Dataset = Omit<Config['data']['datasets'][number], 'datalabels'> & { datalabels?: unknown };

/** The options of the plugins, or `false` for none of them, and the datasets with theirs. */
export interface RequestedPlugins {
  readonly plugins: PluginOptions | false;
  readonly datasets: readonly Dataset[];
}

/**
 * Turns off the labels plugin except where the chart requests labels: by default it labels every chart.
 *
 * Labels of one dataset do not request labels for the others.
 */
export function requestedPlugins(config: Config): RequestedPlugins {
  const plugins = (config.options?.plugins ?? {}) as PluginOptions | false;
  const datasets = config.data.datasets as Dataset[];
  if (plugins === false || plugins['datalabels'] !== undefined) return { plugins, datasets };
  return {
    plugins: { ...plugins, datalabels: { display: false } },
    datasets: datasets.map((dataset) =>
      hasLabels(dataset)
        ? { ...dataset, datalabels: { display: true, ...(dataset.datalabels as object) } }
        : dataset,
    ),
  };
}

/** Whether a dataset requests labels. */
export function hasLabels({ datalabels }: Dataset): boolean {
  return datalabels !== undefined && datalabels !== false;
}
