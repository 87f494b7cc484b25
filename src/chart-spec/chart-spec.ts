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
