import type { Snapshot } from '../../generator/group-at.js';
import type { Edge, Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { TICK_MS } from '../../generator/tick.js';
import type { Totals } from '../../generator/totals.js';
import type { CounterState } from './day-counters.js';
import { exemplarOf } from './exemplar.js';
import { BUCKET_LABELS, CALLS, DURATION, escapeLabel, REQUESTS, type Family } from './families.js';
import { POINT_GAUGES } from './gauges.js';
import { labelsOf, outcomesOf } from './labels.js';
import type { TextFormat } from './text-format.js';

/** All applications as text for Prometheus; those that nobody measures are left out, as in a failed scrape. */
export function writeExposition(format: TextFormat, counters: CounterState, snapshot: Snapshot): string {
  const { nodes, edges } = counters.model;
  const seen = nodes.map((node, index) => ({
    node,
    labels: labelsOf(node),
    totals: counters.totals[index]!,
    point: snapshot.points[index]!,
  }));
  const measured = seen.filter(({ point }) => point.measured);
  const calls = edges.flatMap((edge, index) => {
    const isMeasured = seen[nodes.indexOf(edge.caller)]!.point.measured;
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

interface Seen {
  readonly node: Node;
  readonly labels: string;
  readonly totals: Totals;
  readonly point: ServicePoint;
}

function requestCounters(format: TextFormat, applications: readonly Seen[], since: number): string {
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

function durationHistograms(format: TextFormat, applications: readonly Seen[], since: number): string {
  const { name } = DURATION;
  let text = format.header(DURATION);
  for (const { node, labels, totals, point } of applications) {
    let below = 0;
    BUCKET_LABELS.forEach((le, bucket) => {
      below += totals.latencyBuckets[bucket]!;
      const exemplar = format.exemplar(exemplarOf(node, point, bucket));
      text += `${name}_bucket{${labels},le="${le}"} ${below}${exemplar}\n`;
    });
    text += `${name}_sum{${labels}} ${totals.latencySumMs / 1000}\n`;
    text += `${name}_count{${labels}} ${totals.requests}\n${format.created(name, labels, since)}`;
  }
  return text;
}

function pointGauges(format: TextFormat, applications: readonly Seen[]): string {
  let text = '';
  for (const { family, value } of POINT_GAUGES) {
    text += format.header(family);
    for (const { labels, point } of applications) text += `${family.name}{${labels}} ${value(point)}\n`;
  }
  return text;
}
