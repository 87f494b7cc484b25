import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Scenario } from '../generator/scenario.js';
import { readScenarioFile } from './read-scenario.js';
import { shippedScenarioPath } from './current-scenario.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 7 * DAY;
const MONDAY = Date.UTC(2026, 0, 5) / 1000;
const BUDGET = 0.001;

/** Sums of the expected share of failures over the seconds before each, for two weeks. */
function burntUntil({ applications, incidents }: Scenario): Float64Array {
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

/** When an alert over two windows fires and ends in the second week, as the file's header writes it. */
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
  // `#   | 6 x    | 6h and 30m | Tue 12:58:31 | Tue 14:15:08 |`, the windows only in an alert's first line
  const rows = [
    ...readFileSync(path, 'utf8').matchAll(
      /^# +\|([^|]*)\|[^|]*\| (\w{3} [\d:]{8}) \| (\w{3} [\d:]{8}) \|$/gm,
    ),
  ];

  it('repeats every week from a Monday on, without ramps', () => {
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
    expect(alertsOf(burntUntil(scenario), rate, longWindow, shortWindow)).toEqual(stated);
  });
});
