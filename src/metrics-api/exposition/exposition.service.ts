import { Injectable } from '@nestjs/common';
import { BUCKET_BOUNDS_MS } from '../../generator/latency.js';
import type { Edge, Node } from '../../generator/model.js';
import { LANE, uniformsAt } from '../../generator/random.js';
import type { ServicePoint } from '../../generator/service-point.js';
import type { Snapshot } from '../../generator/snapshot.js';
import { TICK_MS } from '../../contract/tick.js';
import type { Totals } from '../../generator/totals.js';
import { CurrentModel } from '../current-model.js';
import { type CounterState, DayCounters } from './day-counters.js';
import {
  BUCKET_LABELS,
  CALLS,
  DURATION,
  type Family,
  POINT_GAUGES,
  REQUESTS,
  type TextFormat,
  escapeLabel,
  labelsOf,
  outcomesOf,
} from './families.js';

/** All applications as text for Prometheus: the last complete tick, built once per format. */
@Injectable()
export class ExpositionService {
  private readonly texts = new Map<TextFormat, Promise<string>>();
  private snapshot: Snapshot | undefined;

  constructor(
    private readonly current: CurrentModel,
    private readonly counters: DayCounters,
  ) {}

  async text(format: TextFormat): Promise<string> {
    const { snapshot, model } = this.current;
    if (snapshot !== this.snapshot) this.texts.clear();
    this.snapshot = snapshot;
    const text =
      this.texts.get(format) ??
      this.counters.read(model, snapshot.tick, (counters) => writeExposition(format, counters, snapshot));
    this.texts.set(format, text);
    return text;
  }
}

/** Writes all applications; those without metrics in this tick are left out, as in a failed scrape. */
export function writeExposition(format: TextFormat, counters: CounterState, snapshot: Snapshot): string {
  const { nodes, edges } = counters.model;
  const applications = nodes.map((node, index) => ({
    node,
    labels: labelsOf(node),
    totals: counters.totals[index]!,
    point: snapshot.points[index]!,
  }));
  const measured = applications.filter(({ point }) => point.measured);
  const calls = edges.flatMap((edge, index) => {
    const isMeasured = applications[nodes.indexOf(edge.caller)]!.point.measured;
    return isMeasured ? [{ edge, ...counters.calls[index]! }] : [];
  });
  const since = (counters.dayTick * TICK_MS) / 1000;
  return (
    requestCounters(format, measured, since) +
    callCounters(format, calls, since) +
    durationHistograms(format, measured, since) +
    pointGauges(format, measured) +
    format.end
  );
}

interface MeasuredApplication {
  readonly node: Node;
  readonly labels: string;
  readonly totals: Totals;
  readonly point: ServicePoint;
}

function requestCounters(
  format: TextFormat,
  applications: readonly MeasuredApplication[],
  since: number,
): string {
  let text = format.header(REQUESTS);
  for (const { labels, totals } of applications) {
    for (const [outcome, count] of outcomesOf(totals)) {
      text += counter(format, REQUESTS, `${labels},outcome="${outcome}"`, count, since);
    }
  }
  return text;
}

interface EdgeCalls {
  readonly edge: Edge;
  readonly attempts: number;
  readonly retries: number;
}

function callCounters(format: TextFormat, calls: readonly EdgeCalls[], since: number): string {
  if (calls.length === 0) return '';
  let text = format.header(CALLS);
  for (const { edge, attempts, retries } of calls) {
    const labels = `${labelsOf(edge.caller)},dependency="${escapeLabel(edge.callee.application.name)}"`;
    text += counter(format, CALLS, `${labels},attempt="first"`, attempts - retries, since);
    text += counter(format, CALLS, `${labels},attempt="retry"`, retries, since);
  }
  return text;
}

function counter(format: TextFormat, { name }: Family, labels: string, count: number, since: number): string {
  return `${name}_total{${labels}} ${count}\n${format.created(name, labels, since)}`;
}

function durationHistograms(
  format: TextFormat,
  applications: readonly MeasuredApplication[],
  since: number,
): string {
  const { name } = DURATION;
  let text = format.header(DURATION);
  for (const { node, labels, totals, point } of applications) {
    let cumulative = 0;
    BUCKET_LABELS.forEach((le, bucket) => {
      cumulative += totals.latencyBuckets[bucket]!;
      const exemplar = format.exemplar(exemplarOf(node, point, bucket));
      text += `${name}_bucket{${labels},le="${le}"} ${cumulative}${exemplar}\n`;
    });
    text += `${name}_sum{${labels}} ${totals.latencySumMs / 1000}\n`;
    text += `${name}_count{${labels}} ${totals.requests}\n${format.created(name, labels, since)}`;
  }
  return text;
}

function pointGauges(format: TextFormat, applications: readonly MeasuredApplication[]): string {
  let text = '';
  for (const { family, value } of POINT_GAUGES) {
    text += format.header(family);
    for (const { labels, point } of applications) text += `${family.name}{${labels}} ${value(point)}\n`;
  }
  return text;
}

const TWO_TO_32 = 4294967296;

/**
 * An exemplar for a histogram bucket: a trace id, a latency and a time of one of the tick's requests in the bucket.
 * Like all else it is a function of the tick, so every replica returns the same one.
 *
 * @returns text that begins with ` # `; empty when no request of the tick is in the bucket
 * @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#exemplars-1
 */
function exemplarOf(node: Node, { tick, latency }: ServicePoint, bucket: number): string {
  if (latency.buckets[bucket] === 0) return '';
  const uniform = uniformsAt(node.key, LANE.exemplar, tick * latency.buckets.length + bucket);
  const traceId = Array.from({ length: 4 }, () => hexWord(uniform())).join('');
  const from = Math.max(latency.minMs, BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
  const to = Math.min(latency.maxMs, BUCKET_BOUNDS_MS[bucket] ?? Infinity);
  const seconds = (from + (to - from) * uniform()) / 1000;
  const timeSeconds = ((tick + uniform()) * TICK_MS) / 1000;
  return ` # {trace_id="${traceId}"} ${seconds} ${timeSeconds.toFixed(3)}`;
}

function hexWord(uniform: number): string {
  return Math.floor(uniform * TWO_TO_32)
    .toString(16)
    .padStart(8, '0');
}
