import type { Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import { TICK_MS } from '../../contract/tick.js';
import { type Page, timeText } from '../query.params.js';
import { type Answer, type Form, csvLine } from '../answer.js';
import { FIELD_NAMES, type Span, type TimedValues, pointValues } from './series.js';

/** A page of applications. */
export function applications({ items, next }: Page<Node>): Answer {
  return {
    json: () => ({ apps: items.map(summary), next }),
    csv: () => ({
      columns: ['app', 'domain', 'dependencies', 'calledBy'],
      rows: items
        .map(summary)
        .map(({ app, domain, dependencies, calledBy }) => [
          app,
          domain,
          dependencies.map((dependency) => dependency.application).join(' '),
          calledBy.join(' '),
        ]),
    }),
  };
}

/** One application and its point. */
export function application(node: Node, point: ServicePoint): Answer {
  const timed = { tick: point.tick, values: pointValues(point) };
  return {
    json: () => ({ ...summary(node), point: jsonPoint(timed) }),
    csv: () => pointTable([timed]),
  };
}

/** The text of a range: a start, the points batch by batch, and an end. */
export interface RangeText {
  readonly start: string;
  /** @param isFirst - whether no points come before these */
  readonly points: (points: readonly TimedValues[], isFirst: boolean) => string;
  readonly end: string;
}

/** How the points of one application are written. */
export function rangeText(form: Form, { application }: Node, span: Span): RangeText {
  if (form === 'csv') {
    return {
      start: csvLine(pointTable([]).columns),
      points: (points) => pointTable(points).rows.map(csvLine).join(''),
      end: '',
    };
  }
  const members = JSON.stringify({
    app: application.name,
    domain: application.domain,
    from: timeText(span.fromTick),
    to: timeText(span.toTick),
    stepSeconds: (span.stepTicks * TICK_MS) / 1000,
    agg: span.aggregation ?? null,
  });
  return {
    start: `${members.slice(0, -1)},"points":[`,
    points: (points, isFirst) =>
      (isFirst ? '' : ',') + points.map((point) => JSON.stringify(jsonPoint(point))).join(','),
    end: ']}\n',
  };
}

function jsonPoint({ tick, values }: TimedValues): object {
  return { time: timeText(tick), ...values };
}

function pointTable(points: readonly TimedValues[]): ReturnType<Answer['csv']> {
  return {
    columns: ['time', ...FIELD_NAMES],
    rows: points.map(({ tick, values }) => [timeText(tick), ...FIELD_NAMES.map((field) => values[field])]),
  };
}

function summary({ application, calledBy }: Node) {
  return {
    app: application.name,
    domain: application.domain,
    dependencies: application.dependencies,
    calledBy: calledBy.map(({ caller }) => caller.application.name),
  };
}
