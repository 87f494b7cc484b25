import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Scenario } from '../generator/scenario.js';
import { readScenario, readScenarioFile } from './read-scenario.js';
import { shippedScenarioPath, shippedScenarios } from './scenario-source.js';

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

describe('the scenarios that ship with the service', () => {
  it('are four', () => {
    expect(shippedScenarios()).toEqual(['default', 'noisy-neighbour', 'online-shop', 'slo-burn']);
  });

  it.each(shippedScenarios())(
    '%s is valid, has the name of its file and names its schema for editors',
    (name) => {
      const path = shippedScenarioPath(name);

      expect(readScenarioFile(path).file.name).toBe(name);
      expect(readFileSync(path, 'utf8').split('\n')[0]).toBe(
        '# yaml-language-server: $schema=../schema/scenario.schema.json',
      );
    },
  );

  it.each(shippedScenarios())('%s gives the same scenario from its effective file', (name) => {
    const { file, scenario } = readScenarioFile(shippedScenarioPath(name));

    expect(readScenario(JSON.stringify(file), 'json')).toEqual({ file, scenario });
    expect(readScenario(stringify(file), 'yaml')).toEqual({ file, scenario });
  });

  it('default has the application of the original services', () => {
    const { scenario } = readScenarioFile(shippedScenarioPath('default'));

    expect(scenario.applications.map(({ name, domain }) => [name, domain])).toEqual([
      ['test-app', 'test-domain'],
    ]);
    expect(scenario.incidents).toEqual([]);
  });

  it('online-shop has each kind of incident once a week, one at a time, each on its own service', () => {
    const { incidents, applications } = readScenarioFile(shippedScenarioPath('online-shop')).scenario;
    const windows = incidents.map(
      ({ startTick, durationSeconds }) => [startTick, startTick + durationSeconds] as const,
    );

    expect(applications).toHaveLength(8);
    expect(incidents.map(({ effect }) => effect.kind).sort()).toEqual([...KINDS].sort());
    windows.slice(1).forEach(([start], index) => expect(start).toBeGreaterThan(windows[index]![1]));
    expect(windows.at(-1)![1]).toBeLessThan(windows[0]![0] + 604_800);
    const affected = incidents.flatMap(({ applications }) => applications);
    expect(affected).toHaveLength(9);
    expect(new Set(affected).size).toBe(8);
  });
});

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 7 * DAY;
const MONDAY = Date.UTC(2026, 0, 5) / 1000;
const BUDGET = 0.001;

/** Cumulative expected failure ratio before each second of two weeks. */
function cumulativeFailures({ applications, incidents }: Scenario): Float64Array {
  const sums = new Float64Array(2 * WEEK + 1);
  for (let second = 0; second < 2 * WEEK; second++) {
    let success = 1 - applications[0]!.failures.serverErrorRatio;
    for (const { effect, startTick, durationSeconds } of incidents) {
      const since = (second - (startTick - MONDAY) + WEEK) % WEEK;
      if (effect.kind === 'error-burst' && since < durationSeconds) success *= 1 - effect.errorRatio;
    }
    sums[second + 1] = sums[second]! + 1 - success;
  }
  return sums;
}

/** When an alert over two windows fires and resolves in the second week, in the notation of the file's header. */
function alertsOf(sums: Float64Array, rate: number, longWindow: number, shortWindow: number): string[] {
  const isAbove = (end: number, window: number) =>
    (sums[end]! - sums[end - window]!) / window > rate * BUDGET;
  const changes: string[] = [];
  let isOn = false;
  for (let end = WEEK; end < 2 * WEEK; end++) {
    if ((isAbove(end, longWindow) && isAbove(end, shortWindow)) === isOn) continue;
    isOn = !isOn;
    const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][Math.floor(end / DAY) - 7]!;
    changes.push(`${day} ${new Date((end % DAY) * 1000).toISOString().slice(11, 19)}`);
  }
  return changes;
}

describe('slo-burn', () => {
  const path = shippedScenarioPath('slo-burn');
  const { scenario } = readScenarioFile(path);
  // `#   | 6 x    | 6h and 30m | Tue 12:58:31 | Tue 14:15:08 |`, the alert and its windows only in its first line
  const rows = [
    ...readFileSync(path, 'utf8').matchAll(
      /^# +\|([^|]*)\|[^|]*\| (\w{3} [\d:]{8}) \| (\w{3} [\d:]{8}) \|$/gm,
    ),
  ];

  it('repeats weekly from a Monday on, without ramps', () => {
    expect(scenario.incidents.map(({ repeat }) => repeat)).toEqual(Array(4).fill({ everySeconds: WEEK }));
    expect(scenario.incidents.every(({ rampSeconds }) => rampSeconds === 0)).toBe(true);
    expect(scenario.incidents[0]!.startTick).toBe(MONDAY + 10 * HOUR);
  });

  it.each([
    [14.4, HOUR, 5 * MINUTE],
    [6, 6 * HOUR, 30 * MINUTE],
    [3, DAY, 2 * HOUR],
    [1, 3 * DAY, 6 * HOUR],
  ])('fires the alert of %d times the budget when its header says', (rate, longWindow, shortWindow) => {
    const first = rows.findIndex(([, alert]) => alert!.trim() === `${rate} x`);
    const after = rows.findIndex(([, alert], index) => index > first && alert!.trim() !== '');
    const stated = rows
      .slice(first, after < 0 ? undefined : after)
      .flatMap(([, , fires, ends]) => [fires, ends]);

    expect(first).toBeGreaterThanOrEqual(0);
    expect(alertsOf(cumulativeFailures(scenario), rate, longWindow, shortWindow)).toEqual(stated);
  });
});
