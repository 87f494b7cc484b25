import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { readScenario, readScenarioFile } from './read-scenario.js';
import { shippedScenarioPath, shippedScenarios } from './current-scenario.js';

const KINDS = [
  'outage',
  'brownout',
  'error-burst',
  'traffic-surge',
  'slow-leak',
  'flapping',
  'gap',
  'regime-change',
  'canary',
];

describe('the scenarios that come with the service', () => {
  it('are four', () => {
    expect(shippedScenarios()).toEqual(['default', 'noisy-neighbour', 'online-shop', 'slo-burn']);
  });

  it.each(shippedScenarios())('%s is valid, named as its file, and tells editors its schema', (name) => {
    const path = shippedScenarioPath(name);

    expect(readScenarioFile(path).file.name).toBe(name);
    expect(readFileSync(path, 'utf8').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../schema/scenario.schema.json',
    );
  });

  it.each(shippedScenarios())('%s gives the same scenario from its effective file', (name) => {
    const { file, scenario } = readScenarioFile(shippedScenarioPath(name));

    expect(readScenario(JSON.stringify(file), 'json')).toEqual({ file, scenario });
    expect(readScenario(stringify(file), 'yaml')).toEqual({ file, scenario });
  });

  it('default is the application of the originals', () => {
    const { scenario } = readScenarioFile(shippedScenarioPath('default'));

    expect(scenario.applications.map(({ name, domain }) => [name, domain])).toEqual([
      ['test-app', 'test-domain'],
    ]);
    expect(scenario.incidents).toEqual([]);
  });

  it('online-shop has each kind of incident once a week, none while another lasts, each on a service of its own', () => {
    const { incidents, applications } = readScenarioFile(shippedScenarioPath('online-shop')).scenario;
    const windows = incidents.map(
      ({ startTick, durationSeconds }) => [startTick, startTick + durationSeconds] as const,
    );

    expect(applications).toHaveLength(8);
    expect(incidents.map(({ effect }) => effect.kind).sort()).toEqual([...KINDS].sort());
    windows.slice(1).forEach(([start], index) => expect(start).toBeGreaterThan(windows[index]![1]));
    expect(windows.at(-1)![1]).toBeLessThan(windows[0]![0] + 604_800);
    const befallen = incidents.flatMap(({ applications }) => applications);
    expect(befallen).toHaveLength(9);
    expect(new Set(befallen).size).toBe(8);
  });
});
