import type { ChartConfiguration, ChartType } from 'chart.js';

/**
 * What a picture shows, before any decision on how it is drawn.
 *
 * Data through and through: no functions, so that it can be cloned to another thread, sent to another
 * renderer or kept.
 */
export interface ChartSpec {
  /**
   * A configuration of Chart.js 4, in JSON.
   *
   * Where Chart.js takes a function that writes a value there may be the name of a formatter, and where it takes
   * a colour there may be a gradient, `{ $gradient: … }`: see `formatters.ts` and `gradient.ts`.
   */
  readonly config: ChartConfiguration<ChartType, unknown[]>;
  /** CSS colour behind everything; `transparent` for none. */
  readonly background: string;
  /** The picture's name, one line, for people who cannot see it. */
  readonly title: string;
  /** What the picture shows, values included, for people who cannot see it. */
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
