import { Period } from '../../generator/period.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { FIELD_NAMES, pointValues, UNMEASURED, type PointValues } from './point-values.js';

/** How the ticks of a step become one point. */
export const AGGREGATIONS = ['sum', 'avg', 'max'] as const;

export type Aggregation = (typeof AGGREGATIONS)[number];

/** Takes the ticks of a step one by one. Ticks that nobody measured do not count. */
export interface Aggregator {
  add(point: ServicePoint): void;
  values(): PointValues;
}

/**
 * `sum` takes the step as one long second: counts are summed, ratios and latencies are those of all its
 * requests. `avg` and `max` take each number by itself.
 */
export function aggregatorOf(aggregation: Aggregation, firstTick: number): Aggregator {
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
