import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { Agent } from 'node:http';
import { AppMonitorDriver } from './drivers/app-monitor.driver.js';
import { METRICS_SOURCE } from './metrics-source.port.js';
import { UpstreamTelemetry } from './upstream-telemetry.js';

/** Where the agent reads metrics. Needs the agent's settings. */
@Module({
  imports: [
    HttpModule.register({
      httpAgent: new Agent({ keepAlive: true, maxSockets: 256 }),
      // The address is the one that was configured: no proxy, no redirect, no other host.
      proxy: false,
      maxRedirects: 0,
      // The status and the body are judged by `readAppMetrics`; compressed bodies could hide their size.
      validateStatus: () => true,
      responseType: 'text',
      transformResponse: (body: string) => body,
      decompress: false,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'k8s-app-monitor-agent',
      },
    }),
  ],
  providers: [UpstreamTelemetry, { provide: METRICS_SOURCE, useClass: AppMonitorDriver }],
  exports: [METRICS_SOURCE],
})
export class SourcesModule {}
