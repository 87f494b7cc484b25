import { describe, expect, it } from '@jest/globals';
import {
  attemptsPerCall,
  attemptsPerRequest,
  callsIn,
  failureAfterRetries,
  MAX_CALLS_PER_TICK,
  successOfCalls,
} from './calls.js';
import { createModel, type Edge } from './model.js';
import { applicationKey, LANE, uniformsAt } from './random.js';
import type { Dependency } from './scenario.js';
import { standardErrorsOff, varianceAround } from './testing/goodness-of-fit.js';
import { application, scenarioOf } from './testing/scenarios.js';

const CASES: [callsPerRequest: number, retries: number, failureProbability: number][] = [
  [1, 0, 0.3],
  [1, 3, 0.5],
  [0.4, 2, 0.9],
  [2.5, 1, 0.2],
  [3, 2, 1],
];

const dependencyOf = (callsPerRequest: number, retries: number): Dependency => {
  return { application: 'callee', callsPerRequest, retries, critical: true };
};

function edgeOf(callsPerRequest: number, retries: number): Edge {
  const caller = application({ name: 'caller', dependencies: [dependencyOf(callsPerRequest, retries)] });
  return createModel(scenarioOf([caller, application({ name: 'callee' })])).nodes[0]!.calls[0]!;
}

/** Simulates the calls of many requests, attempt by attempt. */
function tossed(callsPerRequest: number, retries: number, failureProbability: number) {
  const uniform = uniformsAt(applicationKey(5, 'calls'), LANE.fault, 0);
  const whole = Math.floor(callsPerRequest);
  return Array.from({ length: 20_000 }, () => {
    const calls = whole + (uniform() < callsPerRequest - whole ? 1 : 0);
    let attempts = 0;
    let failed = 0;
    for (let call = 0; call < calls; call += 1) {
      let left = 1 + retries;
      let failing = true;
      while (failing && left > 0) {
        attempts += 1;
        left -= 1;
        failing = uniform() < failureProbability;
      }
      if (failing) failed += 1;
    }
    return { calls, attempts, failed };
  });
}

describe('the calls of requests, in closed form', () => {
  it.each(CASES)('agree with a simulation: %d calls, %d retries, failure %d', (calls, retries, q) => {
    const found = tossed(calls, retries, q);
    const dependency = dependencyOf(calls, retries);
    const attempts = attemptsPerRequest(dependency, q);
    const success = successOfCalls(dependency, q);
    const observed = found.map((request) => request.attempts);
    const squares = observed.map((count) => (count - attempts.mean) ** 2);

    // 5 standard errors: a correct formula is off by more with 6 seeds in ten million.
    expect(attempts.mean).toBeCloseTo(calls * attemptsPerCall(q, retries), 10);
    if (attempts.variance === 0) expect(new Set(observed)).toEqual(new Set([attempts.mean]));
    else {
      const deviation = Math.sqrt(varianceAround(attempts.variance, squares));
      expect(standardErrorsOff(observed, attempts.mean, Math.sqrt(attempts.variance))).toBeLessThan(5);
      if (deviation > 0) expect(standardErrorsOff(squares, attempts.variance, deviation)).toBeLessThan(5);
    }
    const spared = found.map(({ failed }) => (failed === 0 ? 1 : 0));
    if (success > 0) {
      expect(standardErrorsOff(spared, success, Math.sqrt(success * (1 - success)))).toBeLessThan(5);
    } else expect(Math.max(...spared)).toBe(0);
  });

  it('are the known sums: 1 + q + q^2 attempts, q^3 failures', () => {
    expect(attemptsPerCall(0.5, 2)).toBe(1.75);
    expect(attemptsPerCall(1, 10)).toBe(11);
    expect(attemptsPerCall(0, 10)).toBe(1);
    expect(failureAfterRetries(0.5, 2)).toBe(0.125);
    expect(failureAfterRetries(1, 10)).toBe(1);
  });

  it('fail requests that call a dead callee, and none that make no call', () => {
    expect(successOfCalls(dependencyOf(0.25, 3), 1)).toBe(0.75);
    expect(successOfCalls(dependencyOf(2, 3), 1)).toBe(0);
    expect(successOfCalls(dependencyOf(0, 3), 1)).toBe(1);
  });
});

describe('the calls of a tick', () => {
  it.each(CASES)(
    'have the mean and variance of the requests: %d calls, %d retries, failure %d',
    (calls, retries, q) => {
      const requests = 50;
      const edge = edgeOf(calls, retries);
      const { mean, variance } = attemptsPerRequest(edge.dependency, q);
      const found = Array.from({ length: 10_000 }, (_, tick) => callsIn(edge, requests, q, tick));
      const attempts = found.map((tick) => tick.attempts);

      if (variance === 0) expect(new Set(attempts)).toEqual(new Set([requests * mean]));
      else {
        const squares = attempts.map((count) => (count - requests * mean) ** 2);
        const deviation = Math.sqrt(varianceAround(requests * variance, squares));
        expect(standardErrorsOff(attempts, requests * mean, Math.sqrt(requests * variance))).toBeLessThan(5);
        expect(standardErrorsOff(squares, requests * variance, deviation)).toBeLessThan(5);
      }
    },
  );

  it('are first attempts and retries', () => {
    const edge = edgeOf(2, 3);
    for (let tick = 0; tick < 200; tick += 1) {
      const { attempts, retries } = callsIn(edge, 50, 0.4, tick);
      expect(attempts - retries).toBe(100);
    }
    expect(callsIn(edge, 50, 0, 1)).toEqual({ attempts: 100, retries: 0 });
    expect(callsIn(edge, 50, 1, 1)).toEqual({ attempts: 400, retries: 300 });
    expect(callsIn(edge, 0, 1, 1)).toEqual({ attempts: 0, retries: 0 });
  });

  it('have a limit that holds for chains of fan-outs', () => {
    const { attempts, retries } = callsIn(edgeOf(100, 1), 1e13, 1, 1);

    expect(attempts - retries).toBe(MAX_CALLS_PER_TICK);
  });
});
