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
