import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createModel } from './model.js';
import type { Variant } from './node-state.js';
import { poisson } from './poisson.js';
import { applicationKey, LANE, uniformsAt, type Uniforms } from './random.js';
import type { Application, Incident } from './scenario.js';
import { type ServicePoint, failuresIn, type FailureCounts, concurrencyIn } from './service-point.js';
import { pointAt } from './snapshot.js';
import { normalQuantile } from './special-functions.js';
import { standardErrorsOff } from './testing/goodness-of-fit.js';
import { application, incident, scenarioOf, TEST_APP } from './testing/scenarios.js';

const TICKS = 2000;

function pointsOf(made: Application, incidents: readonly Incident[] = [], ticks = TICKS): ServicePoint[] {
  const model = createModel(scenarioOf([made], incidents));
  return Array.from({ length: ticks }, (_, tick) => pointAt(model, model.nodes[0]!, tick));
}

const sum = (
  points: readonly ServicePoint[],
  name: 'requests' | 'clientErrors' | 'serverErrors' | 'timeouts',
) => points.reduce((total, point) => total + point[name], 0);

const canary = (share: number, errorRatio: number, latencyFactor = 1) =>
  incident({ effect: { kind: 'canary', share, latencyFactor, errorRatio }, durationSeconds: Infinity });

describe('a service point', () => {
  it('fails at the ratios of its application, with server errors among the valid requests', () => {
    const failures = { ...TEST_APP.failures, clientErrorRatio: 0.2, serverErrorRatio: 0.1 };
    const quiet = { ...failures, noise: { ...failures.noise, amplitude: 0 } };
    const points = pointsOf(application({ failures: quiet }));
    const requests = sum(points, 'requests');
    const [wrong, failed] = [sum(points, 'clientErrors'), sum(points, 'serverErrors')];

    // Each request is a separate trial; 5 standard errors.
    expect(Math.abs(wrong - 0.2 * requests)).toBeLessThan(5 * Math.sqrt(requests * 0.2 * 0.8));
    expect(Math.abs(failed - 0.08 * requests)).toBeLessThan(5 * Math.sqrt(requests * 0.08 * 0.92));
  });

  it('times out as often as its latency exceeds the limit', () => {
    // The limit is the median of 50 ms / exp(0.5^2 / 2): half of all are slower.
    const timeoutMs = 50 * Math.exp(-0.125);
    const points = pointsOf(application({ latency: { ...application().latency, timeoutMs } }));
    const requests = sum(points, 'requests');

    expect(Math.abs(sum(points, 'timeouts') - requests / 2)).toBeLessThan(5 * Math.sqrt(requests / 4));
    expect(Math.max(...points.map(({ maxLatencyMs }) => maxLatencyMs))).toBe(timeoutMs);
  });

  it('rejects requests when its queue is full', () => {
    // Two erlangs for one server without a queue: two thirds are lost.
    const capacity = { servers: 1, queue: 0 };
    const points = pointsOf(
      application({ capacity, traffic: { ...application().traffic, ratePerSecond: 40 } }),
    );
    const requests = sum(points, 'requests');

    expect(points[0]!.utilization).toBeCloseTo(2 / 3, 10);
    expect(Math.abs(sum(points, 'serverErrors') / requests - 2 / 3)).toBeLessThan(
      5 * Math.sqrt(2 / 9 / requests),
    );
  });

  it('has a latency distribution only if all latencies come from one', () => {
    const [alone] = pointsOf(application(), [], 1);
    const [mixed] = pointsOf(application(), [canary(0.5, 0, 3)], 1);

    expect(Math.exp(alone!.shape!.mu + alone!.shape!.sigma ** 2 / 2)).toBeCloseTo(50, 9);
    expect(alone!.shape!.sigma).toBeCloseTo(0.5, 9);
    expect(mixed!.shape).toBeUndefined();
  });

  it('is computed but not measured in a gap', () => {
    const gap = incident({ effect: { kind: 'gap' }, startTick: 10, durationSeconds: 10 });
    const points = pointsOf(application(), [gap], 30);

    expect(points.map(({ measured }) => measured)).toEqual(points.map((_, tick) => tick < 10 || tick >= 20));
    expect(points.map((point) => ({ ...point, measured: true }))).toEqual(pointsOf(application(), [], 30));
  });
});

describe('a canary', () => {
  it('serves its share of the requests', () => {
    const points = pointsOf(application(), [canary(0.1, 1)]);
    const shares = points.map(({ requests, serverErrors }) => serverErrors - requests * 0.1);

    // A binomial share of a Poisson number of 100: its deviation is the root of 100 x 0.1 x 0.9.
    expect(standardErrorsOff(shares, 0, 3)).toBeLessThan(5);
  });

  it('has its own latencies', () => {
    const averages = pointsOf(application(), [canary(0.2, 0, 6)]).map(({ latency }) => latency.sumMs);
    const expected = 100 * (0.8 * 50 + 0.2 * 300);
    const spread = Math.sqrt(averages.reduce((total, each) => total + (each - expected) ** 2, 0) / TICKS);

    expect(standardErrorsOff(averages, expected, spread)).toBeLessThan(5);
  });

  it('serves all requests at share 1 and none at share 0', () => {
    expect(pointsOf(application(), [canary(1, 1)]).every((point) => point.failures === point.requests)).toBe(
      true,
    );
    expect(sum(pointsOf(application(), [canary(0, 1)]), 'serverErrors')).toBe(0);
  });
});

