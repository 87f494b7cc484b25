import { setImmediate as nextTurn } from 'node:timers/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Model, Node } from '../../generator/model.js';
import { InvalidInputError } from '../../platform/errors.js';
import { ApiCommonProblems } from '../../platform/openapi/api.decorators.js';
import { textParam, wordParam } from '../../platform/validation.js';
import { callerGone } from '../answer.js';
import { CurrentModel } from '../current-model.js';
import { OPENMETRICS } from '../exposition/families.js';
import { CHUNK_LENGTH, LongAnswers, type TableMemory } from '../long-answers.js';
import { type Span, pointCount } from '../points/series.js';
import { stepParam, timeParam, timeText } from '../query.params.js';
import { writeOpenMetrics } from './write-openmetrics.js';
import { CSV_ROWS, NDJSON_ROWS, writeRows } from './write-rows.js';

const EXPORT_FORMATS = ['openmetrics', 'csv', 'ndjson'] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

const MAX_DAYS = 400;
const DAY_TICKS = 86_400;

const exportQuerySchema = z.object({
  from: timeParam('from', 'The first second; a day before the last one by default.'),
  to: timeParam(
    'to',
    'End, inclusive; by default a day after `from`, or the last complete second when both are absent.',
  ),
  step: stepParam('step', 'Interval between points, in seconds or as a duration such as `5m` or `1h`.', '15'),
  app: textParam('app', 'Only this application; all by default.'),
  format: wordParam(
    'format',
    '`openmetrics` (the default) feeds `promtool tsdb create-blocks-from openmetrics`; `csv` and `ndjson` have one line per point.',
    EXPORT_FORMATS,
  ),
});

/** @throws InvalidInputError when from is after to, or the span is longer than MAX_DAYS */
function exportSpan(query: z.output<typeof exportQuerySchema>, lastTick: number): Span {
  const toTick = query.to ?? (query.from === undefined ? lastTick : query.from + DAY_TICKS - 1);
  const fromTick = query.from ?? Math.max(0, toTick - DAY_TICKS + 1);
  const span = { fromTick, toTick, stepTicks: query.step, aggregation: undefined };
  if (pointCount(span) === 0) {
    refuse(`Expected from to be at or before to (${timeText(toTick)}) but received ${timeText(fromTick)}`);
  }
  if (toTick - fromTick > MAX_DAYS * DAY_TICKS) {
    const days = Math.ceil((toTick - fromTick) / DAY_TICKS);
    refuse(`Expected from to be at most ${MAX_DAYS} days before to but received ${days} days`);
  }
  return span;
}

function refuse(sentence: string): never {
  throw InvalidInputError.of('from', sentence);
}

// Some milliseconds of computation between two turns of the event loop.
const PIECES_PER_TURN = 200;

/**
 * Joins pieces of text into chunks that are large enough for a write, with pauses for other requests. The first piece is
 * sent at once: the next one can take many seconds. Ends early when the caller has left.
 */
async function* chunksOf(pieces: Iterable<string>, gone: AbortSignal): AsyncGenerator<string> {
  let chunk = '';
  let remaining = PIECES_PER_TURN;
  let shortest = 1;
  for (const piece of pieces) {
    chunk += piece;
    remaining -= 1;
    if (chunk.length >= shortest) {
      yield chunk;
      chunk = '';
      shortest = CHUNK_LENGTH;
    }
    if (remaining === 0) {
      remaining = PIECES_PER_TURN;
      await nextTurn();
      if (gone.aborted) return;
    }
  }
  if (chunk !== '') yield chunk;
}

type Writer = (model: Model, nodes: readonly Node[], span: Span, memory: TableMemory) => Iterable<string>;

const FORMATS: Readonly<Record<ExportFormat, { contentType: string; extension: string; write: Writer }>> = {
  openmetrics: { contentType: OPENMETRICS.mediaType, extension: 'om', write: writeOpenMetrics },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    write: (model, nodes, span) => writeRows(CSV_ROWS, model, nodes, span),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    write: (model, nodes, span) => writeRows(NDJSON_ROWS, model, nodes, span),
  },
};

/** Months of points in one download. */
@ApiTags('points')
@Controller('api/v1/export')
export class ExportController {
  constructor(
    private readonly current: CurrentModel,
    private readonly longAnswers: LongAnswers,
  ) {}

  @Get()
  @ApiProduces('application/openmetrics-text', 'text/csv', 'application/x-ndjson')
  @ApiOperation({
    summary: 'Download of many points, computed while it is read',
    description: 'Up to 400 days. Memory use does not depend on the length.',
    operationId: 'exportPoints',
  })
  @ApiResponse({ status: 200, description: 'The points.' })
  @ApiCommonProblems(400, 404, 503)
  async export(
    @Query({ schema: exportQuerySchema }) query: z.output<typeof exportQuerySchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { model } = this.current;
    const nodes = query.app === undefined ? model.nodes : [this.current.node(query.app)];
    const span = exportSpan(query, this.current.lastTick);
    const format = query.format ?? 'openmetrics';
    const { contentType, extension, write } = FORMATS[format];
    void reply
      .header('content-type', contentType)
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${model.scenario.name}.${extension}"`);
    const pieces = write(model, nodes, span, this.longAnswers.tables);
    await this.longAnswers.stream(reply, chunksOf(pieces, callerGone(reply)));
  }
}
