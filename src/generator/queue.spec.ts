import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { queueAt, type QueueState } from './queue.js';
import { queueByStates } from './testing/queue-by-states.js';

const SERVICE_MS = 60;

function stateAt(load: number, servers: number, queue: number): QueueState {
  return queueAt((load * 1000) / SERVICE_MS, SERVICE_MS, { servers, queue });
}

/** A form that leaves out a billionth of the chance to wait is off by that, times the squares of long waits. */
function expectSame(found: QueueState, expected: QueueState): void {
  const relativeError = (name: keyof QueueState) =>
    Math.abs(found[name] - expected[name]) / Math.max(expected[name], 1e-9);
  expect(Math.abs(found.lossProbability - expected.lossProbability)).toBeLessThan(2e-9);
  expect(relativeError('utilization')).toBeLessThan(1e-8);
  expect(relativeError('waitMeanMs')).toBeLessThan(1e-5);
  expect(relativeError('waitVarianceMs2')).toBeLessThan(1e-3);
}

describe('the queue', () => {
  it('makes the clinic of the textbook wait 8.9 minutes', () => {
    // Gross and Harris: 6 patients an hour, 20 minutes each; Wq = 4/27 hours.
    const clinic = queueAt(6 / 3600, 20 * 60_000, { servers: 3, queue: 1000 });

    expect(clinic.waitMeanMs / 3_600_000).toBeCloseTo(4 / 27, 6);
    expect(clinic.utilization).toBeCloseTo(2 / 3, 12);
  });

  it('turns away half of the cars at the inspection station of the textbook', () => {
    // Gross and Harris, section 2.5: a car a minute, three stalls of six minutes, four places to wait in.
    const station = queueAt(1 / 60, 6 * 60_000, { servers: 3, queue: 4 });

    // 576 / 1141; the book, which rounds 1 / 1141 first, has 30.4 cars an hour.
    expect(station.lossProbability).toBeCloseTo(576 / 1141, 12);
    // By Little's law 3.09 cars wait.
    expect((station.waitMeanMs / 60_000) * (1 - station.lossProbability)).toBeCloseTo(3.09, 2);
  });

  it.each([0.5, 0.99, 1, 1.01, 3])('with one server and load %d is M/M/1/K', (rho) => {
    for (const queue of [0, 1, 5, 30]) {
      const places = queue + 1;
      const full = rho === 1 ? 1 / (places + 1) : ((1 - rho) * rho ** places) / (1 - rho ** (places + 1));

      expect(stateAt(rho, 1, queue).lossProbability).toBeCloseTo(full, 8);
    }
  });

  it('has the averages of its states, below and above saturation', () => {
    const rho = fc.double({ min: 0.01, max: 5, noNaN: true });
    const servers = fc.integer({ min: 1, max: 80 });
    fc.assert(
      fc.property(rho, servers, fc.integer({ min: 0, max: 80 }), (anyRho, c, queue) => {
        expectSame(stateAt(anyRho * c, c, queue), queueByStates(anyRho * c, c, queue, SERVICE_MS));
      }),
      { numRuns: 2000 },
    );
  });

  it('lets through what is not lost: lambda (1 - loss) = c mu utilization', () => {
    const rho = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const places = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(rho, fc.integer({ min: 1, max: 1000 }), places, (anyRho, c, queue) => {
        const { lossProbability, utilization } = stateAt(anyRho * c, c, queue);
        expect(Math.abs(anyRho * (1 - lossProbability) - utilization)).toBeLessThan(1e-8);
        expect(lossProbability).toBeGreaterThanOrEqual(0);
        expect(utilization).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('passes from the unbounded to the bounded form without a step', () => {
    // Where rho^queue = 1e-9 the form changes.
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

  it('waits longer and loses more the more is asked of it', () => {
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

  it('is full, and every server busy, beyond all bounds', () => {
    const { lossProbability, utilization, waitMeanMs } = stateAt(1e9, 4, 10);

    expect(lossProbability).toBeCloseTo(1, 8);
    expect(utilization).toBeCloseTo(1, 6);
    // Who is let in finds nine waiting: ten departures of a quarter of the service time.
    expect(waitMeanMs).toBeCloseTo((10 * SERVICE_MS) / 4, 4);
  });
});
