import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors.js';
import { wordParam } from '../../platform/validation.js';
import { stepParam, timeParam, timeText } from '../query.params.js';
import {
  AGGREGATIONS,
  FIELD_NAMES,
  POINT_FIELDS,
  type PointField,
  type Span,
  pointCount,
  tickCount,
} from './series.js';

const number = z.number().nullable();
const count = z.int().min(0).nullable();
const COUNTS: ReadonlySet<PointField> = new Set([
  'requests',
  'failures',
  'clientErrors',
  'serverErrors',
  'timeouts',
]);

/** @param description - of the time, such as "Start of the window" */
export const timeField = (description: string) => z.string().describe(`${description}, in RFC 3339.`);

const values = Object.fromEntries(
  FIELD_NAMES.map((field) => [field, number.describe(POINT_FIELDS[field])]),
) as Record<PointField, typeof number>;

const secondsValues = Object.fromEntries(
  FIELD_NAMES.map((field) => [field, (COUNTS.has(field) ? count : number).describe(POINT_FIELDS[field])]),
) as Record<PointField, typeof number>;

/** One second of one application. */
const pointSchema = z
  .object({ time: timeField('Start of the second'), ...secondsValues })
  .describe('One second; the numbers are null while the application has no metrics.')
  .meta({ id: 'Point' });

export const rangeSchema = z
  .object({
    app: z.string().describe('Name of the application.'),
    domain: z.string().describe('Domain that the application belongs to.'),
    from: timeField('Start of the first second of the range'),
    to: timeField('Start of the last second of the range'),
    stepSeconds: z.number().describe('Seconds from one point to the next.'),
    agg: z
      .enum(['sum', 'avg', 'max'])
      .nullable()
      .describe('How the seconds of a step are aggregated; null for the first second of each step.'),
    points: z
      .array(z.object({ time: timeField('Start of the step'), ...values }).meta({ id: 'RangePoint' }))
      .describe('The points, in order.'),
  })
  .meta({ id: 'Range' });

const dependencySchema = z
  .object({
    application: z.string().describe('Name of the application that is called.'),
    callsPerRequest: z.number().describe('Calls for each request, on average.'),
    retries: z.int().describe('Maximum number of retries of a failed call.'),
    critical: z
      .boolean()
      .describe('Whether a request fails when one of its calls has failed after all retries.'),
  })
  .meta({ id: 'Dependency' });

const applicationFields = {
  app: z.string().describe('Name of the application.'),
  domain: z.string().describe('Domain that the application belongs to.'),
  dependencies: z.array(dependencySchema).describe('The applications that it calls.'),
  calledBy: z.array(z.string()).describe('The applications that call it.'),
};

export const applicationSchema = z
  .object({ ...applicationFields, point: pointSchema.describe('Its metrics in the second.') })
  .meta({ id: 'Application' });

export const next = z
  .string()
  .nullable()
  .describe('The query of the next page, for the same path; null on the last page.');

export const applicationsSchema = z
  .object({
    apps: z
      .array(z.object(applicationFields).meta({ id: 'ApplicationSummary' }))
      .describe('The applications of the page.'),
    next,
  })
  .meta({ id: 'Applications' });

/** The limit of Prometheus for the points of a series in one answer. */
const MAX_POINTS = 11_000;
/** Seconds of simulation, counting all connected applications: what the model computes within some seconds. */
const MAX_SIMULATED_SECONDS = 2_000_000;

const DEFAULT_SPAN_TICKS = 300;

export const rangeQuerySchema = z.object({
  from: timeParam('from', 'Time of the first point; five minutes before `to` by default.'),
  to: timeParam('to', 'End, inclusive; the last complete second by default.'),
  step: stepParam('step', 'Interval between points, in seconds or as a duration such as `5m` or `1h`.', '1'),
  agg: wordParam(
    'agg',
    'How the seconds of a step are aggregated: `sum` treats the step as one long second, `avg` and `max` aggregate each number separately. Without it a point is the first second of its step.',
    AGGREGATIONS,
  ),
});

/**
 * @param groupSize - number of applications that are computed together with the requested one, including itself
 * @throws InvalidInputError when from is after to, or the span exceeds the limits of one answer
 */
export function spanOf(query: z.output<typeof rangeQuerySchema>, lastTick: number, groupSize: number): Span {
  const toTick = query.to ?? lastTick;
  const fromTick = query.from ?? Math.max(0, toTick - DEFAULT_SPAN_TICKS);
  const span = { fromTick, toTick, stepTicks: query.step, aggregation: query.agg };
  if (fromTick > toTick) {
    refuse(
      'from',
      `Expected from to be at or before to (${timeText(toTick)}) but received ${timeText(fromTick)}`,
    );
  }
  const points = pointCount(span);
  if (points > MAX_POINTS) {
    const step = Math.ceil((toTick - fromTick + 1) / MAX_POINTS);
    refuse(
      'step',
      `Expected from, to and step to give at most ${MAX_POINTS} points but received ${points}: use a step of at least ${step} seconds`,
    );
  }
  const ticks = tickCount(span);
  const maxTicks = Math.floor(MAX_SIMULATED_SECONDS / groupSize);
  if (ticks > maxTicks) {
    refuse(
      'agg',
      `Expected agg to cover at most ${maxTicks} seconds, for an application with ${groupSize - 1} connected ones, but received ${ticks}`,
    );
  }
  return span;
}

function refuse(field: string, sentence: string): never {
  throw InvalidInputError.of(field, sentence);
}
