import {
  Controller,
  type DynamicModule,
  type FactoryProvider,
  Get,
  Header,
  HttpStatus,
  Inject,
  Injectable,
  Module,
  type ModuleMetadata,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** One check of a service's readiness. */
export interface HealthCheck {
  readonly name: string;
  /** Whether its failure makes the service not ready; otherwise the failure is only reported. */
  readonly required: boolean;
  /** Resolves when the check passes; rejects with a sentence. Must settle within a probe's timeout of one second. */
  check(): Promise<void>;
}

/** Injection token of a service's list of checks. */
const HEALTH_CHECKS = Symbol('HealthChecks');

const livenessSchema = z
  .object({ status: z.literal('ok').describe('Always the same.') })
  .meta({ id: 'Liveness' });

const readinessSchema = z
  .object({
    status: z
      .enum(['ready', 'not ready', 'shutting down'])
      .describe('Whether requests should be sent to this process.'),
    checks: z
      .record(z.string(), z.string())
      .describe('For each check: "ok", or a description of the failure.'),
  })
  .meta({ id: 'Readiness' });

type ReadinessReport = z.output<typeof readinessSchema>;

/** Decides whether requests should be sent to this process. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(@Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[]) {}

  /** Whether the process is shutting down. */
  get isDraining(): boolean {
    return this.draining;
  }

  /** Marks the process as shutting down; it is no longer ready from then on. */
  drain(): void {
    this.draining = true;
  }

  async report(): Promise<ReadinessReport> {
    const results = await Promise.all(this.checks.map((check) => this.run(check)));
    const checks = Object.fromEntries(results.map(({ name, result }) => [name, result]));
    if (this.draining) return { status: 'shutting down', checks };
    const ready = results.every(({ required, result }) => !required || result === 'ok');
    return { status: ready ? 'ready' : 'not ready', checks };
  }

  private async run(check: HealthCheck) {
    const { name, required } = check;
    try {
      await check.check();
      return { name, required, result: 'ok' };
    } catch (error) {
      return { name, required, result: error instanceof Error ? error.message : String(error) };
    }
  }
}

@ApiTags('health')
@Controller()
class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Liveness of the process', operationId: 'getLiveness' })
  @ApiResponse({ status: 200, description: 'The process is alive.', standardSchema: livenessSchema })
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Readiness to receive requests, with the result of each check',
    operationId: 'getReadiness',
  })
  @ApiResponse({ status: 200, description: 'Ready.', standardSchema: readinessSchema })
  @ApiResponse({ status: 503, description: 'Not ready, or shutting down.', standardSchema: readinessSchema })
  async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    if (report.status !== 'ready') reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }
}

interface HealthOptions {
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  readonly inject?: FactoryProvider['inject'];
  readonly checks: (...dependencies: never[]) => readonly HealthCheck[];
}

/** `/healthz` and `/readyz` over a service's own checks. */
@Module({})
export class HealthModule {
  static forRoot({ imports = [], inject = [], checks }: HealthOptions): DynamicModule {
    return {
      module: HealthModule,
      imports,
      controllers: [HealthController],
      providers: [Readiness, { provide: HEALTH_CHECKS, inject, useFactory: checks }],
    };
  }
}