const FAILURE_TICKS = 20_000;
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
  // Among requests in time some are invalid, among valid ones some fail.
  it.each<[keyof FailureCounts, number]>([
    ['timeouts', 0.1],
    ['clientErrors', 0.9 * 0.3],
    ['serverErrors', 0.9 * 0.7 * 0.2],
  ])('are %s with the given conditional probability: %d', (errorClass, probability) => {
    const found = Array.from({ length: FAILURE_TICKS }, (_, tick) => {
      return failuresIn(variant(0.1, 0.3, 0.2), REQUESTS, tick)[errorClass];
    });
    const variance = REQUESTS * probability * (1 - probability);
    const squares = found.map((count) => (count - REQUESTS * probability) ** 2);

    // 5 standard errors: a correct model exceeds them with 6 seeds in ten million.
    expect(standardErrorsOff(found, REQUESTS * probability, Math.sqrt(variance))).toBeLessThan(5);
    expect(standardErrorsOff(squares, variance, variance * Math.SQRT2)).toBeLessThan(5);
  });

  it('have one class each, so they never exceed the requests', () => {
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
  ])('are all or none for probabilities of 1 and 0, case %#', (certain, counts) => {
    expect(failuresIn(certain, REQUESTS, 3)).toEqual(counts);
  });
});

const KEY = applicationKey(1, 'test-app');
const SIMULATED_TICKS = 1000;

interface Queue {
  ratePerSecond: number;
  medianMs: number;
  logSigma: number;
}

const meanLatencyMs = ({ medianMs, logSigma }: Queue) => medianMs * Math.exp(logSigma ** 2 / 2);

/** Maximum number in service during one second of an M/G/infinity queue in its steady state. */
function simulatedMaximum({ ratePerSecond, medianMs, logSigma }: Queue, uniform: Uniforms): number {
  const warmUpMs = 1500;
  const changes: [timeMs: number, change: number][] = [];
  for (let request = poisson(ratePerSecond * (1 + warmUpMs / 1000), uniform); request > 0; request -= 1) {
    const arrivalMs = uniform() * (warmUpMs + 1000) - warmUpMs;
    const departureMs = arrivalMs + medianMs * Math.exp(logSigma * normalQuantile(uniform()));
    if (departureMs > 0) changes.push([Math.max(0, arrivalMs), 1], [departureMs, -1]);
  }
  let inService = 0;
  let highest = 0;
  for (const [timeMs, change] of changes.toSorted(([a], [b]) => a - b)) {
    if (timeMs > 1000) break;
    inService += change;
    highest = Math.max(highest, inService);
  }
  return highest;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('concurrency', () => {
  it.each([
    { ratePerSecond: 84, medianMs: 80, logSigma: 0.33 },
    { ratePerSecond: 80, medianMs: 150, logSigma: 0.5 },
    { ratePerSecond: 20, medianMs: 75, logSigma: 0.33 },
  ])('has the mean maximum of a simulated queue, $ratePerSecond/s of $medianMs ms', (queue) => {
    const uniform = uniformsAt(KEY, LANE.arrivals, 0);
    const simulated = Array.from({ length: SIMULATED_TICKS }, () => simulatedMaximum(queue, uniform));
    const modelled = Array.from({ length: SIMULATED_TICKS }, (_, tick) => {
      return concurrencyIn(KEY, tick, queue.ratePerSecond, meanLatencyMs(queue)).maxConcurrent;
    });

    // The standard deviation of the ratio of these averages is 0.8%; the rest is the tolerated error of the model.
    expect(Math.abs(average(modelled) / average(simulated) - 1)).toBeLessThan(0.08);
  });

  it("follows Little's law", () => {
    expect(concurrencyIn(KEY, 0, 80, 75).meanConcurrency).toBe(6);
  });

  it('is 0 without requests and without latency', () => {
    expect(concurrencyIn(KEY, 0, 0, 0)).toEqual({ meanConcurrency: 0, maxConcurrent: 0 });
    expect(concurrencyIn(KEY, 0, 80, 0)).toEqual({ meanConcurrency: 0, maxConcurrent: 0 });
  });

  it('is 1 for a single short request', () => {
    for (let tick = 0; tick < 1000; tick += 1) expect(concurrencyIn(KEY, tick, 1, 80).maxConcurrent).toBe(1);
  });

  it('exceeds the requests of the tick only when older ones are still in service', () => {
    expect(concurrencyIn(KEY, 0, 2, 4500)).toEqual({ meanConcurrency: 9, maxConcurrent: 9 });
  });
});
