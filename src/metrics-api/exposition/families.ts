import { BUCKET_BOUNDS_MS } from '../../generator/buckets.js';

/** A metric family: samples of one name, described once. */
export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** The name ends in it. */
  readonly unit?: 'seconds' | 'ratio';
  readonly help: string;
}

export const REQUESTS: Family = {
  name: 'app_requests',
  type: 'counter',
  help: 'Requests since 00:00 UTC, by outcome.',
};

export const CALLS: Family = {
  name: 'app_dependency_calls',
  type: 'counter',
  help: 'Calls of other applications since 00:00 UTC; a call that is tried again counts once for each attempt.',
};

export const DURATION: Family = {
  name: 'app_request_duration_seconds',
  type: 'histogram',
  unit: 'seconds',
  help: 'Latency of the requests since 00:00 UTC.',
};

/** The `le` label of each bucket, in seconds; the last is +Inf. */
export const BUCKET_LABELS: readonly string[] = [...BUCKET_BOUNDS_MS.map(secondsLabel), '+Inf'];

/** Whole numbers with `.0`, as OpenMetrics and Prometheus 3 write them: the same series in both formats. */
function secondsLabel(milliseconds: number): string {
  const text = String(milliseconds / 1000);
  return text.includes('.') ? text : `${text}.0`;
}

/** A label's value between its quotation marks. */
export function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
