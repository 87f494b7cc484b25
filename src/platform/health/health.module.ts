import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { HEALTH_CHECKS, type HealthCheck } from './health-check.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

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
