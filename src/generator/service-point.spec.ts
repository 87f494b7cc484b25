import { describe, expect, it } from '@jest/globals';
import { pointAt } from './snapshot.js';
import { createModel } from './model.js';
import { averageMs, together, type ServicePoint } from './service-point.js';
import { standardErrorsOff } from './testing/goodness-of-fit.js';
import { application, incident, scenarioOf, TEST_APP } from './testing/scenarios.js';
import type { Application, Incident } from './scenario.js';

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
  it('fails by the ratios of its application, the server among what is right', () => {
    const failures = { ...TEST_APP.failures, clientErrorRatio: 0.2, serverErrorRatio: 0.1 };
    const quiet = { ...failures, noise: { ...failures.noise, amplitude: 0 } };
    const points = pointsOf(application({ failures: quiet }));
    const requests = sum(points, 'requests');
    const [wrong, failed] = [sum(points, 'clientErrors'), sum(points, 'serverErrors')];

    // Each request is a trial of its own, 5 standard errors.
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

  it('refuses what its queue has no place for', () => {
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

  it('tells the distribution of its latencies only where they are all from one', () => {
    const [alone] = pointsOf(application(), [], 1);
    const [mixed] = pointsOf(application(), [canary(0.5, 0, 3)], 1);

    expect(Math.exp(alone!.shape!.mu + alone!.shape!.sigma ** 2 / 2)).toBeCloseTo(50, 9);
    expect(alone!.shape!.sigma).toBeCloseTo(0.5, 9);
    expect(mixed!.shape).toBeUndefined();
  });

  it('is known, but not measured, in a gap', () => {
    const gap = incident({ effect: { kind: 'gap' }, startTick: 10, durationSeconds: 10 });
    const points = pointsOf(application(), [gap], 30);

    expect(points.map(({ measured }) => measured)).toEqual(points.map((_, tick) => tick < 10 || tick >= 20));
    expect(points.map((point) => ({ ...point, measured: true }))).toEqual(pointsOf(application(), [], 30));
  });
});

describe('a canary', () => {
  it('serves its share of the requests: its errors are that share', () => {
    const points = pointsOf(application(), [canary(0.1, 1)]);
    const shares = points.map(({ requests, serverErrors }) => serverErrors - requests * 0.1);

    // A binomial share of a Poisson number of 100: its deviation is the root of 100 x 0.1 x 0.9.
    expect(standardErrorsOff(shares, 0, 3)).toBeLessThan(5);
  });

  it('has latencies of its own', () => {
    const averages = pointsOf(application(), [canary(0.2, 0, 6)]).map(({ latency }) => latency.sumMs);
    const expected = 100 * (0.8 * 50 + 0.2 * 300);
    const spread = Math.sqrt(averages.reduce((total, each) => total + (each - expected) ** 2, 0) / TICKS);

    expect(standardErrorsOff(averages, expected, spread)).toBeLessThan(5);
  });

  it('takes all or nothing where its share says so', () => {
    expect(pointsOf(application(), [canary(1, 1)]).every((point) => point.failures === point.requests)).toBe(
      true,
    );
    expect(sum(pointsOf(application(), [canary(0, 1)]), 'serverErrors')).toBe(0);
  });
});

describe('two sets of latencies together', () => {
  const one = { count: 2, minMs: 10, maxMs: 30, sumMs: 40, buckets: [0, 1, 0, 1] };
  const other = { count: 1, minMs: 5, maxMs: 5, sumMs: 5, buckets: [1, 0, 0, 0] };
  const none = { count: 0, minMs: 0, maxMs: 0, sumMs: 0, buckets: [0, 0, 0, 0] };

  it('are added, but for the extremes', () => {
    expect(together(one, other)).toEqual({ count: 3, minMs: 5, maxMs: 30, sumMs: 45, buckets: [1, 1, 0, 1] });
  });

  it('are the other one where one is empty: no minimum of nothing', () => {
    expect(together(one, none)).toBe(one);
    expect(together(none, one)).toBe(one);
  });

  it('have an average between the extremes, whatever rounding says', () => {
    expect(averageMs(one)).toBe(20);
    expect(averageMs(none)).toBe(0);
    expect(averageMs({ ...one, minMs: 20.000000000000004 })).toBe(20.000000000000004);
  });
});
