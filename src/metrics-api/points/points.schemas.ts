import { z } from 'zod';
import { FIELD_NAMES, POINT_FIELDS, type PointField } from './point-values.js';

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
export const pointSchema = z
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
