import { Controller, Get, Query, Req, Res, UseFilters, applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FORMATS, MEDIA_TYPES, type PictureQuery, pictureQuerySchema } from './picture.query.js';
import { PicturesFilter } from './pictures.filter.js';
import { ShowService } from './show-service.js';

const binary = { schema: { type: 'string', contentMediaType: 'image/png' } };
const text = { schema: { type: 'string' } };

const drawn = { [MEDIA_TYPES.png]: binary, [MEDIA_TYPES.svg]: text, [MEDIA_TYPES.html]: text };
const problem = { 'application/problem+json': { schema: { type: 'object' } } };

/** Documents what each of the picture's addresses takes and answers. */
function ApiPicture(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'format',
      required: false,
      enum: FORMATS,
      description: 'The form of the answer; wins over Accept.',
    }),
    ApiResponse({ status: 200, description: 'The metrics of the last complete second.', content: drawn }),
    ApiResponse({ status: 400, description: 'A parameter cannot be used.', content: problem }),
    ApiResponse({
      status: 406,
      description: 'The form is not offered; the body lists what is.',
      content: problem,
    }),
    ApiResponse({
      status: 502,
      description: 'The metrics API cannot be read; the picture says why.',
      content: drawn,
    }),
    ApiResponse({ status: 503, description: 'Too many pictures wait to be drawn.', content: problem }),
    ApiResponse({
      status: 504,
      description: 'The metrics API is too slow; the picture says so.',
      content: drawn,
    }),
  );
}

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
