import { describe, expect, it } from '@jest/globals';
import { pointAt } from './snapshot.js';
import { callerAndCallee, failing, statesAt } from './testing/caller-and-callee.js';
import { incident, QUIET } from './testing/scenarios.js';

describe('traffic that passes down the graph', () => {
  it('consists of the calls of callers when there are no requests from outside', () => {
    const model = callerAndCallee({ callsPerRequest: 3 });
    for (let tick = 0; tick < 100; tick += 1) {
      const [caller, callee] = statesAt(model, tick);
      expect(callee.requests).toBe(3 * caller.requests);
      expect(callee.ratePerSecond).toBe(callee.requests);
    }
  });

  it('includes every attempt: a dead callee is called 1 + retries times', () => {
    const [caller, callee] = statesAt(callerAndCallee({ retries: 3 }, failing(1)));

    expect(callee.requests).toBe(4 * caller.requests);
  });

  it('has no calls from requests that were rejected, invalid or failed by an outage', () => {
    const outage = incident({ applications: ['caller'] });
    const [during] = [callerAndCallee({}, {}, [outage])].map((model) => statesAt(model, 50)[1]);

    expect(during!.requests).toBe(0);
    expect(statesAt(callerAndCallee({}, {}, [outage]), 500)[1].requests).toBeGreaterThan(50);
  });

  it('causes overload: retries of a saturated callee make it reject more', () => {
    // 100 per second of 50 ms each are five erlangs for four servers.
    const saturated = { capacity: { servers: 4, queue: 4 } };
    const [, patient] = statesAt(callerAndCallee({ retries: 0 }, saturated));
    const [, storm] = statesAt(callerAndCallee({ retries: 5 }, saturated));

    expect(storm.requests).toBeGreaterThan(1.2 * patient.requests);
    expect(storm.queue.lossProbability).toBeGreaterThan(patient.queue.lossProbability + 0.1);
  });
});

const meanOf = ({ mu, sigma }: { mu: number; sigma: number }) => Math.exp(mu + sigma ** 2 / 2);
const varianceOf = (latency: { mu: number; sigma: number }) =>
  meanOf(latency) ** 2 * Math.expm1(latency.sigma ** 2);

describe('latency and failures that pass up the graph', () => {
  it('add the latency of sequential calls, with its variance', () => {
    const [{ variants }] = statesAt(callerAndCallee({ callsPerRequest: 2 }));

    // Own work and two calls, each of 50 ms and of the variance of logSigma 0.5.
    expect(meanOf(variants[0]!.latency)).toBeCloseTo(150, 8);
    expect(varianceOf(variants[0]!.latency)).toBeCloseTo(3 * 2500 * Math.expm1(0.25), 6);
  });

  it('vary more when only some requests make a call', () => {
    const [{ variants }] = statesAt(callerAndCallee({ callsPerRequest: 0.5 }));
    const once = 2500 * Math.expm1(0.25);

    expect(meanOf(variants[0]!.latency)).toBeCloseTo(75, 8);
    // The law of total variance: half of a call's own, and a quarter of its squared mean for whether it is made.
    expect(varianceOf(variants[0]!.latency)).toBeCloseTo(once + once / 2 + 2500 / 4, 6);
  });

  it('are limited by the timeout of the callee', () => {
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
  ])('fail %d calls with %d retries, where an attempt fails by %d, by %d', (calls, retries, ratio, fails) => {
    const model = callerAndCallee({ callsPerRequest: calls, retries }, failing(ratio));
    const points = Array.from({ length: 3000 }, (_, tick) => pointAt(model, model.nodes[0]!, tick));
    const requests = points.reduce((sum, point) => sum + point.requests, 0);
    const failed = points.reduce((sum, point) => sum + point.serverErrors, 0);

    // 5 standard errors, each request a separate trial; with a probability of 1 all must fail.
    expect(Math.abs(failed - fails * requests)).toBeLessThanOrEqual(
      5 * Math.sqrt(requests * fails * (1 - fails)) + 1e-6,
    );
  });

  it('do not include calls that were invalid or are not critical', () => {
    expect(statesAt(callerAndCallee({}, failing(0, 1)))[0].variants[0]!.serverErrorProbability).toBe(0);
    const harmless = callerAndCallee({ critical: false }, failing(1));
    expect(statesAt(harmless)[0].variants[0]!.serverErrorProbability).toBe(0);
  });

  it('include timeouts of the callee', () => {
    const latency = { serviceMs: 50_000, logSigma: 0.5, timeoutMs: 200, noise: QUIET };
    const [{ variants }] = statesAt(callerAndCallee({}, { latency }));

    expect(variants[0]!.serverErrorProbability).toBeCloseTo(1, 6);
  });
});
