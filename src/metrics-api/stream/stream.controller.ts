import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { pointAt } from '../../generator/snapshot.js';
import { InvalidInputError } from '../../platform/errors.js';
import { ApiCommonProblems, ApiTexts } from '../../platform/openapi/api.decorators.js';
import { textParam } from '../../platform/validation/params.js';
import { CurrentModel, EXAMPLE_TICK, exampleModel } from '../current-model.js';
import { stepParam, timeParam } from '../query.params.js';
import { OpenStreams } from './open-streams.js';
import { eventText } from './point-events.js';

/** What a stream gives of the past: longer gaps are a matter of `range` and `export`. */
const MAX_BACKLOG_TICKS = 86_400;

const streamQuerySchema = z.object({
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
function firstTickOf(
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
  throw InvalidInputError.of(field, sentence);
}

function tickAfter(lastEventId: string): number {
  if (/^\d{1,12}$/.test(lastEventId)) return Number(lastEventId) + 1;
  const sentence = `Expected Last-Event-ID to be the id of an event but received ${JSON.stringify(lastEventId)}`;
  throw InvalidInputError.of('Last-Event-ID', sentence);
}

/** A real event for the API document. */
function exampleEvent(): string {
  const model = exampleModel();
  return eventText(
    EXAMPLE_TICK,
    model.nodes.map((node) => [node, pointAt(model, node, EXAMPLE_TICK)] as const),
  );
}

/** Points as they happen. */
@ApiTags('points')
@Controller('api/v1/stream')
export class StreamController {
  constructor(
    private readonly current: CurrentModel,
    private readonly streams: OpenStreams,
  ) {}

  @Get()
  @ApiProduces('text/event-stream')
  @ApiOperation({
    summary: 'Server-Sent Events: the points of each second as soon as it is over',
    description:
      'The id of an event is its second since 1970. A caller that connects again with `Last-Event-ID` misses nothing.',
    operationId: 'streamPoints',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    description: 'The id of the last event that was received.',
    required: false,
  })
  @ApiResponse({ status: 200, description: 'Events without end.' })
  @ApiTexts({ 'text/event-stream': exampleEvent() })
  @ApiCommonProblems(400, 404, 503)
  async stream(
    @Query({ schema: streamQuerySchema }) query: z.output<typeof streamQuerySchema>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.app !== undefined) this.current.node(query.app);
    const firstTick = firstTickOf(query, lastEventId, this.current.lastTick);
    const events = this.streams.start({ app: query.app, firstTick, stepTicks: query.step });
    await reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      // Proxies that buffer answers would hold back the events.
      .header('x-accel-buffering', 'no')
      .send(events);
  }
}
