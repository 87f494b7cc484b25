import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { pointAt } from '../snapshot.js';
import { createModel } from '../model.js';
import type { Scenario } from '../scenario.js';
import type { ServicePoint } from '../service-point.js';

interface GoldenPoint {
  scenario: string;
  seed: number;
  name: string;
  point: ServicePoint;
}

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const scenarios = JSON.parse(textOf('scenarios.json')) as Scenario[];
const lines = textOf('points.ndjson').trimEnd().split('\n');

/** The JSON text of a double is the shortest that parses to the same double: equal text means equal bits. */
function lineAgain({ scenario: scenarioName, seed, name, point }: GoldenPoint): string {
  const scenario = scenarios.find((each) => each.name === scenarioName)!;
  const model = createModel({ ...scenario, seed });
  const again = pointAt(model, model.nodeByName.get(name)!, point.tick);
  return JSON.stringify({ scenario: scenarioName, seed, name, point: again });
}

describe('the golden points', () => {
  it('are reproduced exactly', () => {
    expect(lines.map((line) => lineAgain(JSON.parse(line) as GoldenPoint))).toEqual(lines);
  });

  it('are hundreds of different points from each scenario and application', () => {
    const golden = lines.map((line) => JSON.parse(line) as GoldenPoint);
    const applications = scenarios.flatMap(({ name, applications: all }) => {
      return all.map((application) => `${name} ${application.name}`);
    });

    expect(new Set(golden.map(({ point }) => JSON.stringify(point))).size).toBe(golden.length);
    expect(golden.length).toBeGreaterThan(150);
    expect(new Set(golden.map(({ scenario, name }) => `${scenario} ${name}`))).toEqual(new Set(applications));
  });

  it('include every kind of failure, and a gap', () => {
    const points = lines.map((line) => (JSON.parse(line) as GoldenPoint).point);

    for (const name of ['clientErrors', 'serverErrors', 'timeouts'] as const) {
      expect(points.some((point) => point[name] > 0)).toBe(true);
    }
    expect(points.some(({ measured }) => !measured)).toBe(true);
  });
});
