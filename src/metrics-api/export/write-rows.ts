import { pointsAt } from '../../generator/snapshot.js';
import type { Model, Node } from '../../generator/model.js';
import { FIELD_NAMES, type PointValues, type Span, pointValues } from '../points/series.js';
import { csvLine } from '../answer.js';
import { timeText } from '../query.params.js';

/** A format with one line per point. */
interface RowFormat {
  readonly header: string;
  line(app: string, time: string, values: PointValues): string;
}

export const CSV_ROWS: RowFormat = {
  header: csvLine(['app', 'time', ...FIELD_NAMES]),
  // Without csvLine, for speed: names, times and numbers need no quotation marks, and there are millions of lines.
  line: (app, time, values) => {
    let line = `${app},${time}`;
    for (const field of FIELD_NAMES) line += `,${values[field] ?? ''}`;
    return `${line}\r\n`;
  },
};

export const NDJSON_ROWS: RowFormat = {
  header: '',
  line: (app, time, values) => `${JSON.stringify({ app, time, ...values })}\n`,
};

/** One line per point, ordered by time, then by application. */
export function* writeRows(
  format: RowFormat,
  model: Model,
  nodes: readonly Node[],
  { fromTick, toTick, stepTicks }: Span,
): Generator<string> {
  yield format.header;
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
