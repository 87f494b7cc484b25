import { describe, expect, it } from '@jest/globals';
import { pointAt } from './snapshot.js';
import type { Model } from './model.js';
import type { Incident } from './scenario.js';
import type { ServicePoint } from './service-point.js';
import { callerAndCallee } from './testing/caller-and-callee.js';
import { incident, QUIET } from './testing/scenarios.js';

const TICKS = 3000;

function pointsOf(model: Model, node = 0): ServicePoint[] {
  return Array.from({ length: TICKS }, (_, tick) => pointAt(model, model.nodes[node]!, tick));
}

describe('the effect of an incident on points', () => {
  const [before, during, after] = [500, 1500, 2500];
  const window = { startTick: 1000, durationSeconds: 1000, applications: ['callee'] };
  const asked = { traffic: { ratePerSecond: 100, harmonics: [], noise: QUIET, trend: undefined } };
  const timed = { latency: { serviceMs: 50, logSigma: 0.5, timeoutMs: 2000, noise: QUIET } };
  const average = (points: readonly ServicePoint[], from: number, of: (point: ServicePoint) => number) =>
    points.slice(from - 100, from + 100).reduce((sum, point) => sum + of(point), 0) / 200;

  it.each<[Incident['effect'], (point: ServicePoint) => number, number, number]>([
    [{ kind: 'outage', errorRatio: 0.9 }, (point) => point.serverErrors / point.requests, 0, 0.9],
    [{ kind: 'brownout', latencyFactor: 5 }, (point) => point.avgLatencyMs, 50, 250],
    [
      { kind: 'error-burst', errorRatio: 0.3, errorClass: '4xx' },
      (point) => point.clientErrors / point.requests,
      0,
      0.3,
    ],
    [
      { kind: 'error-burst', errorRatio: 0.3, errorClass: 'timeout' },
      (point) => point.timeouts / point.requests,
      0,
      0.3,
    ],
    [{ kind: 'traffic-surge', trafficFactor: 4 }, (point) => point.requests, 100, 400],
    [
      { kind: 'slow-leak', periodSeconds: 1000, latencyFactor: 9, restartSeconds: 20 },
      (point) => point.avgLatencyMs,
      50,
      // Half of the factor in the middle, except during the restart.
      50 * (1 + (8 * 500) / 980),
    ],
    [{ kind: 'flapping', periodSeconds: 10, downShare: 0.3 }, (point) => point.failRatio, 0, 0.3],
    [{ kind: 'gap' }, (point) => Number(point.measured), 1, 0],
    [
      { kind: 'regime-change', trafficFactor: 0.5, latencyFactor: 1, errorRatio: 0 },
      (point) => point.requests,
      100,
      50,
    ],
    [{ kind: 'canary', share: 0.4, latencyFactor: 1, errorRatio: 0.5 }, (point) => point.failRatio, 0, 0.2],
  ])('lasts from its start to its end: %j', (effect, of, usual, then) => {
    const model = callerAndCallee({ callsPerRequest: 0 }, { ...asked, ...timed }, [
      incident({ ...window, effect }),
    ]);
    const points = pointsOf(model, 1);

    // Averages of 200 ticks of some hundred requests: a twentieth is more than ten standard errors.
    expect(Math.abs(average(points, before, of) - usual)).toBeLessThan(0.05 * Math.max(usual, then));
    expect(Math.abs(average(points, during, of) - then)).toBeLessThan(0.05 * Math.max(usual, then));
    expect(Math.abs(average(points, after, of) - usual)).toBeLessThan(0.05 * Math.max(usual, then));
  });

  it('shows in the callers of the application, only during the incident', () => {
    const outage = incident({ ...window, effect: { kind: 'outage', errorRatio: 1 } });
    const points = pointsOf(callerAndCallee({}, {}, [outage]), 0);
    const failed = points.flatMap(({ failRatio }, tick) => (failRatio > 0 ? [tick] : []));

    expect(failed).toEqual(Array.from({ length: 1000 }, (_, index) => 1000 + index));
  });
});
