import { windowsBetween, type Window } from '../../generator/incidents/schedule.js';
import type { Incident } from '../../generator/scenario.js';

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
