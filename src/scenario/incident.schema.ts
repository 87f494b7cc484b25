import { z } from 'zod';
import {
  listOf,
  mapping,
  numberBetween,
  oneOf,
  ratio,
  secondsBetween,
  slug,
  textOf,
  time,
} from './quantities.schema.js';
import { BadRuleError, readRule } from './rrule.js';

const ERROR = 'a rule of at most 1000 characters, such as FREQ=WEEKLY;BYDAY=FR';

/** A recurrence rule. Whether it has any occurrence is checked later, since that depends on the incident's start. */
const rruleText = z
  .string(ERROR)
  .max(1000, { error: ERROR, abort: true })
  .superRefine((text, context) => {
    try {
      readRule(text);
    } catch (error) {
      if (!(error instanceof BadRuleError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, input: text });
    }
  });

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
    .meta({ description: 'Time from start to start, repeated indefinitely: a duration.' }),
  rrule: rruleText.optional().meta({
    description:
      'A recurrence rule (RFC 5545) in UTC, such as FREQ=WEEKLY;BYDAY=FR; its DTSTART is the start.',
  }),
})
  .refine(({ every, rrule }) => (every === undefined) !== (rrule === undefined), 'either every or rrule')
  .meta({ minProperties: 1, maxProperties: 1, description: 'When it repeats. Never by default.' });

const incidentDuration = secondsBetween('1s', '3650d');

/** The properties of every kind of incident. */
const incidentCommon = {
  id: slug.meta({ description: 'Unique name of the incident.' }),
  applications: listOf(slug, 200)
    .min(1, 'a list of at least 1 application')
    .optional()
    .meta({ description: 'Names of the affected applications. All by default.' }),
  start: time.meta({ description: 'Start of the first occurrence: RFC 3339 with a zone.' }),
  duration: incidentDuration.meta({ description: 'How long it lasts, ramps included: a duration.' }),
  ramp: secondsBetween('0s', '365d').default('0s').meta({
    description: 'Time to reach full strength, and to fade at the end: at most half the duration.',
  }),
  repeat: repeat.optional(),
  labels: labels.default({}).meta({ description: 'Labels for the ground truth, such as severity.' }),
};

const factor = (what: string, min: number) =>
  numberBetween(min, 100).meta({ description: `Factor for the ${what}: ${min} to 100.` });
const errorRatio = ratio.meta({ description: 'Share of the requests that fail: 0 to 1.' });
const kind = <const Kind extends string>(name: Kind, sentence: string) =>
  z.literal(name).meta({ description: sentence });

const kinds = [
  mapping({
    kind: kind('outage', 'A share of the requests fails with 5xx.'),
    ...incidentCommon,
    errorRatio: errorRatio.default(1),
  }),
  mapping({
    kind: kind('brownout', 'Requests take longer.'),
    ...incidentCommon,
    latencyFactor: factor('latency', 1),
  }),
  mapping({
    kind: kind('error-burst', 'A share of the requests fails with one class of error.'),
    ...incidentCommon,
    errorRatio,
    class: oneOf(['4xx', '5xx', 'timeout']).default('5xx').meta({ description: 'Class of the errors.' }),
  }),
  mapping({
    kind: kind('traffic-surge', 'More or fewer requests.'),
    ...incidentCommon,
    trafficFactor: factor('traffic', 0),
  }),
  mapping({
    kind: kind('slow-leak', 'Latency grows linearly until a restart, during which all requests fail.'),
    ...incidentCommon,
    period: incidentDuration.meta({ description: 'Time from restart to restart: a duration.' }),
    latencyFactor: factor('latency just before the restart', 1),
    restart: secondsBetween('0s', '1d').meta({ description: 'Length of a restart: a duration.' }),
  }),
  mapping({
    kind: kind('flapping', 'Down for the first part of each period, up for the rest.'),
    ...incidentCommon,
    period: secondsBetween('2s', '3650d').meta({
      description: 'Time from one failure to the next: a duration.',
    }),
    downShare: ratio.meta({ description: 'Share of each period that it is down: 0 to 1.' }),
  }),
  mapping({ kind: kind('gap', 'The application works, but no metrics are recorded.'), ...incidentCommon }),
  mapping({
    kind: kind(
      'regime-change',
      'Other parameters from the start on, indefinitely unless a duration is given.',
    ),
    ...incidentCommon,
    duration: incidentDuration
      .optional()
      .meta({ description: 'How long it lasts. Indefinitely by default.' }),
    trafficFactor: factor('traffic', 0).default(1),
    latencyFactor: factor('latency', 0.01).default(1),
    errorRatio: errorRatio.default(0),
  }),
  mapping({
    kind: kind('canary', 'A share of the requests is served by a version with other parameters.'),
    ...incidentCommon,
    share: ratio.meta({ description: 'Share of the requests that the other version serves: 0 to 1.' }),
    latencyFactor: factor('latency', 0.01).default(1),
    errorRatio: errorRatio.default(0),
  }),
] as const;

const KINDS = kinds.map((type) => type.shape.kind.value).join(', ');

export const incident = z.discriminatedUnion('kind', kinds, {
  error: ({ code }) =>
    code === 'invalid_union' ? `one of ${KINDS}` : 'a mapping that describes an incident',
});

export type IncidentFile = z.output<typeof incident>;
