import { isIPv6 } from 'node:net';
import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock.js';
import { ConfigurationError, SETTINGS } from '../platform/settings/read-settings.js';
import { AppMonitorDriver } from './drivers/app-monitor.driver.js';
import { ExpositionDriver } from './drivers/exposition.driver.js';
import { PrometheusDriver } from './drivers/prometheus.driver.js';
import { type MetricsDriver, MetricsSources } from './metrics-source.port.js';
import { ResilientSource, type SourceContext } from './resilient.source.js';
import type { ServiceEntry, SourcesSettings } from './sources.settings.js';
import { HTTP_OPTIONS, UpstreamClient } from './upstream-client.js';
import { UpstreamTelemetry } from './upstream-telemetry.js';

/** `host:port` for a URL, with an IPv6 address in brackets (RFC 3986, section 3.2.2). */
export function hostPort(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Creates the sources of SERVICES; if that is empty, one for the metrics API at SERVICE_NAME.
 *
 * @throws ConfigurationError when SERVICE_NAME cannot be part of a URL
 */
function createMetricsSources(client: UpstreamClient, context: SourceContext): MetricsSources {
  const [main, ...others] = servicesIn(context.settings).map(
    (service) => new ResilientSource(service, createDriver(service, client), context),
  );
  return new MetricsSources(main!, [main!, ...others]);
}

function createDriver(service: ServiceEntry, client: UpstreamClient): MetricsDriver {
  switch (service.kind) {
    case 'app-monitor':
      return new AppMonitorDriver(service.url, client);
    case 'exposition':
      return new ExpositionDriver(service.url, client);
    case 'prometheus':
      return new PrometheusDriver(service.url, client, service.query);
  }
}

/** The services that the settings list; by default the metrics API. */
export function servicesIn({ SERVICES, SERVICE_NAME, APP_PORT }: SourcesSettings): readonly ServiceEntry[] {
  if (SERVICES.length > 0) return SERVICES;
  const url = `http://${hostPort(SERVICE_NAME, APP_PORT)}`;
  if (URL.canParse(url)) return [{ name: SERVICE_NAME, kind: 'app-monitor', url }];
  throw new ConfigurationError([
    `Expected SERVICE_NAME to be a DNS name or an IP address but received "${SERVICE_NAME}"`,
  ]);
}

/** Provides the services whose metrics the agent reads. Requires the agent's settings and a clock. */
@Module({
  imports: [HttpModule.register(HTTP_OPTIONS)],
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
  exports: [MetricsSources, UpstreamClient],
})
export class SourcesModule {}
