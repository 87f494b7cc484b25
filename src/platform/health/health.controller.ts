import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { livenessSchema, readinessSchema } from './health.schemas.js';
import { Readiness, type ReadinessReport } from './readiness.js';

/** What probes ask. */
@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the process is alive', operationId: 'getLiveness' })
  @ApiResponse({ status: 200, description: 'It is.', standardSchema: livenessSchema })
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether requests should be sent here, and why', operationId: 'getReadiness' })
  @ApiResponse({ status: 200, description: 'They should.', standardSchema: readinessSchema })
  @ApiResponse({ status: 503, description: 'They should not.', standardSchema: readinessSchema })
  async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    if (report.status !== 'ready') reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }
}
