import { pointAt } from '../../generator/group-at.js';
import type { Model, Node } from '../../generator/model.js';
import { TimeSlice } from '../model/time-slice.js';
import { aggregatorOf, type Aggregation } from './aggregate.js';
import { pointValues, type PointValues } from './point-values.js';

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
