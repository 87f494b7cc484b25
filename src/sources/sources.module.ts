import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIPv6 } from 'node:net';
import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock.js';
import { ConfigurationError, SETTINGS } from '../platform/settings/read-settings.js';
import type { ServiceEntry, SourcesSettings } from './sources.settings.js';
import { AppMonitorDriver } from './drivers/app-monitor.driver.js';
import { ExpositionDriver } from './drivers/exposition.driver.js';
import { PrometheusDriver } from './drivers/prometheus.driver.js';
import type { MetricsDriver } from './metrics-driver.port.js';
import { MetricsSources } from './metrics-source.port.js';
import { ResilientSource, type SourceSurroundings } from './resilient.source.js';
import { UpstreamClient } from './upstream-client.js';
import { UpstreamTelemetry } from './upstream-telemetry.js';

/** `host:port` as it stands in an address; an IPv6 address goes in brackets (RFC 3986, section 3.2.2). */
export function hostPort(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Makes the sources that the settings name; where they name none, the metrics API at SERVICE_NAME.
 *
 * @throws ConfigurationError when SERVICE_NAME cannot stand in an address
 */
function createMetricsSources(client: UpstreamClient, around: SourceSurroundings): MetricsSources {
  const services = servicesIn(around.settings);
  const [main, ...others] = services.map(
    (service) => new ResilientSource(service, driverOf(service, client), around),
  );
  if (main === undefined) throw new Error('There is always a first service');
  return new MetricsSources(main, [main, ...others]);
}

function driverOf(service: ServiceEntry, client: UpstreamClient): MetricsDriver {
  switch (service.kind) {
    case 'app-monitor':
      return new AppMonitorDriver(service.url, client);
    case 'exposition':
      return new ExpositionDriver(service.url, client);
    case 'prometheus':
      return new PrometheusDriver(service.url, client, service.query);
  }
}

function servicesIn({ SERVICES, SERVICE_NAME, APP_PORT }: SourcesSettings): readonly ServiceEntry[] {
  if (SERVICES.length > 0) return SERVICES;
  const url = `http://${hostPort(SERVICE_NAME, APP_PORT)}`;
  if (URL.canParse(url)) return [{ name: SERVICE_NAME, kind: 'app-monitor', url }];
  throw new ConfigurationError([
    `Expected SERVICE_NAME to be a DNS name or an IP address but received "${SERVICE_NAME}"`,
  ]);
}

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
      inject: [UpstreamClient, SETTINGS, UpstreamTelemetry, CLOCK],
      useFactory: (
        client: UpstreamClient,
        settings: SourcesSettings,
        telemetry: UpstreamTelemetry,
        clock: Clock,
      ) => createMetricsSources(client, { settings, telemetry, clock }),
    },
  ],
  exports: [MetricsSources],
})
export class SourcesModule {}
