import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from './scenario.js';
import { incident } from './testing/scenarios.js';
import { windowAt, windowsBetween, type Window } from './incidents.js';

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
  it('happen once where nothing repeats', () => {
    const once = { startTick: 100, durationSeconds: 20 };

    expect(windowAt(incident(once), 99)).toBeUndefined();
    expect(windowAt(incident(once), 100)).toEqual({ startTick: 100, endTick: 120 });
    expect(windowAt(incident(once), 119)).toEqual({ startTick: 100, endTick: 120 });
    expect(windowAt(incident(once), 120)).toBeUndefined();
    expect(between(once, 0, 1000)).toEqual([{ startTick: 100, endTick: 120 }]);
  });

  it('come again at equal distances, for ever, and not before the first', () => {
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

  it('come at the listed ticks, also where the first of them is after the anchor', () => {
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

  it('may never end', () => {
    expect(between({ startTick: 5, durationSeconds: Infinity }, 1e9, 2e9)).toEqual([
      { startTick: 5, endTick: Infinity },
    ]);
  });

  it('are listed for a span as they are found tick by tick', () => {
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

  it('follow each other without overlap', () => {
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
