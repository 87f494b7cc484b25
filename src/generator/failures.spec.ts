import { describe, expect, it } from '@jest/globals';
import { failuresIn } from './failures.js';
import { applicationKey } from './random.js';
import { standardErrorsOff } from './testing/goodness-of-fit.js';

const KEY = applicationKey(1, 'test-app');
const TICKS = 20_000;

function failuresOver(ratio: number, amplitude: number): number[] {
  const failures = { ratio, noise: { amplitude, periodSeconds: 60 } };
  return Array.from({ length: TICKS }, (_, tick) => failuresIn(failures, KEY, tick, 100));
}

describe('the failures of a tick', () => {
  it('are the stated share of the requests', () => {
    // 5 standard errors: a right model exceeds them with 6 seeds in ten million.
    expect(standardErrorsOff(failuresOver(0.25, 0), 25, Math.sqrt(100 * 0.25 * 0.75))).toBeLessThan(5);
  });

  it('vary more when their ratio drifts', () => {
    const spread = (values: number[]) => values.toSorted((a, b) => a - b).at(-TICKS / 100)!;

    expect(spread(failuresOver(0.25, 0.5))).toBeGreaterThan(spread(failuresOver(0.25, 0)) + 5);
  });

  it('are none or all for the ratios 0 and 1', () => {
    expect(new Set(failuresOver(0, 1))).toEqual(new Set([0]));
    expect(new Set(failuresOver(1, 0))).toEqual(new Set([100]));
  });

  it('never exceed the requests, also where the drift lifts the ratio above 1', () => {
    expect(Math.max(...failuresOver(1, 1))).toBe(100);
  });
});
