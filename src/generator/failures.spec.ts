import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { failuresIn, type FailureCounts } from './service-point.js';
import type { Variant } from './node-state.js';
import { applicationKey } from './random.js';
import { standardErrorsOff } from './testing/goodness-of-fit.js';

const TICKS = 20_000;
const REQUESTS = 100;

function variant(timeout: number, clientError: number, serverError: number): Variant {
  return {
    share: 1,
    key: applicationKey(1, 'test-app'),
    latency: { mu: 4, sigma: 0.5 },
    timeoutProbability: timeout,
    clientErrorProbability: clientError,
    serverErrorProbability: serverError,
  };
}

describe('the failures of a tick', () => {
  // Of those that are in time some are wrong, of those that are right some fail.
  it.each<[keyof FailureCounts, number]>([
    ['timeouts', 0.1],
    ['clientErrors', 0.9 * 0.3],
    ['serverErrors', 0.9 * 0.7 * 0.2],
  ])('are %s with the stated probability, given those before them: %d', (errorClass, probability) => {
    const found = Array.from({ length: TICKS }, (_, tick) => {
      return failuresIn(variant(0.1, 0.3, 0.2), REQUESTS, tick)[errorClass];
    });
    const variance = REQUESTS * probability * (1 - probability);
    const squares = found.map((count) => (count - REQUESTS * probability) ** 2);

    // 5 standard errors: a right model exceeds them with 6 seeds in ten million.
    expect(standardErrorsOff(found, REQUESTS * probability, Math.sqrt(variance))).toBeLessThan(5);
    expect(standardErrorsOff(squares, variance, variance * Math.SQRT2)).toBeLessThan(5);
  });

  it('are of one class each, so never more than the requests', () => {
    const p = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(p, p, p, fc.nat(100_000), fc.nat(), (timeout, client, server, requests, tick) => {
        const { timeouts, clientErrors, serverErrors } = failuresIn(
          variant(timeout, client, server),
          requests,
          tick,
        );
        const counts = [timeouts, clientErrors, serverErrors];
        expect(counts.every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
        expect(timeouts + clientErrors + serverErrors).toBeLessThanOrEqual(requests);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [variant(1, 1, 1), { timeouts: 100, clientErrors: 0, serverErrors: 0 }],
    [variant(0, 1, 1), { timeouts: 0, clientErrors: 100, serverErrors: 0 }],
    [variant(0, 0, 1), { timeouts: 0, clientErrors: 0, serverErrors: 100 }],
    [variant(0, 0, 0), { timeouts: 0, clientErrors: 0, serverErrors: 0 }],
  ])('are all or none where the probabilities say so, case %#', (certain, counts) => {
    expect(failuresIn(certain, REQUESTS, 3)).toEqual(counts);
  });
});
