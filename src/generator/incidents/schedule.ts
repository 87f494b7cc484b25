import type { Incident, Repeat } from '../scenario.js';
import { TICK_MS } from '../tick.js';

/** One occurrence of an incident. */
export interface Window {
  /** Its first tick. */
  readonly startTick: number;
  /** The first tick after it; Infinity never comes. */
  readonly endTick: number;
}

/** How many ticks some seconds last. */
export function ticksIn(seconds: number): number {
  return (seconds * 1000) / TICK_MS;
}

/** The occurrence that a tick falls into, if any. It ends when the next one starts. */
export function windowAt(incident: Incident, tick: number): Window | undefined {
  const startTick = lastStart(incident, tick);
  if (startTick === undefined) return undefined;
  const window = windowFrom(incident, startTick);
  return tick < window.endTick ? window : undefined;
}

/**
 * The occurrences that overlap a span of ticks, in order; one that never ends has the end Infinity.
 *
 * @param fromTick - the first tick of the span
 * @param toTick - the first tick after it
 */
export function* windowsBetween(incident: Incident, fromTick: number, toTick: number): Generator<Window> {
  let startTick = lastStart(incident, fromTick) ?? firstStart(incident);
  while (startTick !== undefined && startTick < toTick) {
    const window = windowFrom(incident, startTick);
    if (window.endTick > fromTick) yield window;
    startTick = startAfter(incident, startTick);
  }
}

function windowFrom(incident: Incident, startTick: number): Window {
  const endTick = startTick + ticksIn(incident.durationSeconds);
  return { startTick, endTick: Math.min(endTick, startAfter(incident, startTick) ?? Infinity) };
}

/** A rule's first start may come after the tick that the incident is anchored to. */
function firstStart({ startTick, repeat }: Incident): number | undefined {
  return repeat !== undefined && 'startTicks' in repeat ? repeat.startTicks[0] : startTick;
}

/** The latest start that is not after a tick. */
function lastStart({ startTick, repeat }: Incident, tick: number): number | undefined {
  if (tick < startTick) return undefined;
  if (repeat === undefined) return startTick;
  if ('startTicks' in repeat) return repeat.startTicks[countUpTo(repeat.startTicks, tick) - 1];
  const everyTicks = ticksIn(repeat.everySeconds);
  return startTick + Math.floor((tick - startTick) / everyTicks) * everyTicks;
}

function startAfter({ repeat }: Incident, start: number): number | undefined {
  if (repeat === undefined) return undefined;
  return 'startTicks' in repeat ? nextListed(repeat, start) : start + ticksIn(repeat.everySeconds);
}

function nextListed(
  { startTicks }: Extract<Repeat, { startTicks: unknown }>,
  start: number,
): number | undefined {
  return startTicks[countUpTo(startTicks, start)];
}

/** How many of a rising list are at most a value, by bisection. */
function countUpTo(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
