import type { ServicePoint } from '../service-point.js';
import { quantileMs } from '../latency.js';

/** The laws that a point breaks, as sentences. */
export function brokenLaws(point: ServicePoint): string[] {
  const { requests, failures, clientErrors, serverErrors, timeouts, latency, shape } = point;
  const { minLatencyMs, avgLatencyMs, maxLatencyMs, meanConcurrency, maxConcurrent } = point;
  const counts = [requests, failures, clientErrors, serverErrors, timeouts, ...latency.buckets];
  const numbers = Object.entries(point).filter(([, value]) => typeof value === 'number');
  const quantiles = [0, 0.5, 0.9, 0.99, 1].map((p) => quantileMs(latency, p, shape));
  const ordered = [minLatencyMs, ...quantiles, maxLatencyMs];
  const inBuckets = latency.buckets.reduce((sum, here) => sum + here, 0);
  const laws = {
    'numbers are finite and not negative': numbers.every(([name, value]) => {
      return Number.isFinite(value) && (value >= 0 || name === 'tick');
    }),
    'counts are integers': counts.every(Number.isSafeInteger) && Number.isInteger(maxConcurrent),
    'failures = sum of classes': failures === clientErrors + serverErrors + timeouts,
    'failures <= requests': failures <= requests,
    'failRatio = failures / requests': point.failRatio === (requests === 0 ? 0 : failures / requests),
    'utilization <= 1': point.utilization <= 1,
    'buckets add up to the requests': inBuckets === requests && latency.count === requests,
    'min <= p50 <= p90 <= p99 <= max': isRising(ordered),
    'min <= average <= max': isRising([minLatencyMs, avgLatencyMs, maxLatencyMs]),
    'rounded min <= average <= max': isRising([minLatencyMs, avgLatencyMs, maxLatencyMs].map(Math.round)),
    "Little's law": meanConcurrency === (requests * avgLatencyMs) / 1000,
    'maxConcurrent >= the mean': maxConcurrent >= Math.ceil(meanConcurrency),
    'maxConcurrent <= requests or the mean': maxConcurrent <= Math.max(requests, Math.ceil(meanConcurrency)),
    'no latency and concurrency without requests':
      requests > 0 || (maxLatencyMs === 0 && maxConcurrent === 0),
  };
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= values[index - 1]!);
}
