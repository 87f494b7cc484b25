import type { ChartConfiguration, ChartType } from 'chart.js';

/**
 * What a picture shows, before any decision on how it is drawn.
 *
 * Data through and through: no functions, so that it can be cloned to another thread, sent to another
 * renderer or kept.
 */
export interface ChartSpec {
  /** A configuration of Chart.js 4. */
  readonly config: ChartConfiguration<ChartType, unknown[]>;
  /** Opaque CSS colour behind everything. */
  readonly background: string;
  /** The picture's name, one line, for people who cannot see it. */
  readonly title: string;
  /** What the picture shows, values included, for people who cannot see it. */
  readonly description: string;
}
