import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { erlangB, erlangC, queueAt, type QueueState } from './queue.js';
import { queueByStates } from './testing/queue-by-states.js';

describe('Erlang B', () => {
  // Loads from published tables (ITU-T E.500 series) for a number of lines and a loss, to four digits.
  it.each([
    [1, 0.0101, 0.01],
    [5, 1.361, 0.01],
    [10, 3.092, 0.001],
    [10, 4.461, 0.01],
    [10, 6.216, 0.05],
    [20, 12.03, 0.01],
    [50, 37.9, 0.01],
    [100, 84.06, 0.01],
  ])('loses, with %d servers and %d erlangs, the share %d of the published tables', (servers, load, loss) => {
    expect(Math.abs(erlangB(load, servers) / loss - 1)).toBeLessThan(0.01);
  });

  it('has the well-known value for ten erlangs and ten servers', () => {
    expect(erlangB(10, 10)).toBeCloseTo(0.2146, 4);
  });

  it('equals its series', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 60, noNaN: true }), fc.integer({ min: 1, max: 60 }), (a, c) => {
        const { lossProbability } = queueByStates(a, c, 0, 60);
        expect(erlangB(a, c) / lossProbability).toBeCloseTo(1, 10);
      }),
    );
  });
});

describe('Erlang C', () => {
  it.each([
    // Gross and Harris (1998), section 2.3: an eye clinic of three doctors; 8/9 wait on average, so 4/9 must.
    [2, 3, 4 / 9],
    // Ten erlangs and fourteen agents, the usual example for call centres: 17.4% wait.
    [10, 14, 0.1741],
    // One server: the utilization.
    [0.7, 1, 0.7],
    // Two servers: 2 rho^2 / (1 + rho).
    [1, 2, 1 / 3],
  ])('gives the published probability of waiting for %d erlangs and %d servers', (load, servers, p) => {
    expect(erlangC(load, servers)).toBeCloseTo(p, 4);
  });

  it('is at least Erlang B, and at most 1', () => {
    const load = fc.double({ min: 0, max: 0.999999, noNaN: true });
    fc.assert(
      fc.property(load, fc.integer({ min: 1, max: 1000 }), (rho, servers) => {
        const waits = erlangC(rho * servers, servers);
        expect(waits).toBeGreaterThanOrEqual(erlangB(rho * servers, servers));
        expect(waits).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([3, 4, NaN])('is undefined for three servers and %d erlangs', (load) => {
    expect(() => erlangC(load, 3)).toThrow(`Expected offeredLoad below 3 servers but received ${load}`);
  });
});

const SERVICE_MS = 60;

function stateAt(load: number, servers: number, queue: number): QueueState {
  return queueAt((load * 1000) / SERVICE_MS, SERVICE_MS, { servers, queue });
}

/** Neglecting a billionth of the probability to wait gives an error of that, times the squares of long waits. */
function expectSame(found: QueueState, expected: QueueState): void {
  const relativeError = (name: keyof QueueState) =>
    Math.abs(found[name] - expected[name]) / Math.max(expected[name], 1e-9);
  expect(Math.abs(found.lossProbability - expected.lossProbability)).toBeLessThan(2e-9);
  expect(relativeError('utilization')).toBeLessThan(1e-8);
  expect(relativeError('waitMeanMs')).toBeLessThan(1e-5);
  expect(relativeError('waitVarianceMs2')).toBeLessThan(1e-3);
}

describe('the queue', () => {
  it('gives a wait of 8.9 minutes for the textbook clinic', () => {
    // Gross and Harris: 6 patients an hour, 20 minutes each; Wq = 4/27 hours.
    const clinic = queueAt(6 / 3600, 20 * 60_000, { servers: 3, queue: 1000 });

    expect(clinic.waitMeanMs / 3_600_000).toBeCloseTo(4 / 27, 6);
    expect(clinic.utilization).toBeCloseTo(2 / 3, 12);
  });

  it('rejects half of the cars at the textbook inspection station', () => {
    // Gross and Harris, section 2.5: a car a minute, three stalls of six minutes, a queue of four.
    const station = queueAt(1 / 60, 6 * 60_000, { servers: 3, queue: 4 });

    // 576 / 1141; the book, which rounds 1 / 1141 first, has 30.4 cars an hour.
    expect(station.lossProbability).toBeCloseTo(576 / 1141, 12);
    // By Little's law 3.09 cars wait.
    expect((station.waitMeanMs / 60_000) * (1 - station.lossProbability)).toBeCloseTo(3.09, 2);
  });

  it.each([0.5, 0.99, 1, 1.01, 3])('with one server and load %d is M/M/1/K', (rho) => {
    for (const queue of [0, 1, 5, 30]) {
      const maxRequests = queue + 1;
      const full =
        rho === 1 ? 1 / (maxRequests + 1) : ((1 - rho) * rho ** maxRequests) / (1 - rho ** (maxRequests + 1));

      expect(stateAt(rho, 1, queue).lossProbability).toBeCloseTo(full, 8);
    }
  });

  it('equals the averages over its states, below and above saturation', () => {
    const rho = fc.double({ min: 0.01, max: 5, noNaN: true });
    const servers = fc.integer({ min: 1, max: 80 });
    fc.assert(
      fc.property(rho, servers, fc.integer({ min: 0, max: 80 }), (anyRho, c, queue) => {
        expectSame(stateAt(anyRho * c, c, queue), queueByStates(anyRho * c, c, queue, SERVICE_MS));
      }),
      { numRuns: 2000 },
    );
  });

  it('serves what is not lost: lambda (1 - loss) = c mu utilization', () => {
    const rho = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const anyQueue = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(rho, fc.integer({ min: 1, max: 1000 }), anyQueue, (anyRho, c, queue) => {
        const { lossProbability, utilization } = stateAt(anyRho * c, c, queue);
        expect(Math.abs(anyRho * (1 - lossProbability) - utilization)).toBeLessThan(1e-8);
        expect(lossProbability).toBeGreaterThanOrEqual(0);
        expect(utilization).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is continuous between the unbounded and the bounded form', () => {
    // At rho^queue = 1e-9 the formula changes.
    for (const [servers, queue] of [
      [1, 50],
      [8, 80],
      [200, 400],
    ] as const) {
      const rho = Math.exp(Math.log(1e-9) / queue);
      const [before, after] = [rho * (1 - 1e-9), rho * (1 + 1e-9)].map((r) =>
        stateAt(r * servers, servers, queue),
      );

      expectSame(after!, before!);
    }
  });

  it('has longer waits and more losses under higher load', () => {
    const states = Array.from({ length: 150 }, (_, step) => stateAt((0.01 * step + 0.01) * 16, 16, 40));
    for (const [index, state] of states.slice(1).entries()) {
      expect(state.waitMeanMs).toBeGreaterThan(states[index]!.waitMeanMs);
      expect(state.utilization).toBeGreaterThanOrEqual(states[index]!.utilization);
      expect(state.lossProbability).toBeGreaterThanOrEqual(states[index]!.lossProbability);
    }
  });

  it('is empty without traffic or without a capacity', () => {
    const empty = { lossProbability: 0, utilization: 0, waitMeanMs: 0, waitVarianceMs2: 0 };

    expect(queueAt(0, SERVICE_MS, { servers: 1, queue: 0 })).toEqual(empty);
    expect(queueAt(1e6, SERVICE_MS, undefined)).toEqual(empty);
    expectSame(stateAt(1e-9, 4, 10), { ...empty, utilization: 2.5e-10 });
  });

  it('is full, with every server busy, under extreme load', () => {
    const { lossProbability, utilization, waitMeanMs } = stateAt(1e9, 4, 10);

    expect(lossProbability).toBeCloseTo(1, 8);
    expect(utilization).toBeCloseTo(1, 6);
    // An admitted request finds nine waiting: ten departures of a quarter of the service time.
    expect(waitMeanMs).toBeCloseTo((10 * SERVICE_MS) / 4, 4);
  });
});
