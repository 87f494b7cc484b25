import { snapshotAt } from '../../generator/group-at.js';
import { addPoint, noTotals } from '../../generator/totals.js';
import { EXAMPLE_TICK, exampleModel } from '../model/example-model.js';
import type { TextFormat } from './text-format.js';
import { writeExposition } from './write-exposition.js';

/** A real answer for the API document: the first second of 2026, with which a day of counters begins. */
export function exampleExposition(format: TextFormat): string {
  const model = exampleModel();
  const snapshot = snapshotAt(model, EXAMPLE_TICK);
  const totals = model.nodes.map(noTotals);
  snapshot.points.forEach((point, index) => addPoint(totals[index]!, point));
  const counters = { model, dayTick: EXAMPLE_TICK, tick: EXAMPLE_TICK, totals, calls: [...snapshot.calls] };
  return writeExposition(format, counters, snapshot);
}
