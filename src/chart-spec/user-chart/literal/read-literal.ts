import { ChartRefusal } from '../chart-refusal.js';
import { type ChartLimits, utf8Length } from '../chart-limits.js';
import type { JsonValue } from '../json.js';
import { CODE } from './characters.js';
import { Cursor } from './cursor.js';
import { LiteralReader } from './literal-reader.js';
import { whatStands } from './what-stands.js';

/**
 * Reads a literal of JavaScript as data; nothing in it is run.
 *
 * Data is what JSON has, in any way that JavaScript writes it. Beyond that `undefined` is a property that is left out
 * (in an array, null), `NaN` is null, `new Date(…)` milliseconds since 1970, and `getGradientFillHelper(…)` an object
 * as in `gradient.ts`. The time it takes grows with the text's length, whatever stands in it.
 *
 * @throws ChartRefusal with line and column when it is not data, or beyond a limit
 * @see ECMA-262, 13.2
 */
export function readLiteral(text: string, limits: ChartLimits): JsonValue | undefined {
  if (utf8Length(text, limits.maxBytes) > limits.maxBytes) {
    throw new ChartRefusal(`Expected a chart of at most ${limits.maxBytes} bytes but it is longer`);
  }
  const cursor = new Cursor(text);
  const value = new LiteralReader(cursor, limits).readValue();
  cursor.skipSpaces();
  while (cursor.code === CODE.semicolon) {
    cursor.position++;
    cursor.skipSpaces();
  }
  if (cursor.position < text.length) {
    throw cursor.refusal(`Expected the end of the chart but found ${whatStands(text, cursor.position)}`);
  }
  return value;
}
