import type { FailureClass, Incident, Repeat } from './scenario.js';
import { TICK_MS } from '../contract/tick.js';

/** One occurrence of an incident. */
export interface Window {
  /** Its first tick. */
  readonly startTick: number;
  /** End, exclusive; Infinity for an incident that never ends. */
  readonly endTick: number;
}

/** Seconds in ticks. */
function ticksIn(seconds: number): number {
  return (seconds * 1000) / TICK_MS;
}

/** The occurrence that contains a tick, if any. It ends at the latest when the next one starts. */
export function windowAt(incident: Incident, tick: number): Window | undefined {
  const startTick = lastStart(incident, tick);
  if (startTick === undefined) return undefined;
  const window = windowFrom(incident, startTick);
  return tick < window.endTick ? window : undefined;
}

/**
 * The occurrences that overlap a span of ticks, in order.
 *
 * @param fromTick - the first tick of the span
 * @param toTick - the end of the span, exclusive
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

/** The first start of a recurrence rule can be after the start of the incident. */
function firstStart({ startTick, repeat }: Incident): number | undefined {
  return repeat !== undefined && 'startTicks' in repeat ? repeat.startTicks[0] : startTick;
}

/** The latest start up to a tick. */
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

/** The number of values in an ascending list that are at most a given value, by bisection. */
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

/** A version that serves a share of the requests. */
interface CanaryEffect {
  readonly incidentId: string;
  readonly share: number;
  readonly latencyFactor: number;
  readonly errorRatio: number;
}

/** The effects of all incidents together on one application in one tick. */
export interface Effects {
  trafficFactor: number;
  latencyFactor: number;
  /** Probability, by class, that an incident fails a request. */
  errorRatio: Record<FailureClass, number>;
  /** Whether metrics of the application are recorded. */
  measured: boolean;
  canary: CanaryEffect | undefined;
}

/** No incident; shared, since most ticks of most applications have none. */
export const NO_EFFECTS: Readonly<Effects> = Object.freeze(noEffects());

/**
 * @param incidents - the incidents of the application, in the scenario's order; of two canaries at the same time the
 *   later one in the list takes effect
 */
export function effectsAt(incidents: readonly Incident[], tick: number): Readonly<Effects> {
  let effects: Effects | undefined;
  for (const incident of incidents) {
    const window = windowAt(incident, tick);
    if (window === undefined) continue;
    effects ??= noEffects();
    apply(incident, window, tick, effects);
  }
  return effects ?? NO_EFFECTS;
}

function apply(incident: Incident, window: Window, tick: number, effects: Effects): void {
  const strength = strengthAt(incident, window, tick);
  const { effect } = incident;
  switch (effect.kind) {
    case 'outage':
      fail(effects, '5xx', strength * effect.errorRatio);
      break;
    case 'brownout':
      effects.latencyFactor *= scaled(effect.latencyFactor, strength);
      break;
    case 'error-burst':
      fail(effects, effect.errorClass, strength * effect.errorRatio);
      break;
    case 'traffic-surge':
      effects.trafficFactor *= scaled(effect.trafficFactor, strength);
      break;
    case 'slow-leak': {
      const phase = (tick - window.startTick) % ticksIn(effect.periodSeconds);
      const leaking = ticksIn(effect.periodSeconds - effect.restartSeconds);
      if (phase >= leaking) fail(effects, '5xx', strength);
      else effects.latencyFactor *= scaled(effect.latencyFactor, (strength * phase) / leaking);
      break;
    }
    case 'flapping': {
      const phase = (tick - window.startTick) % ticksIn(effect.periodSeconds);
      if (phase < effect.downShare * ticksIn(effect.periodSeconds)) fail(effects, '5xx', strength);
      break;
    }
    case 'gap':
      effects.measured = false;
      break;
    case 'regime-change':
      effects.trafficFactor *= scaled(effect.trafficFactor, strength);
      effects.latencyFactor *= scaled(effect.latencyFactor, strength);
      fail(effects, '5xx', strength * effect.errorRatio);
      break;
    case 'canary': {
      const { share, latencyFactor, errorRatio } = effect;
      effects.canary = { incidentId: incident.id, share: strength * share, latencyFactor, errorRatio };
      break;
    }
  }
}

/** Rises from 0 to 1 over the first ramp and falls back to 0 over the last; taken at the middle of the tick. */
function strengthAt({ rampSeconds }: Incident, { startTick, endTick }: Window, tick: number): number {
  if (rampSeconds === 0) return 1;
  const ramp = ticksIn(rampSeconds);
  // If an occurrence ends within a tick, the middle of its last tick can be after its end.
  return Math.max(0, Math.min(1, (tick - startTick + 0.5) / ramp, (endTick - tick - 0.5) / ramp));
}

function scaled(factor: number, strength: number): number {
  return 1 + (factor - 1) * strength;
}

/** Incidents are independent: a request succeeds only if none of them fails it. */
function fail(effects: Effects, errorClass: FailureClass, ratio: number): void {
  effects.errorRatio[errorClass] = 1 - (1 - effects.errorRatio[errorClass]) * (1 - ratio);
}

function noEffects(): Effects {
  return {
    trafficFactor: 1,
    latencyFactor: 1,
    errorRatio: { '4xx': 0, '5xx': 0, timeout: 0 },
    measured: true,
    canary: undefined,
  };
}
