import { describe, expect, it } from '@jest/globals';
import { defaultScenario, findApplication } from './scenario.js';
import { servicePointAt, type ServicePoint } from './service-point.js';

const HOUR = 3600;
const scenario = defaultScenario(1);
const testApp = scenario.applications[0]!;

type Count = Exclude<keyof ServicePoint, 'tick' | 'ratePerSecond' | 'failRatio' | 'meanConcurrency'>;

/** The points of one week's hours, every half minute, by hour of the day. */
function pointsByHour(): ServicePoint[][] {
  const hours = Array.from({ length: 24 }, (): ServicePoint[] => []);
  for (let second = 0; second < 7 * 24 * HOUR; second += 30) {
    const hour = Math.floor(second / HOUR) % 24;
    hours[hour]!.push(servicePointAt(scenario, testApp, 20_000 * 24 * HOUR + second));
  }
  return hours;
}

describe('the default scenario', () => {
  const week = pointsByHour();

  it('has the one application of the originals', () => {
    expect(scenario.applications.map(({ name, domain }) => [name, domain])).toEqual([
      ['test-app', 'test-domain'],
    ]);
    expect(scenario.seed).toBe(1);
  });

  it.each<[Count, number, number]>([
    ['accessAmount', 55, 115],
    ['failAmount', 8, 39],
    ['maxConcurrent', 8, 22],
    ['minLatencyMs', 21, 52],
    ['avgLatencyMs', 68, 104],
  ])('keeps 98 of 100 values of %s between %d and %d in every hour of the day', (count, low, high) => {
    for (const points of week) {
      const values = points.map((point) => point[count]).sort((a, b) => a - b);
      expect(values[Math.floor(values.length * 0.01)]).toBeGreaterThanOrEqual(low);
      expect(values[Math.floor(values.length * 0.99)]).toBeLessThanOrEqual(high);
    }
  });
});

describe('findApplication', () => {
  it('finds by the exact name', () => {
    expect(findApplication(scenario, 'test-app')).toBe(testApp);
    expect(findApplication(scenario, 'Test-App')).toBeUndefined();
    expect(findApplication(scenario, '')).toBeUndefined();
  });
});
