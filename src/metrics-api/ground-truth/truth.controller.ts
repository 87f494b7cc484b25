import { Controller, Get, Header, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Model, createModel } from '../../generator/model.js';
import { ApiCommonProblems, ApiTexts } from '../../platform/openapi/api.decorators.js';
import { integerParam, textParam, wordParam } from '../../platform/validation/params.js';
import { CurrentScenario, shippedScenarioPath } from '../../scenario/current-scenario.js';
import { readScenarioFile } from '../../scenario/read-scenario.js';
import { scenarioSchema } from '../../scenario/scenario.schema.js';
import { type Answer, callerGone, csvText, sendAnswer } from '../answer.js';
import { CurrentModel, EXAMPLE_TICK } from '../current-model.js';
import { pageOf, pageParams, timeParam } from '../query.params.js';
import { type Occurrence, behind, incidents, occurrencesBetween, readCursor } from './incident-answer.js';
import { topologyOver } from './topology.js';
import { INCIDENT_KINDS, incidentsSchema, topologySchema } from './truth.schema.js';

// Real answers about the shipped scenarios, for the API document.

const WEEK_TICKS = 7 * 86_400;

let shop: Model | undefined;

function exampleIncidents(): Answer {
  const week = [EXAMPLE_TICK + WEEK_TICKS, EXAMPLE_TICK + 2 * WEEK_TICKS] as const;
  const [first, second] = occurrencesBetween(shopModel().scenario.incidents, ...week);
  const items = [first, second].filter((occurrence) => occurrence !== undefined);
  return incidents({ items, next: null });
}

async function exampleTopology(): Promise<Answer> {
  const second = { fromTick: EXAMPLE_TICK, toTick: EXAMPLE_TICK };
  return topologyOver(shopModel(), second, new AbortController().signal);
}

function exampleScenario(): unknown {
  return readScenarioFile(shippedScenarioPath('default')).file;
}

function shopModel(): Model {
  shop ??= createModel(readScenarioFile(shippedScenarioPath('online-shop')).scenario);
  return shop;
}

const DEFAULT_SPAN_TICKS = 7 * 86_400;

const incidentsQuerySchema = z.object({
  from: timeParam('from', 'Incidents that are over before it are left out; a week before `to` when absent.'),
  to: timeParam('to', 'Incidents that begin at it or later are left out; now when absent.'),
  app: textParam('app', 'Only incidents of this application.'),
  kind: wordParam('kind', 'Only incidents of this kind.', INCIDENT_KINDS),
  ...pageParams,
});

const topologyQuerySchema = z.object({
  at: timeParam('at', 'The last second that is averaged over; the last complete one when absent.'),
  window: integerParam('window', 'Seconds to average over.', { min: 1, max: 3600, fallback: 60 }),
});

const TOPOLOGY = await exampleTopology();

/** What the numbers come from: the truth that a detector or a dashboard is held against. */
@ApiTags('ground truth')
@Controller('api/v1')
export class TruthController {
  constructor(
    private readonly current: CurrentModel,
    private readonly scenarios: CurrentScenario,
  ) {}

  @Get('incidents')
  @ApiProduces('application/json', 'text/csv')
  @ApiOperation({ summary: 'What happened, or will happen, in a span of time', operationId: 'listIncidents' })
  @ApiTexts({ 'text/csv': csvText(exampleIncidents()) })
  @ApiResponse({
    status: 200,
    description: 'A page, by start.',
    standardSchema: incidentsSchema,
    example: exampleIncidents().json(),
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
    const wanted = all.filter(
      ({ applications, effect }) =>
        (query.app === undefined || applications.includes(query.app)) &&
        (query.kind === undefined || effect.kind === query.kind),
    );
    const placeOf = ({ incident }: Occurrence): number => all.indexOf(incident);
    const cursor = readCursor(query.after);
    const entries = behind(
      cursor,
      occurrencesBetween(wanted, Math.max(fromTick, cursor?.startTick ?? fromTick), toTick),
      placeOf,
    );
    const cursorOf = (entry: Occurrence): string => `${entry.startTick}~${placeOf(entry)}`;
    const page = pageOf(entries, query.limit, cursorOf, request.query as Record<string, string>);
    await sendAnswer(reply, accept, incidents(page));
  }

  @Get('topology')
  @ApiProduces('application/json', 'text/csv')
  @ApiOperation({ summary: 'Who calls whom, how often', operationId: 'getTopology' })
  @ApiTexts({ 'text/csv': csvText(TOPOLOGY) })
  @ApiResponse({
    status: 200,
    description: 'Nodes and edges.',
    standardSchema: topologySchema,
    example: TOPOLOGY.json(),
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
    summary: 'The scenario in force, every default filled in',
    description: 'YAML holds all JSON: the answer can be used as a scenario file.',
    operationId: 'getScenario',
  })
  @ApiResponse({
    status: 200,
    description: 'As a scenario file holds it.',
    standardSchema: scenarioSchema,
    example: exampleScenario(),
  })
  scenario(): unknown {
    return this.scenarios.current.file;
  }
}
