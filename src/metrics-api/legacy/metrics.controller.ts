import { Controller, Get, Headers, Param, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type AppMetrics, appMetricsSchema } from '../../contract/app-metrics.schema.js';
import { pointAt } from '../../generator/snapshot.js';
import { preferredForm } from '../../platform/http/accept.js';
import { ApiCommonProblems, ApiTexts } from '../../platform/openapi/api.decorators.js';
import { EXAMPLE_TICK, exampleModel } from '../current-model.js';
import { Exposition, exampleExposition } from '../exposition/exposition.js';
import { OPENMETRICS, PROMETHEUS_TEXT, type TextFormat } from '../exposition/families.js';
import { LegacyBodies, appMetricsRecord } from './legacy-bodies.js';
import { LEGACY_CONTENT_TYPE, LEGACY_NOT_FOUND, LegacyFilter } from './legacy.filter.js';

/** A real answer for the API document, the same at every build. */
function exampleRecord(): AppMetrics {
  const [node] = exampleModel().nodes;
  if (node === undefined) throw new Error('the default scenario holds no application');
  return appMetricsRecord(
    node.application,
    pointAt(exampleModel(), node, EXAMPLE_TICK),
    'k8s-app-monitor-test-0',
  );
}

const appName = z.string().min(1).max(253);

// The originals' JSON comes first: whoever does not care gets it.
const OFFERED = {
  json: 'application/json',
  openmetrics: OPENMETRICS.mediaType,
  text: PROMETHEUS_TEXT.mediaType,
};

/** The originals' two routes, byte by byte; for Prometheus, the first of them is all applications as text. */
@ApiTags('metrics')
@Controller('metrics')
@UseFilters(LegacyFilter)
export class MetricsController {
  constructor(
    private readonly bodies: LegacyBodies,
    private readonly exposition: Exposition,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Metrics of the default application, or all of them for Prometheus',
    description:
      'JSON of the default application unless `Accept` asks for `application/openmetrics-text` or `text/plain;version=0.0.4`: then all applications as counters since 00:00 UTC, gauges and a histogram.',
    operationId: 'getMetrics',
  })
  @ApiTexts({
    'application/openmetrics-text': exampleExposition(OPENMETRICS),
    'text/plain': exampleExposition(PROMETHEUS_TEXT),
  })
  @ApiProduces('application/json', 'application/openmetrics-text', 'text/plain')
  @ApiResponse({
    status: 200,
    description: 'The last complete second.',
    standardSchema: appMetricsSchema,
    example: exampleRecord(),
  })
  get(@Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): Promise<void> | void {
    void reply.header('vary', 'Accept').header('cache-control', 'no-store');
    const form = preferredForm(accept, OFFERED);
    if (form === 'openmetrics') return this.sendText(reply, OPENMETRICS);
    if (form === 'text') return this.sendText(reply, PROMETHEUS_TEXT);
    // The body is there already: a promise would only cost time.
    void reply.header('content-type', LEGACY_CONTENT_TYPE).send(this.bodies.ofDefault());
  }

  @Get(':appname')
  @ApiOperation({ summary: 'Metrics of one application', operationId: 'getMetricsOfApplication' })
  @ApiProduces('application/json')
  @ApiParam({ name: 'appname', description: 'Name of the application.', example: 'test-app' })
  @ApiResponse({
    status: 200,
    description: 'The last complete second.',
    standardSchema: appMetricsSchema,
    example: exampleRecord(),
  })
  @ApiResponse({
    status: 404,
    description: 'No application has this name, or nobody measures it at this time.',
    standardSchema: z.literal(LEGACY_NOT_FOUND),
  })
  @ApiCommonProblems(400, 414)
  of(@Param('appname', { schema: appName }) name: string, @Res() reply: FastifyReply): void {
    const body = this.bodies.of(name);
    void reply.header('cache-control', 'no-store').header('content-type', LEGACY_CONTENT_TYPE).send(body);
  }

  private async sendText(reply: FastifyReply, format: TextFormat): Promise<void> {
    const text = await this.exposition.text(format);
    await reply.header('content-type', format.mediaType).send(text);
  }
}
