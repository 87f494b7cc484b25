import { Controller, Get, Header, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiCommonProblems } from '../../platform/openapi/api.decorators.js';
import { integerParam, textParam, wordParam } from '../../platform/validation.js';
import { scenarioSchema } from '../../scenario/scenario.schema.js';
import { callerGone, sendAnswer } from '../answer.js';
import { ActiveScenario, CurrentModel } from '../current-model.js';
import { pageOf, pageParams, timeParam } from '../query.params.js';
import {
  type Occurrence,
  incidentsAnswer,
  occurrencesAfter,
  occurrencesBetween,
  readCursor,
} from './incidents.js';
import { topologyOver } from './topology.js';
import { INCIDENT_KINDS, incidentsSchema, topologySchema } from './truth.schema.js';

const DEFAULT_SPAN_TICKS = 7 * 86_400;

const incidentsQuerySchema = z.object({
  from: timeParam('from', 'Start of the time span; a week before `to` by default.'),
  to: timeParam('to', 'End of the time span, exclusive; now by default.'),
  app: textParam('app', 'Only incidents of this application.'),
  kind: wordParam('kind', 'Only incidents of this kind.', INCIDENT_KINDS),
  ...pageParams,
});

const topologyQuerySchema = z.object({
  at: timeParam('at', 'The last second of the window; the last complete one by default.'),
  window: integerParam('window', 'Length of the window to average over, in seconds.', {
    min: 1,
    max: 3600,
    fallback: 60,
  }),
});

/** The causes of the metrics: the ground truth for evaluating detectors and dashboards. */
@ApiTags('ground truth')
@Controller('api/v1')
export class TruthController {
  constructor(
    private readonly current: CurrentModel,
    private readonly active: ActiveScenario,
  ) {}

  @Get('incidents')
  @ApiProduces('application/json', 'text/csv')
  @ApiOperation({ summary: 'Past and future incidents in a time span', operationId: 'listIncidents' })
  @ApiResponse({
    status: 200,
    description: 'A page, ordered by start.',
    standardSchema: incidentsSchema,
  })
  @ApiCommonProblems(400, 404, 406)
  async incidents(
    @Query({ schema: incidentsQuerySchema }) query: z.output<typeof incidentsQuerySchema>,
    @Req() request: FastifyRequest,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { model, lastTick } = this.current;
    if (query.app !== undefined) this.current.node(query.app);
    const toTick = query.to ?? lastTick + 1;
    const fromTick = query.from ?? Math.max(0, toTick - DEFAULT_SPAN_TICKS);
    const all = model.scenario.incidents;
    const selected = all.filter(
      ({ applications, effect }) =>
        (query.app === undefined || applications.includes(query.app)) &&
        (query.kind === undefined || effect.kind === query.kind),
    );
    const indexOf = ({ incident }: Occurrence): number => all.indexOf(incident);
    const cursor = readCursor(query.after);
    const occurrences = occurrencesAfter(
      cursor,
      occurrencesBetween(selected, Math.max(fromTick, cursor?.startTick ?? fromTick), toTick),
      indexOf,
    );
    const cursorOf = (last: Occurrence): string => `${last.startTick}~${indexOf(last)}`;
    const page = pageOf(occurrences, query.limit, cursorOf, request.query as Record<string, string>);
    await sendAnswer(reply, accept, incidentsAnswer(page));
  }

  @Get('topology')
  @ApiProduces('application/json', 'text/csv')
  @ApiOperation({ summary: 'The graph of calls, with rates', operationId: 'getTopology' })
  @ApiResponse({
    status: 200,
    description: 'Nodes and edges.',
    standardSchema: topologySchema,
  })
  @ApiCommonProblems(400, 406)
  async topology(
    @Query({ schema: topologyQuerySchema }) query: z.output<typeof topologyQuerySchema>,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const toTick = query.at ?? this.current.lastTick;
    const span = { fromTick: toTick - query.window + 1, toTick };
    await sendAnswer(reply, accept, await topologyOver(this.current.model, span, callerGone(reply)));
  }

  @Get('scenario')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/json')
  @ApiOperation({
    summary: 'The active scenario with all defaults filled in',
    description: 'JSON is valid YAML: the answer can be used as a scenario file.',
    operationId: 'getScenario',
  })
  @ApiResponse({
    status: 200,
    description: 'The scenario in the format of a scenario file.',
    standardSchema: scenarioSchema,
  })
  scenario(): unknown {
    return this.active.current.file;
  }
}
