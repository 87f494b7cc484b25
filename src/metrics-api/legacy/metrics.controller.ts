import { Controller, Get, Headers, Param, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { appMetricsSchema } from '../../contract/app-metrics.schema.js';
import { preferredForm } from '../../platform/http/accept.js';
import { ApiCommonProblems } from '../../platform/openapi/api.decorators.js';
import { ExpositionService } from '../exposition/exposition.service.js';
import { OPENMETRICS, PROMETHEUS_TEXT, type TextFormat } from '../exposition/families.js';
import { LEGACY_CONTENT_TYPE, LEGACY_NOT_FOUND, LegacyFilter } from './legacy.filter.js';
import { LegacyService } from './legacy.service.js';

const appName = z.string().min(1).max(253);

// JSON comes first: callers without a preference get it.
const FORMS = {
  json: 'application/json',
  openmetrics: OPENMETRICS.mediaType,
  text: PROMETHEUS_TEXT.mediaType,
};

/** The two legacy routes, byte by byte as in the original services. For Prometheus, `/metrics` is text. */
@ApiTags('metrics')
@Controller('metrics')
@UseFilters(LegacyFilter)
export class MetricsController {
  constructor(
    private readonly legacy: LegacyService,
    private readonly exposition: ExpositionService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Metrics of the default application, or of all applications for Prometheus',
    description:
      'JSON of the default application. If `Accept` prefers `application/openmetrics-text` or `text/plain;version=0.0.4`: all applications, as counters since 00:00 UTC, gauges and a histogram.',
    operationId: 'getMetrics',
  })
  @ApiProduces('application/json', 'application/openmetrics-text', 'text/plain')
  @ApiResponse({
    status: 200,
    description: 'The last complete second.',
    standardSchema: appMetricsSchema,
  })
  get(@Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): Promise<void> | void {
    void reply.header('vary', 'Accept').header('cache-control', 'no-store');
    const form = preferredForm(accept, FORMS);
    if (form === 'openmetrics') return this.sendText(reply, OPENMETRICS);
    if (form === 'text') return this.sendText(reply, PROMETHEUS_TEXT);
    // The body is cached: a promise would only cost time.
    void reply.header('content-type', LEGACY_CONTENT_TYPE).send(this.legacy.defaultBody());
  }

  @Get(':appname')
  @ApiOperation({ summary: 'Metrics of one application', operationId: 'getMetricsOfApplication' })
  @ApiProduces('application/json')
  @ApiParam({ name: 'appname', description: 'Name of the application.', example: 'test-app' })
  @ApiResponse({
    status: 200,
    description: 'The last complete second.',
    standardSchema: appMetricsSchema,
  })
  @ApiResponse({
    status: 404,
    description: 'No application has this name, or it has no metrics at this time.',
    standardSchema: z.literal(LEGACY_NOT_FOUND),
  })
  @ApiCommonProblems(400, 414)
  of(@Param('appname', { schema: appName }) name: string, @Res() reply: FastifyReply): void {
    const body = this.legacy.bodyOf(name);
    void reply.header('cache-control', 'no-store').header('content-type', LEGACY_CONTENT_TYPE).send(body);
  }

  private async sendText(reply: FastifyReply, format: TextFormat): Promise<void> {
    const text = await this.exposition.text(format);
    await reply.header('content-type', format.mediaType).send(text);
  }
}
