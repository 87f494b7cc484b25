import { type Window, windowsBetween } from '../../generator/incidents.js';
import type { Incident } from '../../generator/scenario.js';
import { InvalidInputError } from '../../platform/errors.js';
import type { Answer } from '../answer.js';
import { type Page, timeText } from '../query.params.js';

/** One occurrence of an incident. */
export interface Occurrence extends Window {
  readonly incident: Incident;
}

/**
 * The occurrences of incidents that overlap a span, by start, and at the same start in the order of the incidents.
 * A generator, so that a span of decades costs only as much as is read of it.
 *
 * @param fromTick - the first tick of the span
 * @param toTick - the end of the span, exclusive
 */
export function* occurrencesBetween(
  incidents: readonly Incident[],
  fromTick: number,
  toTick: number,
): Generator<Occurrence> {
  const sources = incidents.map((incident) => {
    const windows = windowsBetween(incident, fromTick, toTick);
    return { incident, windows, head: windows.next() };
  });
  for (;;) {
    let earliest: (typeof sources)[number] | undefined;
    for (const source of sources) {
      if (source.head.done) continue;
      if (
        earliest === undefined ||
        earliest.head.done ||
        source.head.value.startTick < earliest.head.value.startTick
      ) {
        earliest = source;
      }
    }
    if (earliest === undefined || earliest.head.done) return;
    yield { incident: earliest.incident, ...earliest.head.value };
    earliest.head = earliest.windows.next();
  }
}

/** The last occurrence of a page: its start, and the index of its incident in the scenario. */
interface IncidentCursor {
  readonly startTick: number;
  readonly index: number;
}

const CURSOR = /^(\d{1,10})~(\d{1,3})$/;

/** @throws InvalidInputError when the text is not from the `next` of a page */
export function readCursor(after: string | undefined): IncidentCursor | undefined {
  if (after === undefined) return undefined;
  const [, start, index] = CURSOR.exec(after) ?? [];
  if (start === undefined || index === undefined) {
    const sentence = `Expected after to be a value from "next" of the previous page but received ${JSON.stringify(after)}`;
    throw InvalidInputError.of('after', sentence);
  }
  return { startTick: Number(start), index: Number(index) };
}

/** The occurrences after a cursor, in the order of {@link occurrencesBetween}. */
export function* occurrencesAfter(
  cursor: IncidentCursor | undefined,
  occurrences: Iterable<Occurrence>,
  indexOf: (occurrence: Occurrence) => number,
): Generator<Occurrence> {
  for (const occurrence of occurrences) {
    const isAfter =
      cursor === undefined ||
      occurrence.startTick > cursor.startTick ||
      (occurrence.startTick === cursor.startTick && indexOf(occurrence) > cursor.index);
    if (isAfter) yield occurrence;
  }
}

/** A page of occurrences as an answer. */
export function incidentsAnswer({ items, next }: Page<Occurrence>): Answer {
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
