import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors.js';
import { ApiCommonProblems } from '../../platform/openapi/api.decorators.js';
import { textParam } from '../../platform/validation.js';
import { CurrentModel } from '../current-model.js';
import { stepParam, timeParam } from '../query.params.js';
import { OpenStreams } from './open-streams.js';

/** How far back a stream can start; `range` and `export` cover longer gaps. */
const MAX_BACKLOG_TICKS = 86_400;

const streamQuerySchema = z.object({
  app: textParam('app', 'Only this application; all by default.'),
  step: stepParam(
    'step',
    'Interval between events, in seconds or as a duration such as `5m`; events are aligned to multiples of it.',
    '1',
  ),
  from: timeParam(
    'from',
    'Where to start, at most a day back; now by default. `Last-Event-ID` takes precedence.',
  ),
});

/**
 * The first tick of a stream.
 *
 * @param lastEventId - the header, as the browser's EventSource sends it when it reconnects
 * @throws InvalidInputError when it is not the id of an event, or is too far back
 */
function firstTickOf(
  query: z.output<typeof streamQuerySchema>,
  lastEventId: string | undefined,
  lastTick: number,
): number {
  const firstTick = lastEventId === undefined ? query.from : tickAfter(lastEventId);
  const field = lastEventId === undefined ? 'from' : 'Last-Event-ID';
  if (firstTick === undefined) return lastTick;
  const backlog = lastTick - firstTick;
  if (backlog <= MAX_BACKLOG_TICKS) return Math.min(firstTick, lastTick + 1);
  const sentence = `Expected ${field} to be at most ${MAX_BACKLOG_TICKS} seconds back but received a time ${backlog} seconds back: read /api/v1/export first`;
  throw InvalidInputError.of(field, sentence);
}

function tickAfter(lastEventId: string): number {
  if (/^\d{1,12}$/.test(lastEventId)) return Number(lastEventId) + 1;
  const sentence = `Expected Last-Event-ID to be the id of an event but received ${JSON.stringify(lastEventId)}`;
  throw InvalidInputError.of('Last-Event-ID', sentence);
}

/** Points in real time. */
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
    summary: 'Server-Sent Events: the points of each second as soon as it is complete',
    description:
      'The id of an event is its Unix time in seconds. Callers that reconnect with `Last-Event-ID` miss no event.',
    operationId: 'streamPoints',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    description: 'The id of the last received event.',
    required: false,
  })
  @ApiResponse({ status: 200, description: 'An endless stream of events.' })
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
      // Proxies that buffer answers would delay the events.
      .header('x-accel-buffering', 'no')
      .send(events);
  }
}
