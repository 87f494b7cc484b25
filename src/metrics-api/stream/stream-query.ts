import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors/catalogue.js';
import { textParam } from '../../platform/query/params.js';
import { stepParam } from '../query/step-param.js';
import { timeParam } from '../query/time.param.js';

/** What a stream gives of the past: longer gaps are a matter of `range` and `export`. */
const MAX_BACKLOG_TICKS = 86_400;

export const streamQuerySchema = z.object({
  app: textParam('app', 'Only this application; all when absent.'),
  step: stepParam(
    'step',
    'Seconds from one event to the next, also as `5m`; events are at whole multiples.',
    '1',
  ),
  from: timeParam(
    'from',
    'Where to begin, at most a day back; now when absent. `Last-Event-ID` is stronger.',
  ),
});

/**
 * The first tick that a stream has to send.
 *
 * @param lastEventId - the header, as the browser's EventSource sends it when it connects again
 * @throws InvalidInputError when it is not the id of an event, or lies too far back
 */
export function firstTickOf(
  query: z.output<typeof streamQuerySchema>,
  lastEventId: string | undefined,
  lastTick: number,
): number {
  const wanted = lastEventId === undefined ? query.from : tickAfter(lastEventId);
  const field = lastEventId === undefined ? 'from' : 'Last-Event-ID';
  if (wanted === undefined) return lastTick;
  const backlog = lastTick - wanted;
  if (backlog <= MAX_BACKLOG_TICKS) return Math.min(wanted, lastTick + 1);
  const sentence = `Expected ${field} to be at most ${MAX_BACKLOG_TICKS} seconds back but received one ${backlog} seconds back: read /api/v1/export first`;
  throw new InvalidInputError([{ field, sentence }]);
}

function tickAfter(lastEventId: string): number {
  if (/^\d{1,12}$/.test(lastEventId)) return Number(lastEventId) + 1;
  const sentence = `Expected Last-Event-ID to be the id of an event but received ${JSON.stringify(lastEventId)}`;
  throw new InvalidInputError([{ field: 'Last-Event-ID', sentence }]);
}
