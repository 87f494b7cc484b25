import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { windowAt, windowsBetween, type Window, effectsAt, NO_EFFECTS, type Effects } from './incidents.js';
import type { Incident, IncidentEffect } from './scenario.js';
import { incident } from './testing/scenarios.js';

const between = (changes: Partial<Incident>, fromTick: number, toTick: number) => [
  ...windowsBetween(incident(changes), fromTick, toTick),
];

const anySeconds = fc.integer({ min: 1, max: 40 });
const anyIncident = fc
  .record({
    startTick: fc.integer({ min: -50, max: 50 }),
    durationSeconds: fc.oneof(anySeconds, fc.constant(Infinity)),
    repeat: fc.option(
      fc.oneof(
        fc.record({ everySeconds: anySeconds }),
        fc.record({ startTicks: fc.uniqueArray(fc.integer({ min: 0, max: 150 }), { maxLength: 8 }) }),
      ),
      { nil: undefined },
    ),
  })
  .map(({ startTick, durationSeconds, repeat }): Incident => {
    if (repeat === undefined || 'everySeconds' in repeat)
      return incident({ startTick, durationSeconds, repeat });
    const startTicks = repeat.startTicks.map((offset) => startTick + offset).sort((a, b) => a - b);
    return incident({ startTick, durationSeconds, repeat: { startTicks } });
  });

