import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ApiCommonProblems } from '../../platform/openapi/api-problem.decorator.js';
import { ApiTexts } from '../../platform/openapi/api-texts.decorator.js';
import { CurrentModel } from '../model/current-model.js';
import { exampleEvent } from './example-event.js';
import { OpenStreams } from './open-streams.js';
import { firstTickOf, streamQuerySchema } from './stream-query.js';

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
