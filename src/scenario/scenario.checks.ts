import { durationMs } from '../platform/validation/duration.js';
import type { ApplicationFile } from './application.schema.js';
import type { IncidentFile } from './incident.schema.js';

interface Circle {
  /** The dependency that closes it. */
  readonly path: readonly (string | number)[];
  /** Names from an application along its calls back to itself. */
  readonly circle: readonly string[];
}

/** The circles of who calls whom, each by the dependency that closes it; to call oneself is one. */
export function circlesOf(applications: readonly ApplicationFile[]): Circle[] {
  const indexOf = new Map(applications.map(({ name }, index) => [name, index]));
  const circles: Circle[] = [];
  const done = new Set<string>();
  const walked: string[] = [];

  // As deep as there are applications at most, which the schema limits to 200.
  const walk = ({ name, dependencies }: ApplicationFile): void => {
    walked.push(name);
    dependencies.forEach(({ application }, position) => {
      const next = applications[indexOf.get(application) ?? -1];
      if (next === undefined || done.has(application)) return;
      const since = walked.indexOf(application);
      if (since < 0) return walk(next);
      const path = ['applications', indexOf.get(name)!, 'dependencies', position, 'application'];
      circles.push({ path, circle: [...walked.slice(since), application] });
    });
    walked.pop();
    done.add(name);
  };

  for (const application of applications) if (!done.has(application.name)) walk(application);
  return circles;
}

/**
 * Requests per second that reach each application when every retry is made, without rhythms and incidents.
 *
 * @param applications - without circles
 */
export function callRates(applications: readonly ApplicationFile[]): Map<string, number> {
  const callers = new Map<string, { caller: ApplicationFile; calls: number }[]>();
  for (const caller of applications) {
    for (const { application, callsPerRequest, retries } of caller.dependencies) {
      const known = callers.get(application) ?? [];
      callers.set(application, [...known, { caller, calls: callsPerRequest * (1 + retries) }]);
    }
  }

  const rates = new Map<string, number>();
  const rateOf = ({ name, traffic }: ApplicationFile): number => {
    const known = rates.get(name);
    if (known !== undefined) return known;
    const calls = (callers.get(name) ?? []).map(({ caller, calls }) => rateOf(caller) * calls);
    const rate = calls.reduce((sum, each) => sum + each, traffic.ratePerSecond);
    rates.set(name, rate);
    return rate;
  };
  applications.forEach(rateOf);
  return rates;
}

/** Tells a problem: where, what was expected there, and what came. */
export type Report = (path: Path, expected: string, received: unknown) => void;

/** Names and positions that lead to a value of the file. */
export type Path = readonly (string | number)[];

/** What the parts of a list of applications must have in common. */
export function checkApplications(applications: readonly ApplicationFile[], report: Report): void {
  const seen = new Set<string>();
  applications.forEach((application, index) => {
    const at = ['applications', index] as const;
    if (seen.has(application.name)) {
      report([...at, 'name'], 'a name that no application before it has', application.name);
    }
    seen.add(application.name);
    checkRhythms(application, at, report);
  });
  checkDependencies(applications, report);
}

function checkRhythms({ traffic }: ApplicationFile, at: Path, report: Report): void {
  const rhythms = [traffic.daily, traffic.weekly, ...traffic.harmonics];
  const sum = rhythms.reduce((total, rhythm) => total + (rhythm?.amplitude ?? 0), 0);
  // Few decimal fractions have an exact form: 0.33, 0.56 and 0.11 add up to a little more than 1.
  if (sum > 1 + 1e-9) {
    const expected = 'traffic whose amplitudes add up to at most 1, or it would fall below 0';
    report([...at, 'traffic'], expected, Math.round(sum * 1e6) / 1e6);
  }
}

function checkDependencies(applications: readonly ApplicationFile[], report: Report): void {
  const names = new Set(applications.map(({ name }) => name));
  applications.forEach(({ dependencies }, index) => {
    const called = new Set<string>();
    dependencies.forEach(({ application }, position) => {
      const at = ['applications', index, 'dependencies', position, 'application'];
      if (!names.has(application)) report(at, 'the name of an application of this file', application);
      if (called.has(application)) report(at, 'an application that is not listed before it', application);
      called.add(application);
    });
  });

  for (const { path, circle } of circlesOf(applications)) {
    report(path, 'an application that does not call this one back', circle.join(' -> '));
  }
}

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
