import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiPicture } from './api-picture.decorator.js';
import { pictureQuerySchema, type PictureQuery } from './picture-query.js';
import { PicturesFilter } from './pictures.filter.js';
import { ShowService } from './show-service.js';

const EXTENSION_PARAM = {
  name: 'extension',
  description: 'png, svg, html, webp, avif, jpeg or pdf; wins over format and Accept.',
  example: 'svg',
};

/** The originals' three addresses, as a picture or as a page: the first service. */
@ApiTags('pictures')
@Controller()
@UseFilters(PicturesFilter)
export class PicturesController {
  constructor(private readonly services: ShowService) {}

  @Get()
  @ApiOperation({ summary: 'Fresh metrics, drawn', operationId: 'getPicture' })
  @ApiPicture()
  root(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.services.show(request, reply, query);
  }

  @Get('k8s-app-monitor-agent')
  @ApiOperation({ summary: 'Fresh metrics, drawn', operationId: 'getPictureOfAgent' })
  @ApiPicture()
  agent(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.services.show(request, reply, query);
  }

  @Get('k8s-app-monitor-test')
  @ApiOperation({ summary: 'Fresh metrics, drawn', operationId: 'getPictureOfTest' })
  @ApiPicture()
  test(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.services.show(request, reply, query);
  }

  @Get('k8s-app-monitor-agent.:extension')
  @ApiOperation({
    summary: 'Fresh metrics, in the form that the address names',
    operationId: 'getPictureOfAgentAs',
  })
  @ApiParam(EXTENSION_PARAM)
  @ApiPicture()
  agentAs(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.services.show(request, reply, query);
  }

  @Get('k8s-app-monitor-test.:extension')
  @ApiOperation({
    summary: 'Fresh metrics, in the form that the address names',
    operationId: 'getPictureOfTestAs',
  })
  @ApiParam(EXTENSION_PARAM)
  @ApiPicture()
  testAs(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.services.show(request, reply, query);
  }
}
