import { describe, expect, it } from '@jest/globals';
import { pointAt } from './snapshot.js';
import { callerAndCallee, failing, statesAt } from './testing/caller-and-callee.js';
import { QUIET } from './testing/scenarios.js';

const meanOf = ({ mu, sigma }: { mu: number; sigma: number }) => Math.exp(mu + sigma ** 2 / 2);
const varianceOf = (latency: { mu: number; sigma: number }) =>
  meanOf(latency) ** 2 * Math.expm1(latency.sigma ** 2);

describe('what passes up', () => {
  it('is the time of the calls, one after the other, with its scatter', () => {
    const [{ variants }] = statesAt(callerAndCallee({ callsPerRequest: 2 }));

    // Own work and two calls, each of 50 ms and of the variance of logSigma 0.5.
    expect(meanOf(variants[0]!.latency)).toBeCloseTo(150, 8);
    expect(varianceOf(variants[0]!.latency)).toBeCloseTo(3 * 2500 * Math.expm1(0.25), 6);
  });

  it('scatters the more where only some requests call', () => {
    const [{ variants }] = statesAt(callerAndCallee({ callsPerRequest: 0.5 }));
    const once = 2500 * Math.expm1(0.25);

    expect(meanOf(variants[0]!.latency)).toBeCloseTo(75, 8);
    // The law of total variance: half a call's own, and a quarter of its squared mean for being made or not.
    expect(varianceOf(variants[0]!.latency)).toBeCloseTo(once + once / 2 + 2500 / 4, 6);
  });

  it('is no more than the timeout of the callee', () => {
    const latency = { serviceMs: 50_000, logSigma: 0.5, timeoutMs: 200, noise: QUIET };
    const [{ variants }] = statesAt(callerAndCallee({}, { latency }));

    expect(meanOf(variants[0]!.latency)).toBeCloseTo(250, 6);
  });

  it.each([
    [1, 0, 0.3, 0.3],
    [1, 1, 0.3, 0.09],
    [2, 0, 0.3, 0.51],
    [0.5, 0, 0.3, 0.15],
    [0.5, 0, 1, 0.5],
    [3, 2, 1, 1],
  ])('fails %d calls with %d retries of a callee that fails by %d, by %d', (calls, retries, ratio, fails) => {
    const model = callerAndCallee({ callsPerRequest: calls, retries }, failing(ratio));
    const points = Array.from({ length: 3000 }, (_, tick) => pointAt(model, model.nodes[0]!, tick));
    const requests = points.reduce((sum, point) => sum + point.requests, 0);
    const failed = points.reduce((sum, point) => sum + point.serverErrors, 0);

    // 5 standard errors, each request a trial of its own; where all must fail, none may be spared.
    expect(Math.abs(failed - fails * requests)).toBeLessThanOrEqual(
      5 * Math.sqrt(requests * fails * (1 - fails)) + 1e-6,
    );
  });

  it('is no failure of a call that was wrong, or that is not critical', () => {
    expect(statesAt(callerAndCallee({}, failing(0, 1)))[0].variants[0]!.serverErrorProbability).toBe(0);
    const harmless = callerAndCallee({ critical: false }, failing(1));
    expect(statesAt(harmless)[0].variants[0]!.serverErrorProbability).toBe(0);
  });

  it('is a timeout of the callee too', () => {
    const latency = { serviceMs: 50_000, logSigma: 0.5, timeoutMs: 200, noise: QUIET };
    const [{ variants }] = statesAt(callerAndCallee({}, { latency }));

    expect(variants[0]!.serverErrorProbability).toBeCloseTo(1, 6);
  });
});
