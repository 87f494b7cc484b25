import { snapshotAt } from '../../generator/snapshot.js';
import { BUCKET_BOUNDS_MS, type LatencySample } from '../../generator/latency.js';
import type { Model } from '../../generator/model.js';
import { Period } from '../../generator/totals.js';
import { TICK_MS } from '../../contract/tick.js';
import { TimeSlice } from '../current-model.js';
import { pointValues } from '../points/series.js';
import type { Answer } from '../answer.js';
import { timeText } from '../query.params.js';

/**
 * The graph of calls, averaged over some ticks.
 *
 * @param fromTick - the first tick
 * @param toTick - the last tick
 */
export async function topologyOver(
  model: Model,
  { fromTick, toTick }: { fromTick: number; toTick: number },
  signal: AbortSignal,
): Promise<Answer> {
  const periods = model.nodes.map(() => new Period(fromTick));
  const calls = model.edges.map(() => ({ attempts: 0, retries: 0 }));
  const slice = new TimeSlice();
  for (let tick = fromTick; tick <= toTick; tick += 1) {
    const snapshot = snapshotAt(model, tick);
    periods.forEach((period, index) => period.add(snapshot.points[index]!));
    calls.forEach((sum, index) => {
      sum.attempts += snapshot.calls[index]!.attempts;
      sum.retries += snapshot.calls[index]!.retries;
    });
    if (slice.spend(model.nodes.length)) await slice.pause(signal);
  }
  const seconds = ((toTick - fromTick + 1) * TICK_MS) / 1000;
  const nodes = model.nodes.map(({ application }, index) => {
    const { requests, failRatio, latencyAvgMs } = pointValues(periods[index]!.point);
    const measuredSeconds = periods[index]!.measuredTicks * (TICK_MS / 1000);
    return {
      app: application.name,
      domain: application.domain,
      requestsPerSecond: requests === null ? null : requests / measuredSeconds,
      failRatio,
      latencyAvgMs,
      latencyP50Ms: quantileMs(periods[index]!.point.latency, 0.5),
      latencyP95Ms: quantileMs(periods[index]!.point.latency, 0.95),
    };
  });
  const edges = model.edges.map(({ caller, callee }, index) => ({
    from: caller.application.name,
    to: callee.application.name,
    callsPerSecond: calls[index]!.attempts / seconds,
    retriesPerSecond: calls[index]!.retries / seconds,
  }));
  return {
    json: () => ({ from: timeText(fromTick), to: timeText(toTick), nodes, edges }),
    csv: () => ({
      columns: ['from', 'to', 'callsPerSecond', 'retriesPerSecond'],
      rows: edges.map((edge) => [edge.from, edge.to, edge.callsPerSecond, edge.retriesPerSecond]),
    }),
  };
}

/**
 * A quantile of latencies, interpolated within its bucket as Prometheus' `histogram_quantile` does, and never outside
 * the minimum and maximum.
 *
 * @param quantile - in [0, 1]
 * @returns milliseconds; null without requests
 */
export function quantileMs({ count, minMs, maxMs, buckets }: LatencySample, quantile: number): number | null {
  if (count === 0) return null;
  const rank = quantile * count;
  let below = 0;
  let bucket = 0;
  while (bucket < BUCKET_BOUNDS_MS.length && below + buckets[bucket]! < rank) {
    below += buckets[bucket]!;
    bucket += 1;
  }
  const fromMs = Math.max(minMs, BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
  const toMs = Math.min(maxMs, BUCKET_BOUNDS_MS[bucket] ?? Infinity);
  const within = buckets[bucket]! === 0 ? 0 : (rank - below) / buckets[bucket]!;
  return Math.min(maxMs, Math.max(minMs, fromMs + (toMs - fromMs) * within));
}
