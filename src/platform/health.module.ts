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

/** One thing that a service's readiness speaks of. */
export interface HealthCheck {
  readonly name: string;
  /** Whether the service is of no use without it; otherwise its failure is only told. */
  readonly required: boolean;
  /** Resolves when all is well; rejects with a sentence. Must answer within a probe's time-out of one second. */
  check(): Promise<void>;
}

/** Injection token of a service's list of checks. */
const HEALTH_CHECKS = Symbol('HealthChecks');

const livenessSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Liveness' });

const readinessSchema = z
  .object({
    status: z.enum(['ready', 'not ready', 'shutting down']),
    checks: z
      .record(z.string(), z.string())
      .describe('"ok", or what is wrong in a sentence, for each check.'),
  })
  .meta({ id: 'Readiness' });

/** The body of `/readyz`. */
interface ReadinessReport {
  readonly status: 'ready' | 'not ready' | 'shutting down';
  /** `ok`, or what is wrong in a sentence, for each check. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Whether requests should be sent to this process. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(@Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[]) {}

  /** Whether the process is about to end. */
  get isDraining(): boolean {
    return this.draining;
  }

  /** From now on the answer is no: the process is about to end. */
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

/** What probes ask. */
@ApiTags('health')
@Controller()
class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the process is alive', operationId: 'getLiveness' })
  @ApiResponse({ status: 200, description: 'It is.', standardSchema: livenessSchema })
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether requests should be sent here, and why', operationId: 'getReadiness' })
  @ApiResponse({ status: 200, description: 'They should.', standardSchema: readinessSchema })
  @ApiResponse({ status: 503, description: 'They should not.', standardSchema: readinessSchema })
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
