import type { ChartRefusal } from '../chart-refusal.js';
import type { Cursor } from './cursor.js';
import { hintFor, whatStands } from './what-stands.js';

/** The refusal of what is no data, named by what it looks like unless the caller knows better. */
export function notData(cursor: Cursor, start: number, what = whatStands(cursor.text, start)): ChartRefusal {
  return cursor.refusal(`Expected data but found ${what}`, start, hintFor(what));
}
