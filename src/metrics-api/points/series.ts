import { quantileMs } from '../../generator/latency.js';
import type { Model, Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { pointAt } from '../../generator/snapshot.js';
import { Period } from '../../generator/totals.js';
import { TimeSlice } from '../current-model.js';

/** The numbers of a point in the order in which they are sent, each with what it says. */
export const POINT_FIELDS = {
  expectedRequestsPerSecond: 'The rate that the model expects: requests scatters around it.',
  requests: 'Requests in the second.',
  failures: 'Those of them that failed: clientErrors + serverErrors + timeouts.',
  clientErrors: 'Requests that were wrong (4xx).',
  serverErrors: 'Requests that failed here or in what was called (5xx).',
  timeouts: 'Requests that were given up.',
  failRatio: 'failures / requests; 0 without requests.',
  utilization: 'Share of the servers that work; 0 for an application without a capacity.',
  meanConcurrency: "Requests in progress, on average: requests x mean latency, by Little's law.",
  maxConcurrent: 'Most requests in progress at the same moment.',
  latencyMinMs: 'Shortest latency, in milliseconds.',
  latencyAvgMs: 'Mean latency, in milliseconds.',
  latencyP50Ms: 'Half of the requests were faster; in milliseconds.',
  latencyP90Ms: '90 % of the requests were faster; in milliseconds.',
  latencyP95Ms: '95 % of the requests were faster; in milliseconds.',
  latencyP99Ms: '99 % of the requests were faster; in milliseconds.',
  latencyMaxMs: 'Longest latency, in milliseconds.',
} as const;

export type PointField = keyof typeof POINT_FIELDS;
export const FIELD_NAMES = Object.keys(POINT_FIELDS) as readonly PointField[];

/** The numbers of a point; all of them null where nobody measured. */
export type PointValues = Readonly<Record<PointField, number | null>>;

const UNMEASURED = Object.fromEntries(FIELD_NAMES.map((field) => [field, null])) as PointValues;

/** The numbers of a point. Rounding, to the microsecond and the millionth, keeps their order. */
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

/** How the ticks of a step become one point. */
export const AGGREGATIONS = ['sum', 'avg', 'max'] as const;

type Aggregation = (typeof AGGREGATIONS)[number];

/** Takes the ticks of a step one by one. Ticks that nobody measured do not count. */
interface Aggregator {
  add(point: ServicePoint): void;
  values(): PointValues;
}

/**
 * `sum` takes the step as one long second: counts are summed, ratios and latencies are those of all its
 * requests. `avg` and `max` take each number by itself.
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
      return new FieldByField(Math.max, (greatest) => greatest);
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

/** Which points of an application are asked for. */
export interface Span {
  readonly fromTick: number;
  /** The last point is not after it. */
  readonly toTick: number;
  readonly stepTicks: number;
  /** undefined takes the first tick of each step as it is. */
  readonly aggregation: Aggregation | undefined;
}

/** The values of a step, with its first tick. */
export interface TimedValues {
  readonly tick: number;
  readonly values: PointValues;
}

/** How many points a span has. */
export function pointCount({ fromTick, toTick, stepTicks }: Span): number {
  return toTick < fromTick ? 0 : Math.floor((toTick - fromTick) / stepTicks) + 1;
}

/** How many ticks the model must make for it. */
export function tickCount(span: Span): number {
  return pointCount(span) * (span.aggregation === undefined ? 1 : span.stepTicks);
}

/** The points of a span in batches, with time for other requests in between. */
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
