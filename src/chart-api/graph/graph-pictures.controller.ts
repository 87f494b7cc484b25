import { Controller, Get, Inject, Query, Req, Res, UseFilters, applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { serviceGraphChart } from '../../chart-spec/graph/service-graph.chart.js';
import { TICK_MS } from '../../contract/tick.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { NotAcceptableError } from '../../platform/errors.js';
import { prefersPage } from '../../platform/http/index-pages.js';
import { ApiCommonProblems, PROBLEM_CONTENT, contentIn } from '../../platform/openapi/api.decorators.js';
import { PICTURE_FORMATS, type PictureFormat } from '../../rendering/chart-renderer.port.js';
import { formatNamed, namesOf } from '../../rendering/picture-formats.js';
import { ServiceGraphs } from '../../topology/service-graphs.js';
import { freshUntil, sendPicture } from '../pictures/send-picture.js';
import { GraphFilter } from './graph.filter.js';
import { GraphPageService } from './graph-page.service.js';
import {
  type GraphPictureQuery,
  graphPictureQuerySchema,
  graphStyleOf,
  limitsOf,
} from './graph-picture-query.schema.js';
import { originalGraph } from './graph-formats.js';
import { GraphPictures } from './graph-pictures.service.js';

const FORMATS = Object.keys(PICTURE_FORMATS) as readonly PictureFormat[];

/** The service graph as a picture, and the original's pages around it. */
@ApiTags('graph')
@Controller()
@UseFilters(GraphFilter)
export class GraphPicturesController {
  constructor(
    private readonly graphs: ServiceGraphs,
    private readonly pictures: GraphPictures,
    private readonly page: GraphPageService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('graph.:extension')
  @ApiGraphPicture()
  async picture(
    @Query({ schema: graphPictureQuerySchema }) query: GraphPictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { extension } = request.params as { extension: string };
    const format = formatNamed(extension, FORMATS);
    if (format === undefined) throw new NotAcceptableError(extension, namesOf(FORMATS));
    this.pictures.refuseWhenFull();
    const graph = await this.graphs.read(query);
    const spec = serviceGraphChart(graph, graphStyleOf(query));
    const picture = await this.pictures.draw(spec, format, limitsOf(query));
    sendPicture(request, reply, 200, picture, freshUntil(graph.atMs + TICK_MS, this.clock.nowMs()));
  }

  @Get('graph')
  @ApiOperation({
    operationId: 'getGraph',
    summary: 'The service graph: a live page for browsers, the JSON of the original for programs',
  })
  @ApiResponse({
    status: 200,
    description: 'A page, or the answer of `/graph.json`.',
    content: contentIn(['application/json', 'text/html']),
  })
  @ApiCommonProblems(400, 502, 503, 504)
  async graph(
    @Query({ schema: graphPictureQuerySchema }) query: GraphPictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const graph = await this.graphs.read(query);
    if (prefersPage(request)) return this.page.send(request, reply, graph);
    void reply.header('vary', 'Accept').header('cache-control', 'no-store');
    await reply.type('application/json; charset=utf-8').send(JSON.stringify(originalGraph(graph)));
  }

  @Get('dotviz')
  @ApiOperation({ operationId: 'getGraphPicturePage', summary: 'The picture of the service graph as a page' })
  @ApiResponse({ status: 200, description: 'A page with the picture.', content: contentIn(['text/html']) })
  async dotviz(
    @Query({ schema: graphPictureQuerySchema }) query: GraphPictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.page.sendPicture(request, reply, await this.graphs.read(query));
  }

  @Get('force/forcegraph.html')
  @ApiOperation({ operationId: 'getGraphPage', summary: 'The live page of the service graph' })
  @ApiResponse({ status: 200, description: 'The same page as `/graph`.', content: contentIn(['text/html']) })
  async live(
    @Query({ schema: graphPictureQuerySchema }) query: GraphPictureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page.send(request, reply, await this.graphs.read(query));
  }
}

function ApiGraphPicture(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'getGraphPicture', summary: 'The service graph as a picture' }),
    ApiParam({ name: 'extension', enum: namesOf(FORMATS), description: 'The format.', example: 'svg' }),
    ApiResponse({
      status: 200,
      description: 'The picture, in the size of its layout, or scaled down to `width` and `height`.',
      content: contentIn(Object.values(PICTURE_FORMATS)),
    }),
    ApiResponse({ status: 304, description: 'The image is the one that `If-None-Match` names.' }),
    ApiResponse({ status: 400, description: 'A parameter is invalid.', content: PROBLEM_CONTENT }),
    ApiResponse({ status: 406, description: 'The format is not available.', content: PROBLEM_CONTENT }),
    ApiResponse({ status: 501, description: 'The renderer cannot draw graphs.', content: PROBLEM_CONTENT }),
    ApiResponse({ status: 502, description: 'The source of the graph cannot be read.' }),
    ApiResponse({ status: 503, description: 'The render queue is full.', content: PROBLEM_CONTENT }),
    ApiResponse({ status: 504, description: 'The source of the graph is too slow.' }),
  );
}
