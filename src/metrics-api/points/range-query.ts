import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors/catalogue.js';
import { wordParam } from '../../platform/query/params.js';
import { stepParam } from '../query/step-param.js';
import { timeParam, timeText } from '../query/time.param.js';
import { AGGREGATIONS } from './aggregate.js';
import { pointCount, tickCount, type Span } from './series.js';

/** As many points as Prometheus gives of a series in one answer. */
export const MAX_POINTS = 11_000;
/** Seconds of an application, each with those of all that it is connected with: what the model makes in some seconds. */
export const MAX_WORK = 2_000_000;

const DEFAULT_SPAN_TICKS = 300;

export const rangeQuerySchema = z.object({
  from: timeParam('from', 'The first point; five minutes before `to` when absent.'),
  to: timeParam('to', 'No point is after it; the last complete second when absent.'),
  step: stepParam('step', 'Seconds from one point to the next, also as `5m` or `1h`.', '1'),
  agg: wordParam(
    'agg',
    'How the seconds of a step become a point: `sum` takes them as one long second, `avg` and `max` take each number by itself. Without it a point is the first second of its step.',
    AGGREGATIONS,
  ),
});

/**
 * @param connected - how many applications the asked one is connected with, itself too
 * @throws InvalidInputError when the span is turned around or holds more than is answered at once
 */
export function spanOf(query: z.output<typeof rangeQuerySchema>, lastTick: number, connected: number): Span {
  const toTick = query.to ?? lastTick;
  const fromTick = query.from ?? Math.max(0, toTick - DEFAULT_SPAN_TICKS);
  const span = { fromTick, toTick, stepTicks: query.step, aggregation: query.agg };
  if (fromTick > toTick) {
    refuse(
      'from',
      `Expected from not to be after to (${timeText(toTick)}) but received ${timeText(fromTick)}`,
    );
  }
  const points = pointCount(span);
  if (points > MAX_POINTS) {
    const step = Math.ceil((toTick - fromTick + 1) / MAX_POINTS);
    refuse(
      'step',
      `Expected at most ${MAX_POINTS} points a series but from, to and step ask for ${points}: a step of ${step} seconds or more fits`,
    );
  }
  const ticks = tickCount(span);
  const most = Math.floor(MAX_WORK / connected);
  if (ticks > most) {
    refuse(
      'agg',
      `Expected agg over at most ${most} seconds in one answer, for an application that ${connected - 1} others are connected with, but received ${ticks}`,
    );
  }
  return span;
}

function refuse(field: string, sentence: string): never {
  throw new InvalidInputError([{ field, sentence }]);
}
