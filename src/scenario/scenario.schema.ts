import { type z } from 'zod';
import { application } from './application.schema.js';
import { incident } from './incident.schema.js';
import { listOf, mapping, slug, textOf } from './quantities.schema.js';
import { integer } from '../platform/validation.js';
import { checkScenario } from './scenario.checks.js';

/**
 * A scenario as its file describes it: the source of validation, the TypeScript type and
 * `schema/scenario.schema.json`.
 *
 * The output has all defaults filled in and is a valid file itself.
 */
export const scenarioSchema = mapping({
  name: slug.meta({ description: 'Name of the scenario.' }),
  description: textOf(2000)
    .optional()
    .meta({ description: 'Purpose of the scenario; up to 2000 characters.' }),
  seed: integer(0, 0xffff_ffff).default(1).meta({
    description:
      'Selects one of the possible histories: 0 to 4294967295. Another seed gives another history.',
  }),
  applications: listOf(application, 200).min(1, 'a list of at least 1 application').meta({
    description: 'The applications, 1 to 200. The first is the one that plain /metrics reports.',
  }),
  incidents: listOf(incident, 500).default([]).meta({ description: 'The incidents, at most 500.' }),
}).superRefine((file, context) =>
  checkScenario(file, (path, message, input) =>
    context.addIssue({ code: 'custom', path: [...path], message, input }),
  ),
);

/** A scenario file with its defaults filled in. */
export type ScenarioFile = z.output<typeof scenarioSchema>;
