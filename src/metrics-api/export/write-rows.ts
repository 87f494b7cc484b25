import { pointsAt } from '../../generator/snapshot.js';
import type { Model, Node } from '../../generator/model.js';
import { FIELD_NAMES, type PointValues, type Span, pointValues } from '../points/series.js';
import { csvLine } from '../answer.js';
import { timeText } from '../query.params.js';

/** How a point is written as a line. */
interface RowFormat {
  readonly head: string;
  line(app: string, time: string, values: PointValues): string;
}

export const CSV_ROWS: RowFormat = {
  head: csvLine(['app', 'time', ...FIELD_NAMES]),
  // Written by hand: neither names, times nor numbers need quotation marks, and there are millions of them.
  line: (app, time, values) => {
    let line = `${app},${time}`;
    for (const field of FIELD_NAMES) line += `,${values[field] ?? ''}`;
    return `${line}\r\n`;
  },
};

export const NDJSON_ROWS: RowFormat = {
  head: '',
  line: (app, time, values) => `${JSON.stringify({ app, time, ...values })}\n`,
};

/** A line for each point, by time, and at the same time by application. */
export function* writeRows(
  format: RowFormat,
  model: Model,
  nodes: readonly Node[],
  { fromTick, toTick, stepTicks }: Span,
): Generator<string> {
  yield format.head;
  for (let tick = fromTick; tick <= toTick; tick += stepTicks) {
    const points = pointsAt(model, nodes, tick);
    const time = timeText(tick);
    let lines = '';
    points.forEach((point, index) => {
      lines += format.line(nodes[index]!.application.name, time, pointValues(point));
    });
    yield lines;
  }
}
