import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors/catalogue.js';
import { pointCount, type Span } from '../points/series.js';
import { textParam, wordParam } from '../../platform/query/params.js';
import { stepParam } from '../query/step-param.js';
import { timeParam, timeText } from '../query/time.param.js';

export const EXPORT_FORMATS = ['openmetrics', 'csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const MAX_DAYS = 400;
const DAY_TICKS = 86_400;

export const exportQuerySchema = z.object({
  from: timeParam('from', 'The first second; a day before the last one when absent.'),
  to: timeParam(
    'to',
    'No second is after it; a day after `from` when absent, and the last complete second when both are.',
  ),
  step: stepParam('step', 'Seconds from one point to the next, also as `5m` or `1h`.', '15'),
  app: textParam('app', 'Only this application; all when absent.'),
  format: wordParam(
    'format',
    '`openmetrics` (the default) feeds `promtool tsdb create-blocks-from openmetrics`; `csv` and `ndjson` hold a line a point.',
    EXPORT_FORMATS,
  ),
});

/** @throws InvalidInputError when the span is turned around or longer than is exported at once */
export function exportSpan(query: z.output<typeof exportQuerySchema>, lastTick: number): Span {
  const toTick = query.to ?? (query.from === undefined ? lastTick : query.from + DAY_TICKS - 1);
  const fromTick = query.from ?? Math.max(0, toTick - DAY_TICKS + 1);
  const span = { fromTick, toTick, stepTicks: query.step, aggregation: undefined };
  if (pointCount(span) === 0) {
    refuse(`Expected from not to be after to (${timeText(toTick)}) but received ${timeText(fromTick)}`);
  }
  if (toTick - fromTick > MAX_DAYS * DAY_TICKS) {
    const days = Math.ceil((toTick - fromTick) / DAY_TICKS);
    refuse(`Expected from to be at most ${MAX_DAYS} days before to but received ${days} days`);
  }
  return span;
}

function refuse(sentence: string): never {
  throw new InvalidInputError([{ field: 'from', sentence }]);
}
