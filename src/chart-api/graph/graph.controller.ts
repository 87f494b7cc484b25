import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ApiCommonProblems } from '../../platform/openapi/api.decorators.js';
import { type GraphQuery, ServiceGraphs } from '../../topology/service-graphs.js';
import { d3Graph, dotGraph, nodeGraph, originalGraph } from './graph-formats.js';
import { graphQuerySchema } from './graph-query.schema.js';

const labels = z
  .object({ 'reqs/sec': z.string().describe('Requests per second, with six decimals.') })
  .describe('The rate of the edge.');

const originalSchema = z
  .object({
    nodes: z.record(z.string(), z.object({})).describe('By name: `application (workload)`.'),
    edges: z
      .array(
        z.object({
          source: z.string().describe('Name of the calling node.'),
          target: z.string().describe('Name of the called node.'),
          labels,
        }),
      )
      .describe('The calls.'),
  })
  .meta({ id: 'ServiceGraph' });

const d3Schema = z
  .object({
    nodes: z
      .array(z.object({ name: z.string().describe('`application (workload)`.') }))
      .describe('The applications.'),
    links: z
      .array(
        z.object({
          source: z.number().describe('Index of the calling node.'),
          target: z.number().describe('Index of the called node.'),
          labels,
        }),
      )
      .describe('The calls.'),
  })
  .meta({ id: 'D3Graph' });

const fields = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const nodeGraphSchema = z
  .object({
    nodes: z.array(fields).describe('The fields of a node frame: id, title, mainstat, arc__ok and others.'),
    edges: z.array(fields).describe('The fields of an edge frame: id, source, target, mainstat and others.'),
  })
  .meta({ id: 'NodeGraph' });

/** The service graph for programs, at the addresses of Istio's original service graph. */
@ApiTags('graph')
@Controller()
export class GraphController {
  constructor(private readonly graphs: ServiceGraphs) {}

  @Get('graph.json')
  @ApiOperation({
    summary: 'The service graph in the format of the original',
    operationId: 'getServiceGraph',
  })
  @ApiResponse({ status: 200, description: 'Nodes and edges.', standardSchema: originalSchema })
  @ApiCommonProblems(400, 502, 504)
  async graph(@Query({ schema: graphQuerySchema }) query: GraphQuery, @Res() reply: FastifyReply) {
    return sendJson(reply, originalGraph(await this.graphs.read(query)));
  }

  @Get('d3graph')
  @ApiOperation({ summary: 'The service graph for D3', operationId: 'getD3Graph' })
  @ApiResponse({ status: 200, description: 'Nodes and links.', standardSchema: d3Schema })
  @ApiCommonProblems(400, 502, 504)
  async d3(@Query({ schema: graphQuerySchema }) query: GraphQuery, @Res() reply: FastifyReply) {
    return sendJson(reply, d3Graph(await this.graphs.read(query)));
  }

  @Get('dotgraph')
  @ApiProduces('text/plain')
  @ApiOperation({ summary: 'The service graph in the DOT language of Graphviz', operationId: 'getDotGraph' })
  @ApiResponse({ status: 200, description: 'A directed graph.' })
  @ApiCommonProblems(400, 502, 504)
  async dot(@Query({ schema: graphQuerySchema }) query: GraphQuery, @Res() reply: FastifyReply) {
    const text = dotGraph(await this.graphs.read(query));
    await reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(text);
  }

  @Get('graph/nodegraph')
  @ApiOperation({
    summary: "The service graph for Grafana's node graph panel, through the Infinity data source",
    operationId: 'getNodeGraph',
  })
  @ApiResponse({ status: 200, description: 'Nodes and edges.', standardSchema: nodeGraphSchema })
  @ApiCommonProblems(400, 502, 504)
  async nodes(@Query({ schema: graphQuerySchema }) query: GraphQuery, @Res() reply: FastifyReply) {
    return sendJson(reply, nodeGraph(await this.graphs.read(query)));
  }
}

async function sendJson(reply: FastifyReply, body: object): Promise<void> {
  await reply
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}
