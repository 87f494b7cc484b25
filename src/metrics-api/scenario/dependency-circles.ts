import type { ApplicationFile } from './application.schema.js';

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
