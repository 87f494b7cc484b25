import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors.js';
import { wordParam } from '../../platform/validation/params.js';
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

export const time = z.string().describe('RFC 3339, the first moment of the second or step.');

const values = Object.fromEntries(
  FIELD_NAMES.map((field) => [field, number.describe(POINT_FIELDS[field])]),
) as Record<PointField, typeof number>;

const secondsValues = Object.fromEntries(
  FIELD_NAMES.map((field) => [field, (COUNTS.has(field) ? count : number).describe(POINT_FIELDS[field])]),
) as Record<PointField, typeof number>;

/** One second of one application. */
const pointSchema = z
  .object({ time, ...secondsValues })
  .describe('One second; its numbers are null where nobody measures the application.')
  .meta({ id: 'Point' });

export const rangeSchema = z
  .object({
    app: z.string(),
    domain: z.string(),
    from: time,
    to: time,
    stepSeconds: z.number(),
    agg: z.enum(['sum', 'avg', 'max']).nullable(),
    points: z.array(z.object({ time, ...values }).meta({ id: 'RangePoint' })),
  })
  .meta({ id: 'Range' });

const dependencySchema = z
  .object({
    application: z.string(),
    callsPerRequest: z.number(),
    retries: z.int(),
    critical: z.boolean(),
  })
  .meta({ id: 'Dependency' });

const applicationFields = {
  app: z.string(),
  domain: z.string(),
  dependencies: z.array(dependencySchema).describe('What it calls.'),
  calledBy: z.array(z.string()).describe('Who calls it.'),
};

export const applicationSchema = z
  .object({ ...applicationFields, point: pointSchema })
  .meta({ id: 'Application' });

export const next = z
  .string()
  .nullable()
  .describe('The query of the next page, to be put behind the same path; null on the last.');

export const applicationsSchema = z
  .object({ apps: z.array(z.object(applicationFields).meta({ id: 'ApplicationSummary' })), next })
  .meta({ id: 'Applications' });

/** As many points as Prometheus gives of a series in one answer. */
const MAX_POINTS = 11_000;
/** Seconds of an application, each with those of all that it is connected with: what the model makes in some seconds. */
const MAX_WORK = 2_000_000;

const DEFAULT_SPAN_TICKS = 300;

export const rangeQuerySchema = z.object({
  from: timeParam('from', 'The first point; five minutes before `to` when absent.'),
  to: timeParam('to', 'No point is after it; the last complete second when absent.'),
  step: stepParam('step', 'Seconds from one point to the next, also as `5m` or `1h`.', '1'),
  agg: wordParam(
    'agg',
    'How the seconds of a step become a point: `sum` takes them as one long second, `avg` and `max` take each number by itself. Without it a point is the first second of its step.',
    AGGREGATIONS,
  ),
});

/**
 * @param connected - how many applications the asked one is connected with, itself too
 * @throws InvalidInputError when the span is turned around or holds more than is answered at once
 */
export function spanOf(query: z.output<typeof rangeQuerySchema>, lastTick: number, connected: number): Span {
  const toTick = query.to ?? lastTick;
  const fromTick = query.from ?? Math.max(0, toTick - DEFAULT_SPAN_TICKS);
  const span = { fromTick, toTick, stepTicks: query.step, aggregation: query.agg };
  if (fromTick > toTick) {
    refuse(
      'from',
      `Expected from not to be after to (${timeText(toTick)}) but received ${timeText(fromTick)}`,
    );
  }
  const points = pointCount(span);
  if (points > MAX_POINTS) {
    const step = Math.ceil((toTick - fromTick + 1) / MAX_POINTS);
    refuse(
      'step',
      `Expected at most ${MAX_POINTS} points a series but from, to and step ask for ${points}: a step of ${step} seconds or more fits`,
    );
  }
  const ticks = tickCount(span);
  const most = Math.floor(MAX_WORK / connected);
  if (ticks > most) {
    refuse(
      'agg',
      `Expected agg over at most ${most} seconds in one answer, for an application that ${connected - 1} others are connected with, but received ${ticks}`,
    );
  }
  return span;
}

function refuse(field: string, sentence: string): never {
  throw InvalidInputError.of(field, sentence);
}
