import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { FaultsSettings } from './faults.settings.js';
import { FaultInjector } from './fault-injector.js';
import { FaultStore, FaultTelemetry } from './fault-store.js';
import {
  FaultableRoutes,
  FaultsController,
  FaultsEnabledGuard,
  FaultsTokenGuard,
} from './faults.controller.js';

/** Fault injection for drills. Requires the metrics API's settings, a clock and telemetry. */
@Module({
  controllers: [FaultsController],
  providers: [
    FaultStore,
    FaultTelemetry,
    FaultInjector,
    FaultableRoutes,
    FaultsEnabledGuard,
    FaultsTokenGuard,
  ],
})
export class FaultsModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly injector: FaultInjector,
    @Inject(SETTINGS) private readonly settings: FaultsSettings,
  ) {}

  /** Adds the hooks after those for request ids, request metrics and the request log. */
  onModuleInit(): void {
    if (this.settings.FAULTS !== 'enabled') return;
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRequest', (request, reply) => this.injector.beforeHandler(request, reply));
    server.addHook('onSend', (request, _reply, body, done) =>
      done(null, this.injector.beforeSend(request, body)),
    );
  }
}
