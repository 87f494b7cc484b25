import { durationMs } from '../platform/validation.js';
import type { ApplicationFile } from './application.schema.js';
import type { IncidentFile } from './incident.schema.js';

// The rules that a schema cannot express: how the parts of a scenario must agree with each other.

/** Keys and indexes that lead to a value of the file. */
type Path = readonly (string | number)[];

/** Reports a problem: where, what was expected there, and what was received. */
type Report = (path: Path, expected: string, received: unknown) => void;

interface Applications {
  readonly applications: readonly ApplicationFile[];
}

interface Incidents extends Applications {
  readonly incidents: readonly IncidentFile[];
}

export function checkScenario(file: Incidents, report: Report): void {
  checkApplications(file, report);
  checkIncidents(file, report);
}

function checkApplications({ applications }: Applications, report: Report): void {
  const seen = new Set<string>();
  applications.forEach((application, index) => {
    const path = ['applications', index] as const;
    if (seen.has(application.name)) {
      report([...path, 'name'], 'a name that no application before it has', application.name);
    }
    seen.add(application.name);
    checkRhythms(application, path, report);
  });
  checkDependencies(applications, report);
  const cycles = findCycles(applications);
  for (const { path, names } of cycles) {
    report(path, 'an application that does not call this one back', names.join(' -> '));
  }
  if (cycles.length === 0) checkCallRates(applications, report);
}

function checkRhythms({ traffic }: ApplicationFile, path: Path, report: Report): void {
  const rhythms = [traffic.daily, traffic.weekly, ...traffic.harmonics];
  const sum = rhythms.reduce((total, rhythm) => total + (rhythm?.amplitude ?? 0), 0);
  // Few decimal fractions have an exact binary form: 0.33, 0.56 and 0.11 add up to a little more than 1.
  if (sum > 1 + 1e-9) {
    const expected = 'traffic whose amplitudes add up to at most 1, or it would fall below 0';
    report([...path, 'traffic'], expected, Math.round(sum * 1e6) / 1e6);
  }
}

function checkDependencies(applications: readonly ApplicationFile[], report: Report): void {
  const names = new Set(applications.map(({ name }) => name));
  applications.forEach(({ dependencies }, index) => {
    const called = new Set<string>();
    dependencies.forEach(({ application }, position) => {
      const path = ['applications', index, 'dependencies', position, 'application'];
      if (!names.has(application)) report(path, 'the name of an application of this file', application);
      if (called.has(application)) report(path, 'an application that is not listed before it', application);
      called.add(application);
    });
  });
}

interface Cycle {
  /** The dependency that closes the cycle. */
  readonly path: Path;
  /** Names from an application along its calls back to itself. */
  readonly names: readonly string[];
}

/** The cycles in the graph of calls, one for each dependency that closes one; an application may call itself. */
function findCycles(applications: readonly ApplicationFile[]): Cycle[] {
  const indexOf = new Map(applications.map(({ name }, index) => [name, index]));
  const cycles: Cycle[] = [];
  const done = new Set<string>();
  const visiting: string[] = [];

  // The recursion is at most as deep as there are applications: 200, by the schema.
  const visit = ({ name, dependencies }: ApplicationFile): void => {
    visiting.push(name);
    dependencies.forEach(({ application }, position) => {
      const callee = applications[indexOf.get(application) ?? -1];
      if (callee === undefined || done.has(application)) return;
      const since = visiting.indexOf(application);
      if (since < 0) return visit(callee);
      const path = ['applications', indexOf.get(name)!, 'dependencies', position, 'application'];
      cycles.push({ path, names: [...visiting.slice(since), application] });
    });
    visiting.pop();
    done.add(name);
  };

  for (const application of applications) if (!done.has(application.name)) visit(application);
  return cycles;
}

const MAX_CALLS_PER_SECOND = 1_000_000;

/** Fan-out multiplies along a chain of calls; a long chain would reach meaningless rates. */
function checkCallRates(applications: readonly ApplicationFile[], report: Report): void {
  const rates = callRates(applications);
  const index = applications.findIndex(({ name }) => rates.get(name)! > MAX_CALLS_PER_SECOND);
  if (index < 0) return;
  const expected = `called at most ${MAX_CALLS_PER_SECOND} times a second, all retries included,`;
  report(['applications', index, 'name'], expected, rates.get(applications[index]!.name));
}

/**
 * Requests per second that reach each application when every retry is made, without rhythms and incidents.
 *
 * @param applications - without cycles
 */
function callRates(applications: readonly ApplicationFile[]): Map<string, number> {
  const callers = new Map<string, { caller: ApplicationFile; calls: number }[]>();
  for (const caller of applications) {
    for (const { application, callsPerRequest, retries } of caller.dependencies) {
      const others = callers.get(application) ?? [];
      callers.set(application, [...others, { caller, calls: callsPerRequest * (1 + retries) }]);
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

// Every rule is expanded when a file is read, and a hostile one takes a tenth of a second.
const MAX_RULES = 20;

function checkIncidents({ applications, incidents }: Incidents, report: Report): void {
  const byName = new Map(applications.map((application) => [application.name, application]));
  const ids = new Set<string>();
  let rules = 0;
  incidents.forEach((incident, index) => {
    const reportHere: Report = (path, expected, received) =>
      report(['incidents', index, ...path], expected, received);
    if (ids.has(incident.id)) reportHere(['id'], 'an id that no incident before it has', incident.id);
    ids.add(incident.id);
    if (incident.repeat?.rrule !== undefined && ++rules > MAX_RULES) {
      reportHere(['repeat', 'rrule'], `one of at most ${MAX_RULES} rules in a file`, incident.repeat.rrule);
    }
    checkTimes(incident, reportHere);
    checkApplicationsOf(incident, byName, reportHere);
  });
}

function checkTimes(incident: IncidentFile, report: Report): void {
  const { duration, ramp, repeat } = incident;
  if (duration === undefined) {
    if (repeat) report(['duration'], 'given where the incident repeats', undefined);
  } else {
    if (durationMs(ramp) * 2 > durationMs(duration)) {
      report(['ramp'], `at most half the duration of ${duration}`, ramp);
    }
    if (repeat?.every !== undefined && durationMs(repeat.every) < durationMs(duration)) {
      report(['repeat', 'every'], `at least the duration of ${duration}`, repeat.every);
    }
  }
  if (incident.kind === 'slow-leak' && durationMs(incident.restart) >= durationMs(incident.period)) {
    report(['restart'], `shorter than the period of ${incident.period}`, incident.restart);
  }
}

function checkApplicationsOf(
  incident: IncidentFile,
  byName: ReadonlyMap<string, ApplicationFile>,
  report: Report,
): void {
  const listed = new Set<string>();
  incident.applications?.forEach((name, index) => {
    const path = ['applications', index];
    if (!byName.has(name)) report(path, 'the name of an application of this file', name);
    if (listed.has(name)) report(path, 'an application that is not listed before it', name);
    listed.add(name);
  });
  if (incident.kind !== 'error-burst' || incident.class !== 'timeout') return;

  const without = (incident.applications ?? [...byName.keys()]).find(
    (name) => byName.has(name) && byName.get(name)?.latency.timeout === undefined,
  );
  if (without !== undefined) {
    report(['class'], `4xx or 5xx, since ${without} has no latency.timeout`, incident.class);
  }
}
