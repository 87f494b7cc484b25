import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { defaultScenario } from '../scenario.js';
import { servicePointAt, type ServicePoint } from '../service-point.js';

interface GoldenPoint {
  seed: number;
  name: string;
  ratePerSecond: number;
  point: ServicePoint;
}

const file = new URL('service-points.json', import.meta.url);
const goldenPoints = JSON.parse(readFileSync(file, 'utf8')) as GoldenPoint[];

function pointAgain({ seed, name, ratePerSecond, point }: GoldenPoint): ServicePoint {
  const scenario = defaultScenario(seed);
  const testApp = scenario.applications[0]!;
  const application = { ...testApp, name, traffic: { ...testApp.traffic, ratePerSecond } };
  return servicePointAt(scenario, application, point.tick);
}

describe('the golden service points', () => {
  it('come out again to the last digit', () => {
    // The JSON text of a double is the shortest that reads back as the same double: equal text, equal bits.
    const again = goldenPoints.map((golden) => JSON.stringify(pointAgain(golden)));

    expect(again).toEqual(goldenPoints.map(({ point }) => JSON.stringify(point)));
  });

  it('are a few hundred, all different', () => {
    const texts = new Set(goldenPoints.map((golden) => JSON.stringify(golden.point)));

    expect(goldenPoints.length).toBeGreaterThan(200);
    expect(texts.size).toBeGreaterThan(0.9 * goldenPoints.length);
  });
});
