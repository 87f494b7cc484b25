import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pointAt } from '../../generator/snapshot.js';
import { ApiCommonProblems } from '../../platform/openapi/api.decorators.js';
import { callerGone, chooseForm, sendAnswer } from '../answer.js';
import { CurrentModel } from '../current-model.js';
import { LongAnswers } from '../long-answers.js';
import { type PageQuery, pageOf, pageParams, timeParam } from '../query.params.js';
import * as answers from './answers.js';
import {
  applicationSchema,
  applicationsSchema,
  rangeQuerySchema,
  rangeSchema,
  spanOf,
} from './points.schema.js';
import { type TimedValues, seriesOf } from './series.js';

const appName = z.string().min(1).max(253);
const pageQuerySchema = z.object(pageParams);
const atQuerySchema = z.object({ at: timeParam('at', 'The second; the last complete one by default.') });
const APP_PARAM = { name: 'app', description: 'Name of the application.', example: 'test-app' };

/** Applications and their metrics at any time, past or future. */
@ApiTags('points')
@ApiProduces('application/json', 'text/csv')
@Controller('api/v1/apps')
export class AppsController {
  constructor(
    private readonly current: CurrentModel,
    private readonly longAnswers: LongAnswers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All applications of the scenario', operationId: 'listApplications' })
  @ApiResponse({
    status: 200,
    description: 'A page.',
    standardSchema: applicationsSchema,
  })
  @ApiCommonProblems(400, 406)
  async list(
    @Query({ schema: pageQuerySchema }) query: PageQuery,
    @Req() request: FastifyRequest,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { nodes } = this.current.model;
    const start =
      query.after === undefined ? 0 : nodes.findIndex((node) => node.application.name === query.after) + 1;
    const page = pageOf(
      nodes.slice(start, start + query.limit + 1),
      query.limit,
      (node) => node.application.name,
      request.query as Record<string, string>,
    );
    await sendAnswer(reply, accept, answers.applications(page));
  }

  @Get(':app')
  @ApiOperation({ summary: 'One application in one second', operationId: 'getApplication' })
  @ApiParam(APP_PARAM)
  @ApiResponse({
    status: 200,
    description: 'The application, with its point.',
    standardSchema: applicationSchema,
  })
  @ApiCommonProblems(400, 404, 406, 414)
  async get(
    @Param('app', { schema: appName }) name: string,
    @Query({ schema: atQuerySchema }) query: z.output<typeof atQuerySchema>,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const node = this.current.node(name);
    const point = pointAt(this.current.model, node, query.at ?? this.current.lastTick);
    await sendAnswer(reply, accept, answers.application(node, point));
  }

  @Get(':app/range')
  @ApiOperation({ summary: 'A time series of one application', operationId: 'getRange' })
  @ApiParam(APP_PARAM)
  @ApiResponse({
    status: 200,
    description: 'The points.',
    standardSchema: rangeSchema,
  })
  @ApiCommonProblems(400, 404, 406, 414, 503)
  async range(
    @Param('app', { schema: appName }) name: string,
    @Query({ schema: rangeQuerySchema }) query: z.output<typeof rangeQuerySchema>,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const node = this.current.node(name);
    const span = spanOf(query, this.current.lastTick, node.group.nodes.length);
    const form = chooseForm(reply, accept);
    const batches = seriesOf(this.current.model, node, span, callerGone(reply));
    await this.longAnswers.send(reply, piecesOf(answers.rangeText(form, node, span), batches));
  }
}

async function* piecesOf(
  { start, points, end }: answers.RangeText,
  batches: AsyncIterable<readonly TimedValues[]>,
): AsyncGenerator<string> {
  yield start;
  let isFirst = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield points(batch, isFirst);
    isFirst = false;
  }
  yield end;
}
