import type { ApplicationFile } from './application.schema.js';
import { circlesOf } from './dependency-circles.js';

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
