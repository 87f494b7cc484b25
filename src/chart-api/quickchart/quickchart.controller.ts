import { Controller, Get, HttpCode, HttpStatus, Options, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { queryOf } from './address-text.js';
import {
  ApiChartByAddress,
  ApiChartByAddressAs,
  ApiChartByBody,
  ApiChartByBodyAs,
  ApiChartById,
  ApiCreateAddress,
} from './api-chart.decorators.js';
import { ChartAnswers, Refusals, chartKey } from './chart-answers.service.js';
import { bodyBytesOf, bodyTypeOf, readingsInBody } from './chart-body.js';
import { type ChartReading, readingsOf } from './chart-readings.js';
import { CrossOrigin, SHARED_ROUTES } from './cross-origin.js';
import { ShortAddresses } from './short-addresses.service.js';

/** QuickChart's protocol: pictures of charts that the request itself specifies. */
@ApiTags('charts')
@Controller()
export class QuickChartController {
  constructor(
    private readonly answers: ChartAnswers,
    private readonly refusals: Refusals,
    private readonly addresses: ShortAddresses,
    private readonly crossOrigin: CrossOrigin,
  ) {}

  // Browsers send it on their own account: not a part of the API that callers use.
  @Options([...SHARED_ROUTES])
  @ApiExcludeEndpoint()
  options(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.crossOrigin.sendOptions(request, reply);
  }

  @Get('chart')
  @ApiChartByAddress()
  async byAddress(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.sendAddressed(request, reply, undefined);
  }

  @Post('chart')
  @HttpCode(HttpStatus.OK)
  @ApiChartByBody()
  async byBody(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.sendPosted(request, reply, undefined);
  }

  @Get('chart.:extension')
  @ApiChartByAddressAs()
  async byAddressAs(
    @Param('extension') extension: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.sendAddressed(request, reply, extension);
  }

  @Post('chart.:extension')
  @HttpCode(HttpStatus.OK)
  @ApiChartByBodyAs()
  async byBodyAs(
    @Param('extension') extension: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.sendPosted(request, reply, extension);
  }

  @Post('chart/create')
  @HttpCode(HttpStatus.OK)
  @ApiCreateAddress()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    try {
      const url = this.addresses.create(request, () => readingsInBody(request));
      void reply.header('cache-control', 'no-store').send({ success: true, url });
    } catch (error) {
      this.refusals.sendDocument(request, reply, error);
    }
  }

  // A wildcard, because these ids are longer than the router's limit for parameters.
  @Get('chart/render/*')
  @ApiChartById()
  async byId(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { '*': name } = request.params as { '*': string };
    await this.answers.send(request, reply, {
      key: chartKey('address', request.url),
      readings: () => [this.addresses.readingOf(name, queryOf(request.url))],
    });
  }

  private sendAddressed(
    request: FastifyRequest,
    reply: FastifyReply,
    extension: string | undefined,
  ): Promise<void> {
    return this.answers.send(request, reply, {
      key: chartKey('address', request.url),
      readings: () => inFormat(extension, readingsOf(queryOf(request.url))),
    });
  }

  private sendPosted(
    request: FastifyRequest,
    reply: FastifyReply,
    extension: string | undefined,
  ): Promise<void> {
    return this.answers.send(request, reply, {
      key: chartKey(`${bodyTypeOf(request)} ${extension ?? ''}`, bodyBytesOf(request)),
      readings: () => inFormat(extension, readingsInBody(request)),
    });
  }
}

/** The extension of an address sets the format of requests that set none: clients add one to please other programs. */
function inFormat(extension: string | undefined, readings: readonly ChartReading[]): readonly ChartReading[] {
  if (extension === undefined) return readings;
  return readings.map((reading) => ({
    ...reading,
    fields: { ...reading.fields, format: reading.fields.format ?? extension },
  }));
}
