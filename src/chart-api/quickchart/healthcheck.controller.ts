import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { projectVersion } from '../../platform/openapi/openapi.js';

const healthcheckSchema = z
  .object({
    success: z.literal(true).describe('Always the same.'),
    version: z.string().describe('The version of the agent.'),
  })
  .meta({ id: 'Healthcheck' });

const BARS = 5;

/**
 * The health checks of a QuickChart server, for monitoring that was written for one.
 *
 * @see https://github.com/typpo/quickchart#health-and-monitoring
 */
@ApiTags('health')
@Controller('healthcheck')
export class HealthcheckController {
  private readonly answer: z.output<typeof healthcheckSchema> = { success: true, version: projectVersion() };

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Liveness, as QuickChart reports it', operationId: 'getHealthcheck' })
  @ApiResponse({ status: 200, description: 'The process is alive.', standardSchema: healthcheckSchema })
  healthcheck(): z.output<typeof healthcheckSchema> {
    return this.answer;
  }

  @Get('chart')
  @ApiOperation({
    summary: 'A redirect to a chart that has not been rendered before',
    operationId: 'getChartHealthcheck',
    description: 'Follow the redirect to test rendering: the chart has random data, so that no cache has it.',
  })
  @ApiResponse({
    status: 302,
    description: 'The address of the chart, relative to this one.',
    headers: { Location: { schema: { type: 'string', format: 'uri-reference' }, description: 'The chart.' } },
  })
  chart(@Res() reply: FastifyReply): void {
    const data = Array.from({ length: BARS }, () => Math.random().toFixed(6));
    const chart = `{type:'bar',data:{labels:[${data.map((_, bar) => bar + 1).join()}],datasets:[{data:[${data.join()}]}]}}`;
    // Relative, because a proxy may have stripped a prefix.
    void reply
      .status(302)
      .header('cache-control', 'no-store')
      .header('location', `../chart?c=${encodeURIComponent(chart)}`)
      .send();
  }
}
