import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pointAt } from '../../generator/group-at.js';
import { ApiCommonProblems } from '../../platform/openapi/api-problem.decorator.js';
import { ApiTexts } from '../../platform/openapi/api-texts.decorator.js';
import { CurrentModel } from '../model/current-model.js';
import { callerGone } from '../query/caller-gone.js';
import { pageOf, pageParams, type PageQuery } from '../query/page.js';
import { csvText, sendAnswer } from '../query/send.js';
import { timeParam } from '../query/time.param.js';
import * as answers from './answers.js';
import { exampleApplication, exampleApplications, exampleRange } from './examples.js';
import { applicationSchema, applicationsSchema, rangeSchema } from './points.schemas.js';
import { rangeQuerySchema, spanOf } from './range-query.js';
import { seriesOf, type TimedValues } from './series.js';

const appName = z.string().min(1).max(253);
const pageQuerySchema = z.object(pageParams);
const atQuerySchema = z.object({ at: timeParam('at', 'Which second; the last complete one when absent.') });
const APP_PARAM = { name: 'app', description: 'Name of the application.', example: 'test-app' };

/** Applications and their numbers at any time, past or future. */
@ApiTags('points')
@ApiProduces('application/json', 'text/csv')
@Controller('api/v1/apps')
export class AppsController {
  constructor(private readonly current: CurrentModel) {}

  @Get()
  @ApiOperation({ summary: 'All applications of the scenario', operationId: 'listApplications' })
  @ApiTexts({ 'text/csv': csvText(exampleApplications()) })
  @ApiResponse({
    status: 200,
    description: 'A page.',
    standardSchema: applicationsSchema,
    example: exampleApplications().json(),
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
  @ApiOperation({ summary: 'One application at one moment', operationId: 'getApplication' })
  @ApiTexts({ 'text/csv': csvText(exampleApplication()) })
  @ApiParam(APP_PARAM)
  @ApiResponse({
    status: 200,
    description: 'One second of it.',
    standardSchema: applicationSchema,
    example: exampleApplication().json(),
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
  @ApiOperation({ summary: 'A series of points of one application', operationId: 'getRange' })
  @ApiTexts({ 'text/csv': csvText(exampleRange()) })
  @ApiParam(APP_PARAM)
  @ApiResponse({
    status: 200,
    description: 'The points.',
    standardSchema: rangeSchema,
    example: exampleRange().json(),
  })
  @ApiCommonProblems(400, 404, 406, 414)
  async range(
    @Param('app', { schema: appName }) name: string,
    @Query({ schema: rangeQuerySchema }) query: z.output<typeof rangeQuerySchema>,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const node = this.current.node(name);
    const span = spanOf(query, this.current.lastTick, node.group.nodes.length);
    const points: TimedValues[] = [];
    for await (const batch of seriesOf(this.current.model, node, span, callerGone(reply)))
      points.push(...batch);
    await sendAnswer(reply, accept, answers.range(node, span, points));
  }
}
