import { InvalidInputError } from '../../platform/errors/catalogue.js';
import type { Occurrence } from './incident-windows.js';

/** Where a page of occurrences ended: at the start of an incident, by its place in the scenario. */
export interface IncidentCursor {
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
    throw new InvalidInputError([{ field: 'after', sentence }]);
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
