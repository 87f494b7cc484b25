import type { AppIncidents } from '../../../contract/incidents.js';
import type { AppRange, AppRangePoint } from '../../../contract/range.js';
import type { Incident, Series } from '../../metrics-source.port.js';

/** The steps before a moment, all of them over. */
export interface AskedRange {
  readonly app: string | undefined;
  readonly fromMs: number;
  /** The first moment after the last step. */
  readonly atMs: number;
  readonly stepMs: number;
}

/** The originals' six numbers over time, in an order of charts: what is asked for, what fails, how long it takes. */
export function seriesOf(range: AppRange, incidents: readonly Incident[]): Series[] {
  const stepMs = range.stepSeconds * 1000;
  const summedSeconds = range.agg === 'sum' ? range.stepSeconds : 1;
  const gaps = incidents.filter(({ kind }) => kind === 'gap');
  // A step that was measured in part would look like a dip.
  const isWhole = ({ time }: AppRangePoint): boolean => {
    const startMs = Date.parse(time);
    return !gaps.some(({ fromMs, toMs }) => fromMs < startMs + stepMs && toMs > startMs);
  };
  const points = range.points.map((point) => (isWhole(point) ? point : undefined));
  const series = (name: string, unit: string, valueOf: (point: AppRangePoint) => number | null): Series => {
    return { name, labels: {}, unit, values: points.map((point) => (point ? valueOf(point) : null)) };
  };
  return [
    series('AccessAmount', 'per second', ({ requests }) => scaled(requests, 1 / summedSeconds)),
    series('FailAmount', 'per second', ({ failures }) => scaled(failures, 1 / summedSeconds)),
    series('FailRatio', '% failed', ({ requests, failRatio }) => ofSome(requests, scaled(failRatio, 100))),
    series('AvgLatency', 'ms', ({ requests, latencyAvgMs }) => ofSome(requests, latencyAvgMs)),
    series('MinLatency', 'ms', ({ requests, latencyMinMs }) => ofSome(requests, latencyMinMs)),
    series('MaxConcurrent', 'at once', ({ maxConcurrent }) => maxConcurrent),
  ];
}

/** What happened in a range; one that goes on beyond it ends where the range does. */
export function incidentsOf({ incidents }: AppIncidents, { fromMs, atMs }: AskedRange): Incident[] {
  return incidents.map(({ id, kind, start, end }) => ({
    kind,
    what: id,
    fromMs: Math.max(fromMs, Date.parse(start)),
    toMs: Math.min(atMs, end === null ? Infinity : Date.parse(end)),
  }));
}

/** Without a request there is no latency, and no share that failed: the metrics API then tells 0. */
function ofSome(requests: number | null, value: number | null): number | null {
  return requests === 0 ? null : value;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
