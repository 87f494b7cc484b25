import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { erlangB, erlangC } from './queue.js';
import { queueByStates } from './testing/queue-by-states.js';

describe('Erlang B', () => {
  // The loads that the usual tables (ITU-T E.500 series) give for so many lines and that loss, to four digits.
  it.each([
    [1, 0.0101, 0.01],
    [5, 1.361, 0.01],
    [10, 3.092, 0.001],
    [10, 4.461, 0.01],
    [10, 6.216, 0.05],
    [20, 12.03, 0.01],
    [50, 37.9, 0.01],
    [100, 84.06, 0.01],
  ])('loses with %d servers and %d erlangs the share of the tables, %d', (servers, load, loss) => {
    expect(Math.abs(erlangB(load, servers) / loss - 1)).toBeLessThan(0.01);
  });

  it('has the well-known value for ten erlangs and ten servers', () => {
    expect(erlangB(10, 10)).toBeCloseTo(0.2146, 4);
  });

  it('is its own series', () => {
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
  ])('makes callers of %d erlangs and %d servers wait with the published probability', (load, servers, p) => {
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

  it.each([3, 4, NaN])('has no answer for three servers and %d erlangs', (load) => {
    expect(() => erlangC(load, 3)).toThrow(`Expected offeredLoad below 3 servers but received ${load}`);
  });
});
