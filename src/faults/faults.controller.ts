import {
  Body,
  type CanActivate,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  HttpStatus,
  Inject,
  Injectable,
  Param,
  Put,
  Res,
  UseGuards,
  applyDecorators,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { InvalidInputError } from '../platform/errors.js';
import { ApiProblem } from '../platform/openapi/api.decorators.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { FaultsSettings } from './faults.settings.js';
import { refusal } from '../platform/validation/expected.js';
import { FaultStore } from './fault-store.js';
import { Fault, isTouchable } from './fault.js';
import {
  type FaultDefinition,
  type FaultView,
  faultDefinitionSchema,
  faultIdSchema,
  faultListSchema,
  faultSchema,
} from './fault.schema.js';
import { FaultsDisabledError, UnknownFaultError } from './faults.errors.js';

/** Lets nobody in unless the process was started with faults on demand. */
@Injectable()
export class FaultsEnabledGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: FaultsSettings) {}

  /** @throws FaultsDisabledError */
  canActivate(): true {
    if (this.settings.FAULTS !== 'enabled') throw new FaultsDisabledError();
    return true;
  }
}

/** Documents what each of the faults' routes may answer. */
function ApiFaultsDisabled(): MethodDecorator {
  return ApiProblem(403, 'Faults on demand are off: FAULTS is not `enabled`.', new FaultsDisabledError());
}

/** Documents the path of one fault. */
function ApiFaultId(): MethodDecorator {
  return applyDecorators(
    ApiParam({
      name: 'id',
      description: 'Name of the fault, chosen by its caller.',
      example: 'slow-metrics',
    }),
    ApiFaultsDisabled(),
    ApiProblem(400, 'A value cannot be used; the body names it.'),
    ApiProblem(414, 'The id is longer than any parameter of a path may be.'),
  );
}

/** Documents that a fault may not exist. */
function ApiUnknownFault(): MethodDecorator {
  return ApiProblem(404, 'No fault has this id, or it has expired.', new UnknownFaultError('slow-metrics'));
}

/** What a caller sends for a drill in which half of the reads of one application are slow. */
const exampleDefinition = {
  kind: 'latency',
  latencyMs: 1500,
  ratio: 0.5,
  scope: { route: '/metrics/:appname', application: 'test-app' },
  ttlSeconds: 600,
  seed: 7,
} as const;

/** The answer to it, for the API document: the same at every build. */
function exampleFault(): FaultView {
  const definition = faultDefinitionSchema.parse(exampleDefinition);
  return new Fault('slow-metrics', definition, Date.UTC(2026, 0, 1)).view();
}

/** The routes that faults may be put on. */
@Injectable()
export class FaultableRoutes {
  constructor(private readonly host: HttpAdapterHost) {}

  /**
   * Refuses a pattern that no request could match: a drill that is misspelt should not pass for one that was held.
   *
   * @throws InvalidInputError
   */
  check(route: string): void {
    if (isTouchable(route) && this.isPattern(route)) return;
    const sentence = refusal(
      'scope.route',
      'a route that faults may touch, such as /metrics/:appname,',
      route,
    );
    throw InvalidInputError.of('scope.route', sentence);
  }

  private isPattern(route: string): boolean {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    // Looked up as if it were an address, a pattern leads to its own route: each parameter is then its own name.
    const found = server.findRoute({ method: 'GET', url: route }) as { params: object } | null;
    return found !== null && Object.entries(found.params).every(([name, value]) => value === `:${name}`);
  }
}

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
