import { Controller, Get, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiChartByAddress, ApiChartByBody, ApiChartById, ApiCreateAddress } from './api-chart.decorators.js';
import { ChartAnswers, Refusals, chartKey } from './chart-answers.service.js';
import { bodyBytesOf, bodyTypeOf, parseBody } from './chart-body.js';
import { type ChartFields, chartFieldsOf } from './chart-request.schema.js';
import { ShortAddresses } from './short-addresses.service.js';

/** QuickChart's protocol: pictures of charts that the request itself specifies. */
@ApiTags('charts')
@Controller('chart')
export class QuickChartController {
  constructor(
    private readonly answers: ChartAnswers,
    private readonly refusals: Refusals,
    private readonly addresses: ShortAddresses,
  ) {}

  @Get()
  @ApiChartByAddress()
  async byAddress(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answers.send(request, reply, {
      key: chartKey('address', request.url),
      fields: () => chartFieldsOf(request.query as Record<string, unknown>),
    });
  }

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiChartByBody()
  async byBody(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answers.send(request, reply, {
      key: chartKey(bodyTypeOf(request), bodyBytesOf(request)),
      fields: () => fieldsInBody(request),
    });
  }

  @Post('create')
  @HttpCode(HttpStatus.OK)
  @ApiCreateAddress()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    try {
      const url = this.addresses.create(request, () => fieldsInBody(request));
      void reply.header('cache-control', 'no-store').send({ success: true, url });
    } catch (error) {
      this.refusals.sendDocument(request, reply, error);
    }
  }

  // A wildcard, because these ids are longer than the router's limit for parameters.
  @Get('render/*')
  @ApiChartById()
  async byId(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { '*': name } = request.params as { '*': string };
    await this.answers.send(request, reply, {
      key: chartKey('address', request.url),
      fields: () => this.addresses.fieldsOf(name),
    });
  }
}

function fieldsInBody(request: FastifyRequest): ChartFields {
  return chartFieldsOf(parseBody(request));
}
