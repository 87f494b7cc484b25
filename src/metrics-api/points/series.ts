import { quantileMs } from '../../generator/latency.js';
import type { Model, Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { pointAt } from '../../generator/snapshot.js';
import { Period } from '../../generator/totals.js';
import { TimeSlice } from '../current-model.js';

/** The numbers of a point in the order in which they are sent, each with its description. */
export const POINT_FIELDS = {
  expectedRequestsPerSecond: 'Request rate that the model expects; requests varies around it.',
  requests: 'Requests in the second.',
  failures: 'Failed requests: clientErrors + serverErrors + timeouts.',
  clientErrors: 'Invalid requests (4xx).',
  serverErrors: 'Requests that failed here or in a called application (5xx).',
  timeouts: 'Requests that timed out.',
  failRatio: 'failures / requests; 0 without requests.',
  utilization: 'Share of the servers that are busy; 0 for an application without a capacity.',
  meanConcurrency: "Requests in progress, on average: requests x mean latency, by Little's law.",
  maxConcurrent: 'Peak number of requests in progress at the same time.',
  latencyMinMs: 'Shortest latency, in milliseconds.',
  latencyAvgMs: 'Mean latency, in milliseconds.',
  latencyP50Ms: 'Median latency, in milliseconds.',
  latencyP90Ms: '90th percentile of the latency, in milliseconds.',
  latencyP95Ms: '95th percentile of the latency, in milliseconds.',
  latencyP99Ms: '99th percentile of the latency, in milliseconds.',
  latencyMaxMs: 'Longest latency, in milliseconds.',
} as const;

export type PointField = keyof typeof POINT_FIELDS;
export const FIELD_NAMES = Object.keys(POINT_FIELDS) as readonly PointField[];

/** The numbers of a point; all of them null when the application has no metrics. */
export type PointValues = Readonly<Record<PointField, number | null>>;

const UNMEASURED = Object.fromEntries(FIELD_NAMES.map((field) => [field, null])) as PointValues;

/** The numbers of a point, rounded to microseconds and millionths; rounding keeps their order. */
export function pointValues(point: ServicePoint): PointValues {
  if (!point.measured) return UNMEASURED;
  const { latency, shape } = point;
  const quantile = (probability: number): number => microseconds(quantileMs(latency, probability, shape));
  return {
    expectedRequestsPerSecond: microseconds(point.ratePerSecond),
    requests: point.requests,
    failures: point.failures,
    clientErrors: point.clientErrors,
    serverErrors: point.serverErrors,
    timeouts: point.timeouts,
    failRatio: point.failRatio,
    utilization: millionths(point.utilization),
    meanConcurrency: millionths(point.meanConcurrency),
    maxConcurrent: point.maxConcurrent,
    latencyMinMs: microseconds(point.minLatencyMs),
    latencyAvgMs: microseconds(point.avgLatencyMs),
    latencyP50Ms: quantile(0.5),
    latencyP90Ms: quantile(0.9),
    latencyP95Ms: quantile(0.95),
    latencyP99Ms: quantile(0.99),
    latencyMaxMs: microseconds(point.maxLatencyMs),
  };
}

function microseconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function millionths(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** How the ticks of a step are aggregated. */
export const AGGREGATIONS = ['sum', 'avg', 'max'] as const;

type Aggregation = (typeof AGGREGATIONS)[number];

/** Aggregates the ticks of a step one by one. Unmeasured ticks do not count. */
interface Aggregator {
  add(point: ServicePoint): void;
  values(): PointValues;
}

/**
 * `sum` treats the step as one long second: counts are summed, ratios and latencies are those of all its
 * requests. `avg` and `max` aggregate each number separately.
 */
function aggregatorOf(aggregation: Aggregation, firstTick: number): Aggregator {
  switch (aggregation) {
    case 'sum': {
      const period = new Period(firstTick);
      return { add: (point) => period.add(point), values: () => pointValues(period.point) };
    }
    case 'avg':
      return new FieldByField(
        (sum, value) => sum + value,
        (sum, count) => sum / count,
      );
    case 'max':
      return new FieldByField(Math.max, (maximum) => maximum);
  }
}

class FieldByField implements Aggregator {
  private readonly combined: number[] = [];
  private count = 0;

  constructor(
    private readonly combine: (before: number, value: number) => number,
    private readonly finish: (combined: number, count: number) => number,
  ) {}

  add(point: ServicePoint): void {
    if (!point.measured) return;
    const values = pointValues(point);
    FIELD_NAMES.forEach((field, index) => {
      const value = values[field]!;
      this.combined[index] = this.count === 0 ? value : this.combine(this.combined[index]!, value);
    });
    this.count += 1;
  }

  values(): PointValues {
    if (this.count === 0) return UNMEASURED;
    const entries = FIELD_NAMES.map((field, index) => [
      field,
      this.finish(this.combined[index]!, this.count),
    ]);
    return Object.fromEntries(entries) as PointValues;
  }
}

/** The requested points of an application. */
export interface Span {
  readonly fromTick: number;
  /** Inclusive; the last point can be earlier, since points are whole steps apart. */
  readonly toTick: number;
  readonly stepTicks: number;
  /** undefined takes the first tick of each step. */
  readonly aggregation: Aggregation | undefined;
}

/** The values of a step and its first tick. */
export interface TimedValues {
  readonly tick: number;
  readonly values: PointValues;
}

/** Number of points in a span. */
export function pointCount({ fromTick, toTick, stepTicks }: Span): number {
  return toTick < fromTick ? 0 : Math.floor((toTick - fromTick) / stepTicks) + 1;
}

/** Number of ticks that the model computes for a span. */
export function tickCount(span: Span): number {
  return pointCount(span) * (span.aggregation === undefined ? 1 : span.stepTicks);
}

/** The points of a span in batches, with pauses for other requests. */
export async function* seriesOf(
  model: Model,
  node: Node,
  span: Span,
  signal?: AbortSignal,
): AsyncGenerator<readonly TimedValues[]> {
  const slice = new TimeSlice();
  let batch: TimedValues[] = [];
  for (let tick = span.fromTick; tick <= span.toTick; tick += span.stepTicks) {
    batch.push({ tick, values: await valuesOf(tick) });
    if (slice.spend(node.group.nodes.length)) {
      yield batch;
      batch = [];
      await slice.pause(signal);
    }
  }
  yield batch;

  async function valuesOf(tick: number): Promise<PointValues> {
    if (span.aggregation === undefined) return pointValues(pointAt(model, node, tick));
    const aggregator = aggregatorOf(span.aggregation, tick);
    for (let offset = 0; offset < span.stepTicks; offset += 1) {
      aggregator.add(pointAt(model, node, tick + offset));
      if (slice.spend(node.group.nodes.length)) await slice.pause(signal);
    }
    return aggregator.values();
  }
}
