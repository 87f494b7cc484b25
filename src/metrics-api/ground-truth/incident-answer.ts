import type { Page } from '../query/page.js';
import type { Answer } from '../query/send.js';
import { timeText } from '../query/time.param.js';
import type { Occurrence } from './incident-windows.js';

/** A page of occurrences. */
export function incidents({ items, next }: Page<Occurrence>): Answer {
  return {
    json: () => ({ incidents: items.map(jsonIncident), next }),
    csv: () => ({
      columns: ['id', 'kind', 'applications', 'start', 'end', 'rampSeconds', 'parameters', 'labels'],
      rows: items
        .map(jsonIncident)
        .map((incident) => [
          incident.id,
          incident.kind,
          incident.applications.join(' '),
          incident.start,
          incident.end,
          incident.rampSeconds,
          pairs(incident.parameters),
          pairs(incident.labels),
        ]),
    }),
  };
}

function jsonIncident({ incident, startTick, endTick }: Occurrence) {
  const { kind, ...parameters } = incident.effect;
  return {
    id: incident.id,
    kind,
    applications: incident.applications,
    start: timeText(startTick),
    end: endTick === Infinity ? null : timeText(endTick),
    rampSeconds: incident.rampSeconds,
    parameters,
    labels: incident.labels,
  };
}

function pairs(record: object): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(';');
}
