import type { AppMetrics } from '../contract/app-metrics.js';

/** One record of an application's metrics, as read from a source. */
export type MetricsReading = AppMetrics;

/** Where the agent reads metrics: one driver for each kind of source. */
export interface MetricsSource {
  /** The address that errors and pages name, such as `k8s-app-monitor-test:3000`. */
  readonly address: string;

  /**
   * Reads the record of the last complete tick.
   *
   * @param atMostMs - the whole time the read may take, in milliseconds, where that is less than the configured one
   * @throws UpstreamError when the source is away, slow, or answers with something else
   */
  read(atMostMs?: number): Promise<MetricsReading>;
}

export const METRICS_SOURCE = Symbol('MetricsSource');
