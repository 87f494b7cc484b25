import { Controller, Get, Inject, Query, Req, Res, UseFilters, applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { PROBLEM_CONTENT, contentIn } from '../../platform/openapi/api.decorators.js';
import { namesOf } from '../../rendering/picture-formats.js';
import { PICTURE_PATHS, PUBLISHED_NAMES } from '../addresses.js';
import { PageService } from '../page/page.service.js';
import {
  FORMATS,
  MEDIA_TYPES,
  type PictureQuery,
  chooseFormat,
  requestedFormats,
  pictureQuerySchema,
} from './picture-query.schema.js';
import { PicturesFilter } from './pictures.filter.js';
import { PicturesService } from './pictures.service.js';
import { freshUntil, sendPicture } from './send-picture.js';

const content = contentIn(Object.values(MEDIA_TYPES));

/** Documents what the address of a picture accepts and answers. */
function ApiPicture(summary: string): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiQuery({
      name: 'format',
      required: false,
      enum: namesOf(FORMATS),
      description: 'The format of the answer; overrides `Accept`.',
    }),
    ApiResponse({ status: 200, description: 'The metrics of the last complete second.', content }),
    ApiResponse({ status: 304, description: 'The image is the one that `If-None-Match` names.' }),
    ApiResponse({ status: 400, description: 'A parameter is invalid.', content: PROBLEM_CONTENT }),
    ApiResponse({
      status: 404,
      description: 'The service or the application is unknown; the image says which.',
      content: { ...content, ...PROBLEM_CONTENT },
    }),
    ApiResponse({
      status: 406,
      description: 'The format is not available; the body lists those that are.',
      content: PROBLEM_CONTENT,
    }),
    ApiResponse({ status: 502, description: 'The metrics API cannot be read; the image says why.', content }),
    ApiResponse({ status: 503, description: 'The render queue is full.', content: PROBLEM_CONTENT }),
    ApiResponse({ status: 504, description: 'The metrics API is too slow; the image says so.', content }),
  );
}

const ApiExtensionParam = () =>
  ApiParam({
    name: 'extension',
    enum: namesOf(FORMATS),
    description: 'The format of the answer; overrides `format` and `Accept`.',
    example: 'svg',
  });

const ApiServiceParam = () =>
  ApiParam({
    name: 'service',
    type: String,
    description: 'The name of a service in `SERVICES`; never a URL.',
    example: 'node',
  });

/** Operation ids for the API document, by path. Generated clients name their methods after them. */
export const PICTURE_OPERATION_IDS = {
  '/': 'getPicture',
  '/k8s-app-monitor-agent': 'getPictureOfAgent',
  '/k8s-app-monitor-test': 'getPictureOfTest',
  '/k8s-app-monitor-agent.{extension}': 'getPictureOfAgentAs',
  '/k8s-app-monitor-test.{extension}': 'getPictureOfTestAs',
  '/{service}': 'getPictureOfService',
  '/{service}.{extension}': 'getPictureOfServiceAs',
} as const;

/**
 * The metrics of a service as a picture or a page: the first service at the three published addresses, and every
 * service at its name. The router tries routes with fixed segments first, so `:service` catches only other names.
 */
@ApiTags('pictures')
@Controller()
@UseFilters(PicturesFilter)
export class PicturesController {
  constructor(
    private readonly pictures: PicturesService,
    private readonly page: PageService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get([...PICTURE_PATHS])
  @ApiPicture('Current metrics as an image or a page')
  first(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(request, reply, query);
  }

  @Get(PUBLISHED_NAMES.map((name) => `${name}.:extension`))
  @ApiExtensionParam()
  @ApiPicture('Current metrics in the format that the address names')
  firstAs(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(request, reply, query);
  }

  @Get(':service')
  @ApiServiceParam()
  @ApiPicture('The metrics of a service as an image or a page')
  service(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(request, reply, query);
  }

  @Get(':service.:extension')
  @ApiServiceParam()
  @ApiExtensionParam()
  @ApiPicture('The metrics of a service in the format that the address names')
  serviceAs(
    @Query({ schema: pictureQuerySchema }) query: PictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(request, reply, query);
  }

  private async send(request: FastifyRequest, reply: FastifyReply, query: PictureQuery): Promise<void> {
    const { service } = request.params as { service?: string };
    const source = this.pictures.sourceNamed(service);
    const format = chooseFormat(requestedFormats(request));
    const drawn = await this.pictures.draw(source, query, format === 'html' ? 'png' : format);
    void reply.headers(warningHeader(drawn.reading.warnings));
    if (format === 'html') return this.page.send(request, reply, drawn);
    sendPicture(request, reply, 200, drawn.picture, freshUntil(drawn.freshUntilMs, this.clock.nowMs()));
  }
}

const LONGEST_WARNING = 1000;

/** The header with the reading's warnings; none without warnings. */
function warningHeader(warnings: readonly string[]): Record<string, string> {
  if (warnings.length === 0) return {};
  // Headers are printable ASCII (RFC 9110, section 5.5); a source's own sentence can contain any character.
  const text = warnings.join('; ').replace(/[^\x20-\x7e]+/g, '?');
  return { 'x-metrics-warning': text.slice(0, LONGEST_WARNING) };
}
