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
 * The occurrences of some incidents that overlap a span, by their start; at the same start in the incidents'
 * order. Made as they are taken: a span of decades costs what is read of it.
 *
 * @param fromTick - the first tick of the span
 * @param toTick - the first tick after it
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
    let first: (typeof sources)[number] | undefined;
    for (const source of sources) {
      if (source.head.done) continue;
      if (
        first === undefined ||
        first.head.done ||
        source.head.value.startTick < first.head.value.startTick
      ) {
        first = source;
      }
    }
    if (first === undefined || first.head.done) return;
    yield { incident: first.incident, ...first.head.value };
    first.head = first.windows.next();
  }
}

/** Where a page of occurrences ended: at the start of an incident, by its place in the scenario. */
interface IncidentCursor {
  readonly startTick: number;
  readonly place: number;
}

const CURSOR = /^(\d{1,10})~(\d{1,3})$/;

/** @throws InvalidInputError when the text was not taken from a page's `next` */
export function readCursor(after: string | undefined): IncidentCursor | undefined {
  if (after === undefined) return undefined;
  const [, start, place] = CURSOR.exec(after) ?? [];
  if (start === undefined || place === undefined) {
    const sentence = `Expected after to be taken from next but received ${JSON.stringify(after)}`;
    throw InvalidInputError.of('after', sentence);
  }
  return { startTick: Number(start), place: Number(place) };
}

/** The entries behind a cursor. They come by start, and at the same start by their place in the scenario. */
export function* behind(
  cursor: IncidentCursor | undefined,
  entries: Iterable<Occurrence>,
  placeOf: (entry: Occurrence) => number,
): Generator<Occurrence> {
  for (const entry of entries) {
    const isBehind =
      cursor === undefined ||
      entry.startTick > cursor.startTick ||
      (entry.startTick === cursor.startTick && placeOf(entry) > cursor.place);
    if (isBehind) yield entry;
  }
}

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
