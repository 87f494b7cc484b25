import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Node } from '../../generator/model.js';
import { pointAt } from '../../generator/snapshot.js';
import { ApiCommonProblems, ApiTexts } from '../../platform/openapi/api.decorators.js';
import { type Answer, callerGone, csvText, sendAnswer } from '../answer.js';
import { CurrentModel, EXAMPLE_TICK, exampleModel } from '../current-model.js';
import { type PageQuery, pageOf, pageParams, timeParam } from '../query.params.js';
import * as answers from './answers.js';
import {
  applicationSchema,
  applicationsSchema,
  rangeQuerySchema,
  rangeSchema,
  spanOf,
} from './points.schema.js';
import { type TimedValues, pointValues, seriesOf } from './series.js';

// Real answers about the default scenario, for the API document.

function exampleApplications(): Answer {
  return answers.applications({ items: exampleModel().nodes, next: null });
}

function exampleApplication(): Answer {
  return answers.application(firstNode(), pointAt(exampleModel(), firstNode(), EXAMPLE_TICK));
}

function exampleRange(): Answer {
  const ticks = [EXAMPLE_TICK, EXAMPLE_TICK + 60];
  const points = ticks.map((tick) => ({
    tick,
    values: pointValues(pointAt(exampleModel(), firstNode(), tick)),
  }));
  const span = { fromTick: ticks[0]!, toTick: ticks[1]!, stepTicks: 60, aggregation: undefined };
  return answers.range(firstNode(), span, points);
}

function firstNode(): Node {
  return exampleModel().nodes[0]!;
}

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
