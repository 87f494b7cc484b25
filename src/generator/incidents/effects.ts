import type { FailureClass, Incident } from '../scenario.js';
import { ticksIn, windowAt, type Window } from './schedule.js';

/** A version that serves a share of the requests. */
export interface CanaryEffect {
  readonly incidentId: string;
  readonly share: number;
  readonly latencyFactor: number;
  readonly errorRatio: number;
}

/** What all incidents together do to one application in one tick. */
export interface Effects {
  trafficFactor: number;
  latencyFactor: number;
  /** Probability, for each class, that an incident fails a request. */
  errorRatio: Record<FailureClass, number>;
  /** Whether anybody measures the application. */
  measured: boolean;
  canary: CanaryEffect | undefined;
}

/** Of an application that nothing happens to; shared, since most ticks of most applications are quiet. */
export const NO_EFFECTS: Readonly<Effects> = Object.freeze(noEffects());

/**
 * @param incidents - those that name the application, in the scenario's order; of two canaries at once the later
 *   in the list serves its share
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
      effects.latencyFactor *= towards(effect.latencyFactor, strength);
      break;
    case 'error-burst':
      fail(effects, effect.errorClass, strength * effect.errorRatio);
      break;
    case 'traffic-surge':
      effects.trafficFactor *= towards(effect.trafficFactor, strength);
      break;
    case 'slow-leak': {
      const phase = (tick - window.startTick) % ticksIn(effect.periodSeconds);
      const leaking = ticksIn(effect.periodSeconds - effect.restartSeconds);
      if (phase >= leaking) fail(effects, '5xx', strength);
      else effects.latencyFactor *= towards(effect.latencyFactor, (strength * phase) / leaking);
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
      effects.trafficFactor *= towards(effect.trafficFactor, strength);
      effects.latencyFactor *= towards(effect.latencyFactor, strength);
      fail(effects, '5xx', strength * effect.errorRatio);
      break;
    case 'canary': {
      const { share, latencyFactor, errorRatio } = effect;
      effects.canary = { incidentId: incident.id, share: strength * share, latencyFactor, errorRatio };
      break;
    }
  }
}

/** From 0 to 1 over the ramp, and back to 0 over the last of it; the middle of the tick counts. */
function strengthAt({ rampSeconds }: Incident, { startTick, endTick }: Window, tick: number): number {
  if (rampSeconds === 0) return 1;
  const ramp = ticksIn(rampSeconds);
  // Where an occurrence ends within a tick, the middle of its last one may lie beyond.
  return Math.max(0, Math.min(1, (tick - startTick + 0.5) / ramp, (endTick - tick - 0.5) / ramp));
}

function towards(factor: number, strength: number): number {
  return 1 + (factor - 1) * strength;
}

/** Causes are independent of each other: a request is spared only when all of them spare it. */
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
