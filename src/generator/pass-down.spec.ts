import { describe, expect, it } from '@jest/globals';
import { callerAndCallee, failing, statesAt } from './testing/caller-and-callee.js';
import { incident } from './testing/scenarios.js';

describe('what passes down', () => {
  it('is the calls of the callers, and nothing else, where nobody calls from outside', () => {
    const model = callerAndCallee({ callsPerRequest: 3 });
    for (let tick = 0; tick < 100; tick += 1) {
      const [caller, callee] = statesAt(model, tick);
      expect(callee.requests).toBe(3 * caller.requests);
      expect(callee.ratePerSecond).toBe(callee.requests);
    }
  });

  it('is every attempt: a dead callee is asked 1 + retries times', () => {
    const [caller, callee] = statesAt(callerAndCallee({ retries: 3 }, failing(1)));

    expect(callee.requests).toBe(4 * caller.requests);
  });

  it('is no call of a request that was refused, wrong, or met an outage', () => {
    const outage = incident({ applications: ['caller'] });
    const [during] = [callerAndCallee({}, {}, [outage])].map((model) => statesAt(model, 50)[1]);

    expect(during!.requests).toBe(0);
    expect(statesAt(callerAndCallee({}, {}, [outage]), 500)[1].requests).toBeGreaterThan(50);
  });

  it('overloads: retries of a saturated callee make it refuse more', () => {
    // 100 a second, 50 ms each, are five erlangs for four servers.
    const saturated = { capacity: { servers: 4, queue: 4 } };
    const [, patient] = statesAt(callerAndCallee({ retries: 0 }, saturated));
    const [, storm] = statesAt(callerAndCallee({ retries: 5 }, saturated));

    expect(storm.requests).toBeGreaterThan(1.2 * patient.requests);
    expect(storm.queue.lossProbability).toBeGreaterThan(patient.queue.lossProbability + 0.1);
  });
});
