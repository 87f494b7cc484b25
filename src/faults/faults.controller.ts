import { createHash, timingSafeEqual } from 'node:crypto';
import {
  Body,
  type CanActivate,
  Controller,
  Delete,
  type ExecutionContext,
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
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidInputError } from '../platform/errors.js';
import { ApiProblem } from '../platform/openapi/api.decorators.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { FaultsSettings } from './faults.settings.js';
import { refusal } from '../platform/validation.js';
import { FaultStore } from './fault-store.js';
import { Fault, allowsFaults } from './fault.js';
import {
  type FaultDefinition,
  type FaultView,
  faultDefinitionSchema,
  faultIdSchema,
  faultListSchema,
  faultSchema,
} from './fault.schema.js';
import { FaultsDisabledError, FaultsTokenError, UnknownFaultError } from './faults.errors.js';

/** Denies access unless the service was started with FAULTS=enabled. */
@Injectable()
export class FaultsEnabledGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: FaultsSettings) {}

  /** @throws FaultsDisabledError */
  canActivate(): true {
    if (this.settings.FAULTS !== 'enabled') throw new FaultsDisabledError();
    return true;
  }
}

/** Denies changes without the token, if there is one. */
@Injectable()
export class FaultsTokenGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: FaultsSettings) {}

  /** @throws FaultsTokenError */
  canActivate(context: ExecutionContext): true {
    const { FAULTS_TOKEN: token } = this.settings;
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const [, received = ''] = /^bearer +(.+)$/i.exec(authorization) ?? [];
    if (token !== '' && !isSame(received, token)) throw new FaultsTokenError();
    return true;
  }
}

/** Compares digests, so that the time it takes depends on neither the length nor the content of the secret. */
function isSame(received: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(received), digest(secret));
}

/** Documents and checks the token for changes. */
function NeedsFaultsToken(): MethodDecorator {
  return applyDecorators(
    UseGuards(FaultsTokenGuard),
    ApiProblem(401, 'FAULTS_TOKEN is set, and the request does not have it.', new FaultsTokenError()),
  );
}

/** Documents the answer of all routes when faults are disabled. */
function ApiFaultsDisabled(): MethodDecorator {
  return ApiProblem(403, 'Fault injection is disabled: FAULTS is not `enabled`.', new FaultsDisabledError());
}

/** Documents the path of a single fault. */
function ApiFaultId(): MethodDecorator {
  return applyDecorators(
    ApiParam({
      name: 'id',
      description: 'Name of the fault, chosen by the caller.',
      example: 'slow-metrics',
    }),
    ApiFaultsDisabled(),
    ApiProblem(400, 'A value is invalid; the body names its field.'),
    ApiProblem(414, 'The id exceeds the maximum length of a path parameter.'),
  );
}

/** Documents the answer for an unknown fault. */
function ApiUnknownFault(): MethodDecorator {
  return ApiProblem(404, 'No fault has this id, or it has expired.', new UnknownFaultError('slow-metrics'));
}

/** A drill in which half of the reads of one application are slow. */
const exampleDefinition = {
  kind: 'latency',
  latencyMs: 1500,
  ratio: 0.5,
  scope: { route: '/metrics/:appname', application: 'test-app' },
  ttlSeconds: 600,
  seed: 7,
} as const;

/** The answer to it for the API document, the same at every build. */
function exampleFault(): FaultView {
  const definition = faultDefinitionSchema.parse(exampleDefinition);
  return new Fault('slow-metrics', definition, Date.UTC(2026, 0, 1)).view();
}

/** Checks the routes of scopes. */
@Injectable()
export class FaultableRoutes {
  constructor(private readonly host: HttpAdapterHost) {}

  /**
   * Refuses a pattern that no request can match: a misspelt drill must not look like one that took place.
   *
   * @throws InvalidInputError
   */
  check(route: string): void {
    if (allowsFaults(route) && this.isPattern(route)) return;
    const sentence = refusal('scope.route', 'a route that allows faults, such as /metrics/:appname,', route);
    throw InvalidInputError.of('scope.route', sentence);
  }

  private isPattern(route: string): boolean {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    // Looked up as if it were a path, a pattern leads to its own route, and each parameter's value is its name.
    const found = server.findRoute({ method: 'GET', url: route }) as { params: object } | null;
    return found !== null && Object.entries(found.params).every(([name, value]) => value === `:${name}`);
  }
}

const example = exampleFault();
const definitionRef = { $ref: '#/components/schemas/FaultDefinition' };

/** Manages the faults of this process. */
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
  @ApiOperation({ summary: 'List the faults that have not expired', operationId: 'listFaults' })
  @ApiResponse({
    status: 200,
    description: 'The faults, ordered by id.',
    standardSchema: faultListSchema,
    example: { faults: [example] },
  })
  @ApiFaultsDisabled()
  list(): { faults: FaultView[] } {
    return { faults: this.store.list().map((fault) => fault.view()) };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Get a fault and its counts', operationId: 'getFault' })
  @ApiFaultId()
  @ApiResponse({ status: 200, description: 'The fault.', standardSchema: faultSchema, example })
  @ApiUnknownFault()
  get(@Param({ schema: faultIdSchema }) { id }: { id: string }): FaultView {
    return this.store.get(id).view();
  }

  @Put(':id')
  @NeedsFaultsToken()
  @ApiOperation({
    summary: 'Set or replace a fault',
    operationId: 'putFault',
    description:
      'The fault applies to the process that receives this request: behind a load balancer, send it to each replica, or name one replica in the scope. Probes, these routes and the API document are exempt. If several faults affect a request, latencies add up, and the first status or reset by id ends it.',
  })
  @ApiFaultId()
  @ApiBody({ schema: definitionRef, examples: { slow: { value: exampleDefinition } } })
  @ApiResponse({
    status: 200,
    description: 'The fault replaced another one.',
    standardSchema: faultSchema,
    example,
  })
  @ApiResponse({ status: 201, description: 'The fault is new.', standardSchema: faultSchema, example })
  @ApiProblem(409, 'The limit of faults is reached.')
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
  @NeedsFaultsToken()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete a fault', operationId: 'deleteFault' })
  @ApiFaultId()
  @ApiResponse({ status: 204, description: 'The fault is deleted.' })
  @ApiUnknownFault()
  remove(@Param({ schema: faultIdSchema }) { id }: { id: string }): void {
    this.store.remove(id);
  }
}
