import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident, IncidentEffect } from './scenario.js';
import { incident } from './testing/scenarios.js';
import { effectsAt, NO_EFFECTS, type Effects } from './incidents.js';

/** What an incident of a hundred seconds from tick 1000 does. */
const during = (effect: IncidentEffect, tick: number, changes: Partial<Incident> = {}) =>
  effectsAt([incident({ effect, startTick: 1000, ...changes })], tick);

const EXPECTED: [IncidentEffect, Partial<Effects>][] = [
  [{ kind: 'outage', errorRatio: 0.9 }, { errorRatio: { '4xx': 0, '5xx': 0.9, timeout: 0 } }],
  [{ kind: 'brownout', latencyFactor: 4 }, { latencyFactor: 4 }],
  [
    { kind: 'error-burst', errorRatio: 0.25, errorClass: '4xx' },
    { errorRatio: { '4xx': 0.25, '5xx': 0, timeout: 0 } },
  ],
  [
    { kind: 'error-burst', errorRatio: 0.25, errorClass: 'timeout' },
    { errorRatio: { '4xx': 0, '5xx': 0, timeout: 0.25 } },
  ],
  [{ kind: 'traffic-surge', trafficFactor: 3 }, { trafficFactor: 3 }],
  [{ kind: 'gap' }, { measured: false }],
  [
    { kind: 'regime-change', trafficFactor: 2, latencyFactor: 0.5, errorRatio: 0.125 },
    { trafficFactor: 2, latencyFactor: 0.5, errorRatio: { '4xx': 0, '5xx': 0.125, timeout: 0 } },
  ],
  [
    { kind: 'canary', share: 0.1, latencyFactor: 2, errorRatio: 0.5 },
    { canary: { incidentId: 'incident', share: 0.1, latencyFactor: 2, errorRatio: 0.5 } },
  ],
];

describe('the effects of an incident', () => {
  it.each(EXPECTED)('are there from its first tick to its last, and at no other: %j', (effect, expected) => {
    for (const tick of [1000, 1050, 1099])
      expect(during(effect, tick)).toEqual({ ...NO_EFFECTS, ...expected });
    for (const tick of [-1e9, 999, 1100, 1e12]) expect(during(effect, tick)).toEqual(NO_EFFECTS);
  });

  it('rise along a ramp, and fall along it again, within the duration', () => {
    const surge: IncidentEffect = { kind: 'traffic-surge', trafficFactor: 3 };
    const factors = [1000, 1004, 1009, 1010, 1089, 1090, 1099].map(
      (tick) => during(surge, tick, { rampSeconds: 10 }).trafficFactor,
    );

    // The middle of each tick counts: a twentieth of the way in the first of ten.
    [1.1, 1.9, 2.9, 3, 3, 2.9, 1.1].forEach((factor, index) =>
      expect(factors[index]).toBeCloseTo(factor, 12),
    );
  });

  it('ramp down to the next occurrence where that cuts one off', () => {
    const changes = { rampSeconds: 10, durationSeconds: 100, repeat: { startTicks: [1000, 1050] } };
    const brownout: IncidentEffect = { kind: 'brownout', latencyFactor: 3 };

    expect(during(brownout, 1049, changes).latencyFactor).toBeCloseTo(1.1, 12);
    expect(during(brownout, 1050, changes).latencyFactor).toBeCloseTo(1.1, 12);
  });

  it('of a canary with a ramp are those of a growing share', () => {
    const canary: IncidentEffect = { kind: 'canary', share: 0.5, latencyFactor: 2, errorRatio: 0.5 };
    const early = during(canary, 1000, { rampSeconds: 10 }).canary;

    expect(early).toEqual({ incidentId: 'incident', share: 0.025, latencyFactor: 2, errorRatio: 0.5 });
  });

  it('never turn round, also where an occurrence ends within a tick', () => {
    const outage: IncidentEffect = { kind: 'outage', errorRatio: 1 };
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 5, noNaN: true }), fc.nat(6), (durationSeconds, offset) => {
        const { errorRatio } = during(outage, 1000 + offset, { durationSeconds, rampSeconds: 0.7 });
        expect(errorRatio['5xx']).toBeGreaterThanOrEqual(0);
        expect(errorRatio['5xx']).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a slow leak', () => {
  const leak: IncidentEffect = {
    kind: 'slow-leak',
    periodSeconds: 600,
    latencyFactor: 5,
    restartSeconds: 10,
  };
  const at = (tick: number) => during(leak, tick, { durationSeconds: 3600 });

  it('grows along a line, from nothing to its factor', () => {
    expect(at(1000).latencyFactor).toBe(1);
    expect(at(1000 + 295).latencyFactor).toBe(3);
    expect(at(1000 + 589).latencyFactor).toBeCloseTo(5, 1);
  });

  it('is mended by a restart, which fails everything', () => {
    for (const phase of [590, 595, 599]) {
      expect(at(1000 + phase)).toEqual({ ...NO_EFFECTS, errorRatio: { '4xx': 0, '5xx': 1, timeout: 0 } });
    }
  });

  it('starts anew after it, as a function of time alone', () => {
    for (let phase = 0; phase < 600; phase += 7) expect(at(1600 + phase)).toEqual(at(1000 + phase));
  });
});

describe('flapping', () => {
  const flapping: IncidentEffect = { kind: 'flapping', periodSeconds: 20, downShare: 0.25 };

  it('is down for its share of each period, and up for the rest', () => {
    const down = Array.from({ length: 100 }, (_, tick) => during(flapping, 1000 + tick).errorRatio['5xx']);

    expect(down.slice(0, 20)).toEqual([1, 1, 1, 1, 1, ...new Array<number>(15).fill(0)]);
    expect(down.slice(40, 60)).toEqual(down.slice(0, 20));
    expect(down.filter((ratio) => ratio === 1)).toHaveLength(25);
  });
});

describe('several incidents at once', () => {
  const brownout = incident({ id: 'a', effect: { kind: 'brownout', latencyFactor: 2 } });
  const outage = incident({ id: 'b', effect: { kind: 'outage', errorRatio: 0.5 } });

  it('multiply their factors, and spare a request only where all of them do', () => {
    const effects = effectsAt([brownout, outage, brownout, outage], 5);

    expect(effects.latencyFactor).toBe(4);
    expect(effects.errorRatio['5xx']).toBe(0.75);
  });

  it('of two canaries let the later in the list serve', () => {
    const canary = (id: string, share: number) =>
      incident({ id, effect: { kind: 'canary', share, latencyFactor: 1, errorRatio: 0 } });

    expect(effectsAt([canary('a', 0.1), canary('b', 0.2)], 5).canary?.incidentId).toBe('b');
  });

  it('leave no trace in the ticks without any', () => {
    effectsAt([brownout, outage], 5);

    expect(effectsAt([brownout, outage], 1000)).toEqual({
      trafficFactor: 1,
      latencyFactor: 1,
      errorRatio: { '4xx': 0, '5xx': 0, timeout: 0 },
      measured: true,
      canary: undefined,
    });
  });
});
