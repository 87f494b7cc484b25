import { z } from 'zod';
import { listOf, mapping, secondsBetween, slug, textOf, time } from './quantities.schema.js';
import { rruleText } from './rrule.schema.js';

const LABELS_ERROR = 'a mapping of at most 20 labels';
const label = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,62}$/);
const labels = z
  .record(label, textOf(200), {
    error: ({ code }) =>
      code === 'invalid_key'
        ? 'a label whose name has up to 63 letters, digits and _ and begins with a-z'
        : LABELS_ERROR,
  })
  .refine((given) => Object.keys(given).length <= 20, LABELS_ERROR);

const repeat = mapping({
  every: secondsBetween('1s', '3650d')
    .optional()
    .meta({ description: 'Time from start to start, for ever: a duration.' }),
  rrule: rruleText.optional().meta({
    description: 'A rule of RFC 5545, in UTC, such as FREQ=WEEKLY;BYDAY=FR; the start is its DTSTART.',
  }),
})
  .refine(({ every, rrule }) => (every === undefined) !== (rrule === undefined), 'either every or rrule')
  .meta({ minProperties: 1, maxProperties: 1, description: 'When it comes again. Never by default.' });

export const incidentDuration = secondsBetween('1s', '3650d');
/** What every kind of incident has. */
export const incidentCommon = {
  id: slug.meta({ description: 'Unique name of the incident.' }),
  applications: listOf(slug, 200)
    .min(1, 'a list of at least 1 application')
    .optional()
    .meta({ description: 'Names of the applications that it befalls. All by default.' }),
  start: time.meta({ description: 'When it begins for the first time: RFC 3339 with a zone.' }),
  duration: incidentDuration.meta({ description: 'How long it lasts, ramps included: a duration.' }),
  ramp: secondsBetween('0s', '365d').default('0s').meta({
    description: 'How long it takes to reach its full strength, and to leave it: at most half its duration.',
  }),
  repeat: repeat.optional(),
  labels: labels.default({}).meta({ description: 'Ground truth for whoever compares, such as severity.' }),
};
