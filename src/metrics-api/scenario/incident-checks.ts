import type { ApplicationFile } from './application.schema.js';
import type { Report } from './application-checks.js';
import { durationMs } from '../../platform/query/duration.js';
import type { IncidentFile } from './incident.schema.js';

interface Incidents {
  readonly applications: readonly ApplicationFile[];
  readonly incidents: readonly IncidentFile[];
}

// Every rule is expanded when a file is read, and a hostile one takes a tenth of a second.
const MOST_RULES = 20;

/** What an incident's parts must have in common, with each other and with the applications. */
export function checkIncidents({ applications, incidents }: Incidents, report: Report): void {
  const byName = new Map(applications.map((application) => [application.name, application]));
  const ids = new Set<string>();
  let rules = 0;
  incidents.forEach((incident, index) => {
    const tell: Report = (path, expected, received) =>
      report(['incidents', index, ...path], expected, received);
    if (ids.has(incident.id)) tell(['id'], 'an id that no incident before it has', incident.id);
    ids.add(incident.id);
    if (incident.repeat?.rrule !== undefined && ++rules > MOST_RULES) {
      tell(['repeat', 'rrule'], `one of at most ${MOST_RULES} rules in a file`, incident.repeat.rrule);
    }
    checkTimes(incident, tell);
    checkApplicationsOf(incident, byName, tell);
  });
}

function checkTimes(incident: IncidentFile, tell: Report): void {
  const { duration, ramp, repeat } = incident;
  if (duration === undefined) {
    if (repeat) tell(['duration'], 'given where the incident repeats', undefined);
  } else {
    if (durationMs(ramp) * 2 > durationMs(duration)) {
      tell(['ramp'], `at most half the duration of ${duration}`, ramp);
    }
    if (repeat?.every !== undefined && durationMs(repeat.every) < durationMs(duration)) {
      tell(['repeat', 'every'], `at least the duration of ${duration}`, repeat.every);
    }
  }
  if (incident.kind === 'slow-leak' && durationMs(incident.restart) >= durationMs(incident.period)) {
    tell(['restart'], `shorter than the period of ${incident.period}`, incident.restart);
  }
}

function checkApplicationsOf(
  incident: IncidentFile,
  byName: ReadonlyMap<string, ApplicationFile>,
  tell: Report,
): void {
  const listed = new Set<string>();
  incident.applications?.forEach((name, index) => {
    if (!byName.has(name)) tell(['applications', index], 'the name of an application of this file', name);
    if (listed.has(name)) tell(['applications', index], 'an application that is not listed before it', name);
    listed.add(name);
  });
  if (incident.kind !== 'error-burst' || incident.class !== 'timeout') return;

  const without = (incident.applications ?? [...byName.keys()]).find(
    (name) => byName.has(name) && byName.get(name)?.latency.timeout === undefined,
  );
  if (without !== undefined) {
    tell(['class'], `4xx or 5xx, since ${without} has no latency.timeout`, incident.class);
  }
}
