import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Model, Node } from '../../generator/model.js';
import { ApiCommonProblems } from '../../platform/openapi/api-problem.decorator.js';
import { OPENMETRICS } from '../exposition/text-format.js';
import { ApiTexts } from '../../platform/openapi/api-texts.decorator.js';
import { CurrentModel } from '../model/current-model.js';
import { EXAMPLE_TICK, exampleModel } from '../model/example-model.js';
import type { Span } from '../points/series.js';
import { chunksOf } from './chunks.js';
import { exportQuerySchema, exportSpan, type ExportFormat } from './export-query.js';
import { writeOpenMetrics } from './write-openmetrics.js';
import { CSV_ROWS, NDJSON_ROWS, writeRows } from './write-rows.js';

type Writer = (model: Model, nodes: readonly Node[], span: Span) => Iterable<string>;

const FORMATS: Readonly<Record<ExportFormat, { contentType: string; ending: string; write: Writer }>> = {
  openmetrics: { contentType: OPENMETRICS.mediaType, ending: 'om', write: writeOpenMetrics },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    ending: 'csv',
    write: (...of) => writeRows(CSV_ROWS, ...of),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    ending: 'ndjson',
    write: (...of) => writeRows(NDJSON_ROWS, ...of),
  },
};

/** A real export, of two points, for the API document. */
function exampleOf(format: ExportFormat): string {
  const model = exampleModel();
  const span = { fromTick: EXAMPLE_TICK, toTick: EXAMPLE_TICK + 15, stepTicks: 15, aggregation: undefined };
  return [...FORMATS[format].write(model, model.nodes, span)].join('');
}

/** Months of points in one download. */
@ApiTags('points')
@Controller('api/v1/export')
export class ExportController {
  constructor(private readonly current: CurrentModel) {}

  @Get()
  @ApiProduces('application/openmetrics-text', 'text/csv', 'application/x-ndjson')
  @ApiOperation({
    summary: 'A download of any length, made as it is read',
    description: 'Up to 400 days; memory does not grow with it.',
    operationId: 'exportPoints',
  })
  @ApiResponse({ status: 200, description: 'The points.' })
  @ApiTexts({
    'application/openmetrics-text': exampleOf('openmetrics'),
    'text/csv': exampleOf('csv'),
    'application/x-ndjson': exampleOf('ndjson'),
  })
  @ApiCommonProblems(400, 404)
  async export(
    @Query({ schema: exportQuerySchema }) query: z.output<typeof exportQuerySchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { model } = this.current;
    const nodes = query.app === undefined ? model.nodes : [this.current.node(query.app)];
    const span = exportSpan(query, this.current.lastTick);
    const { contentType, ending, write } = FORMATS[query.format ?? 'openmetrics'];
    await reply
      .header('content-type', contentType)
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${model.scenario.name}.${ending}"`)
      .send(Readable.from(chunksOf(write(model, nodes, span)), { highWaterMark: 2 }));
  }
}
