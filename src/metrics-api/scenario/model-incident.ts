import type { Incident, IncidentEffect } from '../../generator/scenario.js';
import { durationSeconds } from '../../platform/query/duration.js';
import type { IncidentFile } from './incident.schema.js';
import { tickOf } from './tick-of.js';

/**
 * What the model makes of an incident.
 *
 * @param everyName - names of all applications: those of an incident that lists none
 * @param startTicks - where it follows a rule, the starts
 */
export function modelIncident(
  incident: IncidentFile,
  everyName: readonly string[],
  startTicks: readonly number[] | undefined,
): Incident {
  const { id, applications, start, duration, ramp, repeat, labels } = incident;
  return {
    id,
    effect: effectOf(incident),
    applications: applications ?? everyName,
    startTick: startTicks?.[0] ?? tickOf(start),
    durationSeconds: duration === undefined ? Infinity : durationSeconds(duration),
    rampSeconds: durationSeconds(ramp),
    repeat: startTicks
      ? { startTicks }
      : repeat?.every
        ? { everySeconds: durationSeconds(repeat.every) }
        : undefined,
    labels,
  };
}

function effectOf(incident: IncidentFile): IncidentEffect {
  const { kind } = incident;
  switch (kind) {
    case 'outage':
      return { kind, errorRatio: incident.errorRatio };
    case 'brownout':
      return { kind, latencyFactor: incident.latencyFactor };
    case 'error-burst':
      return { kind, errorRatio: incident.errorRatio, errorClass: incident.class };
    case 'traffic-surge':
      return { kind, trafficFactor: incident.trafficFactor };
    case 'slow-leak':
      return {
        kind,
        periodSeconds: durationSeconds(incident.period),
        latencyFactor: incident.latencyFactor,
        restartSeconds: durationSeconds(incident.restart),
      };
    case 'flapping':
      return { kind, periodSeconds: durationSeconds(incident.period), downShare: incident.downShare };
    case 'gap':
      return { kind };
    case 'regime-change':
      return {
        kind,
        trafficFactor: incident.trafficFactor,
        latencyFactor: incident.latencyFactor,
        errorRatio: incident.errorRatio,
      };
    case 'canary':
      return {
        kind,
        share: incident.share,
        latencyFactor: incident.latencyFactor,
        errorRatio: incident.errorRatio,
      };
  }
}
