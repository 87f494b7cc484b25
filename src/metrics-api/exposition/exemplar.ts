import { BUCKET_BOUNDS_MS } from '../../generator/buckets.js';
import type { Node } from '../../generator/model.js';
import { LANE, uniformsAt } from '../../generator/random.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { TICK_MS } from '../../generator/tick.js';

const TWO_TO_32 = 4294967296;

/**
 * One of the requests of a tick that fell into a bucket, as OpenMetrics notes an example after a sample: with a
 * trace id, its latency and its moment. It is drawn like all else, so that every replica names the same one.
 *
 * @returns text that begins with ` # `, or nothing where no request of the tick fell into the bucket
 * @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#exemplars-1
 */
export function exemplarOf(node: Node, { tick, latency }: ServicePoint, bucket: number): string {
  if (latency.buckets[bucket] === 0) return '';
  const uniform = uniformsAt(node.key, LANE.exemplar, tick * latency.buckets.length + bucket);
  const traceId = Array.from({ length: 4 }, () => wordOf(uniform())).join('');
  const from = Math.max(latency.minMs, BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
  const to = Math.min(latency.maxMs, BUCKET_BOUNDS_MS[bucket] ?? Infinity);
  const seconds = (from + (to - from) * uniform()) / 1000;
  const moment = ((tick + uniform()) * TICK_MS) / 1000;
  return ` # {trace_id="${traceId}"} ${seconds} ${moment.toFixed(3)}`;
}

function wordOf(uniform: number): string {
  return Math.floor(uniform * TWO_TO_32)
    .toString(16)
    .padStart(8, '0');
}
