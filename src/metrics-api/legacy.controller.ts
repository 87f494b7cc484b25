import { Controller, Get, Header, Param, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { appMetricsSchema } from '../contract/app-metrics.js';
import { CurrentMetrics } from './current-metrics.js';
import { exampleRecord } from './example-record.js';
import { LEGACY_CONTENT_TYPE, legacyJson } from './legacy-json.js';
import { LEGACY_NOT_FOUND, LegacyFilter } from './legacy.filter.js';

const appName = z.string().min(1).max(253);

/** The originals' two routes, byte by byte. */
@ApiTags('metrics')
@ApiProduces('application/json')
@Controller('metrics')
@UseFilters(LegacyFilter)
export class LegacyController {
  constructor(private readonly metrics: CurrentMetrics) {}

  @Get()
  @Header('content-type', LEGACY_CONTENT_TYPE)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Metrics of the default application', operationId: 'getMetrics' })
  @ApiResponse({
    status: 200,
    description: 'The last complete second.',
    standardSchema: appMetricsSchema,
    example: exampleRecord(),
  })
  ofDefault(): string {
    return legacyJson(this.metrics.ofDefault());
  }

  @Get(':appname')
  @Header('content-type', LEGACY_CONTENT_TYPE)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Metrics of one application', operationId: 'getMetricsOfApplication' })
  @ApiParam({ name: 'appname', description: 'Name of the application.', example: 'test-app' })
  @ApiResponse({
    status: 200,
    description: 'The last complete second.',
    standardSchema: appMetricsSchema,
    example: exampleRecord(),
  })
  @ApiResponse({
    status: 404,
    description: 'No application has this name.',
    standardSchema: z.literal(LEGACY_NOT_FOUND),
  })
  of(@Param('appname', { schema: appName }) name: string): string {
    return legacyJson(this.metrics.of(name));
  }
}
