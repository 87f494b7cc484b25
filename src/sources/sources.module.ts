import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { CLOCK, type Clock } from '../platform/clock.js';
import { AGENT_SETTINGS, type AgentSettings } from '../platform/config/agent.settings.js';
import { UpstreamClient } from './http/upstream-client.js';
import { MetricsSources } from './metrics-sources.js';
import { createMetricsSources } from './metrics-sources.factory.js';
import { UpstreamTelemetry } from './upstream-telemetry.js';

const KEPT_ALIVE = { keepAlive: true, maxSockets: 256 };

/** Where the agent reads metrics. Needs the agent's settings and a clock. */
@Module({
  imports: [
    HttpModule.register({
      httpAgent: new HttpAgent(KEPT_ALIVE),
      httpsAgent: new HttpsAgent(KEPT_ALIVE),
      // The address is the one that was configured: no proxy, no redirect, no other host.
      proxy: false,
      maxRedirects: 0,
      // The status and the body are judged by the drivers; compressed bodies could hide their size.
      validateStatus: () => true,
      responseType: 'text',
      transformResponse: (body: string) => body,
      decompress: false,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'k8s-app-monitor-agent' },
    }),
  ],
  providers: [
    UpstreamTelemetry,
    UpstreamClient,
    {
      provide: MetricsSources,
      inject: [UpstreamClient, AGENT_SETTINGS, UpstreamTelemetry, CLOCK],
      useFactory: (
        client: UpstreamClient,
        settings: AgentSettings,
        telemetry: UpstreamTelemetry,
        clock: Clock,
      ) => createMetricsSources(client, { settings, telemetry, clock }),
    },
  ],
  exports: [MetricsSources],
})
export class SourcesModule {}
