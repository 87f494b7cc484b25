import { type z } from 'zod';
import { application } from './application.schema.js';
import { type Report, callRates, checkApplications, checkIncidents, circlesOf } from './scenario.checks.js';
import { incident } from './incident.schema.js';
import { integerBetween, listOf, mapping, slug, textOf } from './quantities.schema.js';

const MOST_CALLS_PER_SECOND = 1_000_000;

/**
 * A scenario as its file describes it: validation, TypeScript type and `schema/scenario.schema.json` in one.
 *
 * What comes out has its defaults filled in and is a valid file itself.
 */
export const scenarioSchema = mapping({
  name: slug.meta({ description: 'Name of the scenario.' }),
  description: textOf(2000).optional().meta({ description: 'What it is for, in up to 2000 characters.' }),
  seed: integerBetween(0, 0xffff_ffff).default(1).meta({
    description:
      'Which of the possible courses of events: 0 to 4294967295. Another seed gives another history.',
  }),
  applications: listOf(application, 200)
    .min(1, 'a list of at least 1 application')
    .meta({ description: 'The applications, 1 to 200. The first is the one that plain /metrics speaks of.' }),
  incidents: listOf(incident, 500).default([]).meta({ description: 'What happens to them, at most 500.' }),
}).superRefine((file, context) => {
  const report: Report = (path, message, input) =>
    context.addIssue({ code: 'custom', path: [...path], message, input });
  checkApplications(file.applications, report);
  checkIncidents(file, report);
  checkCallRates(file.applications, report);
});

/** The file with its defaults. */
export type ScenarioFile = z.output<typeof scenarioSchema>;

/** Fan-out multiplies along a chain of calls; a long one would reach rates that mean nothing. */
function checkCallRates(applications: ScenarioFile['applications'], report: Report): void {
  if (circlesOf(applications).length > 0) return;

  const rates = callRates(applications);
  const index = applications.findIndex(({ name }) => rates.get(name)! > MOST_CALLS_PER_SECOND);
  if (index < 0) return;
  const expected = `called at most ${MOST_CALLS_PER_SECOND} times a second, all retries included,`;
  report(['applications', index, 'name'], expected, rates.get(applications[index]!.name));
}
