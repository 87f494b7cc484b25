import { describe, expect, it } from '@jest/globals';
import { pointAt } from './snapshot.js';
import { createModel } from './model.js';
import { standardErrorsOff } from './testing/goodness-of-fit.js';
import { application, scenarioOf } from './testing/scenarios.js';

describe('a point', () => {
  const model = createModel(scenarioOf([application()]));
  const points = Array.from({ length: 3000 }, (_, tick) => pointAt(model, model.nodes[0]!, tick));

  it.each([0.5, NaN, Infinity, 2 ** 53])('is refused for the tick %d', (tick) => {
    expect(() => pointAt(model, model.nodes[0]!, tick)).toThrow(
      `Expected tick to be a safe integer but received ${tick}`,
    );
  });

  it('has the rate that its requests vary around', () => {
    const scatter = points.map(({ requests, ratePerSecond }) => requests - ratePerSecond);

    expect(standardErrorsOff(scatter, 0, 10)).toBeLessThan(5);
  });

  it('differs from the tick before in the five numbers of the legacy routes', () => {
    const records = points.map((point) =>
      [
        point.requests,
        point.maxConcurrent,
        Math.round(point.minLatencyMs),
        Math.round(point.avgLatencyMs),
        Math.round(point.maxLatencyMs),
      ].join(),
    );

    expect(records.filter((record, index) => record === records[index - 1])).toEqual([]);
  });
});
