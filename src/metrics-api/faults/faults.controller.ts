import { Body, Controller, Delete, Get, Header, HttpCode, HttpStatus } from '@nestjs/common';
import { Param, Put, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../../platform/openapi/api-problem.decorator.js';
import { ApiFaultId, ApiFaultsDisabled, ApiUnknownFault } from './api-fault.decorators.js';
import { exampleDefinition, exampleFault } from './example-fault.js';
import { type FaultDefinition, type FaultView } from './fault.schema.js';
import { faultDefinitionSchema, faultIdSchema, faultListSchema, faultSchema } from './fault.schema.js';
import { FaultStore } from './fault-store.js';
import { FaultableRoutes } from './faultable-routes.js';
import { FaultsEnabledGuard } from './faults-enabled.guard.js';

const example = exampleFault();
const definitionRef = { $ref: '#/components/schemas/FaultDefinition' };

/** Faults for drills, in this process alone. */
@ApiTags('faults')
@Controller('api/v1/faults')
@UseGuards(FaultsEnabledGuard)
export class FaultsController {
  constructor(
    private readonly store: FaultStore,
    private readonly routes: FaultableRoutes,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Faults that have not expired', operationId: 'listFaults' })
  @ApiResponse({
    status: 200,
    description: 'By id.',
    standardSchema: faultListSchema,
    example: { faults: [example] },
  })
  @ApiFaultsDisabled()
  list(): { faults: FaultView[] } {
    return { faults: this.store.list().map((fault) => fault.view()) };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One fault, and how often it hit', operationId: 'getFault' })
  @ApiFaultId()
  @ApiResponse({ status: 200, description: 'The fault.', standardSchema: faultSchema, example })
  @ApiUnknownFault()
  get(@Param({ schema: faultIdSchema }) { id }: { id: string }): FaultView {
    return this.store.get(id).view();
  }

  @Put(':id')
  @ApiOperation({
    summary: 'Set a fault, or replace one',
    operationId: 'putFault',
    description:
      'The fault lives in the process that is asked: behind a load balancer, ask each replica, or name one in the scope. Probes, this route and the API document are never touched. Of several faults that hit one request, latencies add up, and the first by id that answers or resets ends it.',
  })
  @ApiFaultId()
  @ApiBody({ schema: definitionRef, examples: { slow: { value: exampleDefinition } } })
  @ApiResponse({
    status: 200,
    description: 'It took the place of one.',
    standardSchema: faultSchema,
    example,
  })
  @ApiResponse({ status: 201, description: 'It is new.', standardSchema: faultSchema, example })
  @ApiProblem(409, 'As many faults as may live at a time do already.')
  @ApiProblem(413, 'The body is too long.')
  @ApiProblem(415, 'The body is not JSON.')
  put(
    @Param({ schema: faultIdSchema }) { id }: { id: string },
    @Body({ schema: faultDefinitionSchema }) definition: FaultDefinition,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): FaultView {
    if (definition.scope.route !== undefined) this.routes.check(definition.scope.route);
    const { fault, isNew } = this.store.put(id, definition);
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return fault.view();
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'End a fault', operationId: 'deleteFault' })
  @ApiFaultId()
  @ApiResponse({ status: 204, description: 'It is gone.' })
  @ApiUnknownFault()
  remove(@Param({ schema: faultIdSchema }) { id }: { id: string }): void {
    this.store.remove(id);
  }
}
