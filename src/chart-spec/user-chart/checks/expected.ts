import { ChartRefusal } from '../chart-refusal.js';
import { type JsonValue, shown } from '../json.js';

/** The refusal of one property: `Expected data.datasets to be an array but received 7`. */
export function unexpected(path: string, expected: string, received: JsonValue | undefined): ChartRefusal {
  return new ChartRefusal(
    `Expected ${path} to be ${expected} but received ${shown(received)}`,
    undefined,
    path,
  );
}