describe('the occurrences of an incident', () => {
  it('happen once without a repeat', () => {
    const once = { startTick: 100, durationSeconds: 20 };

    expect(windowAt(incident(once), 99)).toBeUndefined();
    expect(windowAt(incident(once), 100)).toEqual({ startTick: 100, endTick: 120 });
    expect(windowAt(incident(once), 119)).toEqual({ startTick: 100, endTick: 120 });
    expect(windowAt(incident(once), 120)).toBeUndefined();
    expect(between(once, 0, 1000)).toEqual([{ startTick: 100, endTick: 120 }]);
  });

  it('repeat indefinitely at a fixed interval, not before the first start', () => {
    const hourly = { startTick: 100, durationSeconds: 20, repeat: { everySeconds: 3600 } };

    expect(between(hourly, -10_000, 3_800)).toEqual([
      { startTick: 100, endTick: 120 },
      { startTick: 3700, endTick: 3720 },
    ]);
    expect(windowAt(incident(hourly), 100 + 3600 * 1_000_000)).toEqual({
      startTick: 3_600_000_100,
      endTick: 3_600_000_120,
    });
  });

  it('start at the listed ticks, even if the first one is after the start of the incident', () => {
    const listed = { startTick: 0, durationSeconds: 10, repeat: { startTicks: [50, 70, 500] } };

    expect(between(listed, -100, 1000)).toEqual([
      { startTick: 50, endTick: 60 },
      { startTick: 70, endTick: 80 },
      { startTick: 500, endTick: 510 },
    ]);
    expect(windowAt(incident(listed), 5)).toBeUndefined();
    expect(between({ ...listed, repeat: { startTicks: [] } }, -100, 1000)).toEqual([]);
  });

  it('end when the next one starts', () => {
    const overlapping = { startTick: 0, durationSeconds: 100, repeat: { startTicks: [0, 30, 200] } };

    expect(between(overlapping, 0, 1000)).toEqual([
      { startTick: 0, endTick: 30 },
      { startTick: 30, endTick: 130 },
      { startTick: 200, endTick: 300 },
    ]);
    expect(windowAt(incident(overlapping), 29)).toEqual({ startTick: 0, endTick: 30 });
  });

  it('can be endless', () => {
    expect(between({ startTick: 5, durationSeconds: Infinity }, 1e9, 2e9)).toEqual([
      { startTick: 5, endTick: Infinity },
    ]);
  });

  it('are the same for a span as tick by tick', () => {
    fc.assert(
      fc.property(
        anyIncident,
        fc.integer({ min: -100, max: 250 }),
        fc.integer({ min: 1, max: 200 }),
        (any, from, length) => {
          const byTick: Window[] = [];
          for (let tick = from; tick < from + length; tick += 1) {
            const window = windowAt(any, tick);
            if (window !== undefined && window.startTick !== byTick.at(-1)?.startTick) byTick.push(window);
          }
          expect([...windowsBetween(any, from, from + length)]).toEqual(byTick);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('do not overlap', () => {
    fc.assert(
      fc.property(anyIncident, (any) => {
        const windows = [...windowsBetween(any, -100, 250)];
        for (const [index, { startTick, endTick }] of windows.entries()) {
          expect(endTick).toBeGreaterThan(startTick);
          expect(endTick).toBeLessThanOrEqual(windows[index + 1]?.startTick ?? Infinity);
        }
      }),
    );
  });
});

/** The effects of an incident of a hundred seconds from tick 1000. */
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
  it.each(EXPECTED)('last from its first tick to its last: %j', (effect, expected) => {
    for (const tick of [1000, 1050, 1099])
      expect(during(effect, tick)).toEqual({ ...NO_EFFECTS, ...expected });
    for (const tick of [-1e9, 999, 1100, 1e12]) expect(during(effect, tick)).toEqual(NO_EFFECTS);
  });

  it('ramp up and down within the duration', () => {
    const surge: IncidentEffect = { kind: 'traffic-surge', trafficFactor: 3 };
    const factors = [1000, 1004, 1009, 1010, 1089, 1090, 1099].map(
      (tick) => during(surge, tick, { rampSeconds: 10 }).trafficFactor,
    );

    // Taken at the middle of each tick: a twentieth of the ramp in the first of ten ticks.
    [1.1, 1.9, 2.9, 3, 3, 2.9, 1.1].forEach((factor, index) =>
      expect(factors[index]).toBeCloseTo(factor, 12),
    );
  });

  it('ramp down to the next occurrence when that comes early', () => {
    const changes = { rampSeconds: 10, durationSeconds: 100, repeat: { startTicks: [1000, 1050] } };
    const brownout: IncidentEffect = { kind: 'brownout', latencyFactor: 3 };

    expect(during(brownout, 1049, changes).latencyFactor).toBeCloseTo(1.1, 12);
    expect(during(brownout, 1050, changes).latencyFactor).toBeCloseTo(1.1, 12);
  });

  it('of a canary with a ramp have a growing share', () => {
    const canary: IncidentEffect = { kind: 'canary', share: 0.5, latencyFactor: 2, errorRatio: 0.5 };
    const early = during(canary, 1000, { rampSeconds: 10 }).canary;

    expect(early).toEqual({ incidentId: 'incident', share: 0.025, latencyFactor: 2, errorRatio: 0.5 });
  });

  it('never reverse, even if an occurrence ends within a tick', () => {
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

  it('grows linearly from 1 to its factor', () => {
    expect(at(1000).latencyFactor).toBe(1);
    expect(at(1000 + 295).latencyFactor).toBe(3);
    expect(at(1000 + 589).latencyFactor).toBeCloseTo(5, 1);
  });

  it('ends with a restart, during which everything fails', () => {
    for (const phase of [590, 595, 599]) {
      expect(at(1000 + phase)).toEqual({ ...NO_EFFECTS, errorRatio: { '4xx': 0, '5xx': 1, timeout: 0 } });
    }
  });

  it('starts again after the restart, as a function of time alone', () => {
    for (let phase = 0; phase < 600; phase += 7) expect(at(1600 + phase)).toEqual(at(1000 + phase));
  });
});

describe('flapping', () => {
  const flapping: IncidentEffect = { kind: 'flapping', periodSeconds: 20, downShare: 0.25 };

  it('is down for its share of each period and up for the rest', () => {
    const down = Array.from({ length: 100 }, (_, tick) => during(flapping, 1000 + tick).errorRatio['5xx']);

    expect(down.slice(0, 20)).toEqual([1, 1, 1, 1, 1, ...new Array<number>(15).fill(0)]);
    expect(down.slice(40, 60)).toEqual(down.slice(0, 20));
    expect(down.filter((ratio) => ratio === 1)).toHaveLength(25);
  });
});

describe('several incidents at once', () => {
  const brownout = incident({ id: 'a', effect: { kind: 'brownout', latencyFactor: 2 } });
  const outage = incident({ id: 'b', effect: { kind: 'outage', errorRatio: 0.5 } });

  it('multiply their factors and combine their failure probabilities', () => {
    const effects = effectsAt([brownout, outage, brownout, outage], 5);

    expect(effects.latencyFactor).toBe(4);
    expect(effects.errorRatio['5xx']).toBe(0.75);
  });

  it('use the later one of two canaries', () => {
    const canary = (id: string, share: number) =>
      incident({ id, effect: { kind: 'canary', share, latencyFactor: 1, errorRatio: 0 } });

    expect(effectsAt([canary('a', 0.1), canary('b', 0.2)], 5).canary?.incidentId).toBe('b');
  });

  it('have no effect on ticks without incidents', () => {
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
