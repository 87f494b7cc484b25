import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiPicture } from './api-picture.decorator.js';
import { pictureQuerySchema, type PictureQuery } from './picture-query.js';
import { PicturesFilter } from './pictures.filter.js';
import { ShowService } from './show-service.js';

const SERVICE_PARAM = {
  name: 'service',
  description: 'A name that SERVICES lists; never an address.',
  example: 'node',
};

/** The services that may be charted, each at its name. Every other route has a name of its own and comes first. */
@ApiTags('pictures')
@Controller()
@UseFilters(PicturesFilter)
export class ServicesController {
  constructor(private readonly services: ShowService) {}

  @Get(':service')
  @ApiOperation({ summary: 'The metrics of a service, drawn', operationId: 'getPictureOfService' })
  @ApiParam(SERVICE_PARAM)
  @ApiPicture()
  show(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.services.show(request, reply, query);
  }

  @Get(':service.:extension')
  @ApiOperation({
    summary: 'The metrics of a service, in the form that the address names',
    operationId: 'getPictureOfServiceAs',
  })
  @ApiParam(SERVICE_PARAM)
  @ApiParam({
    name: 'extension',
    description: 'png, svg, html, webp, avif, jpeg or pdf; wins over format and Accept.',
    example: 'svg',
  })
  @ApiPicture()
  showAs(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.services.show(request, reply, query);
  }
}
