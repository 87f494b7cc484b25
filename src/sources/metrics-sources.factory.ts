import type { AgentSettings } from '../platform/config/agent.settings.js';
import { ConfigurationError } from '../platform/config/configuration-error.js';
import type { ServiceEntry } from '../platform/config/services.setting.js';
import { AppMonitorDriver } from './drivers/app-monitor/app-monitor.driver.js';
import { ExpositionDriver } from './drivers/exposition/exposition.driver.js';
import { PrometheusDriver } from './drivers/prometheus/prometheus.driver.js';
import { hostPort } from './host-port.js';
import type { UpstreamClient } from './http/upstream-client.js';
import type { MetricsDriver } from './metrics-driver.port.js';
import { MetricsSources } from './metrics-sources.js';
import { ResilientSource, type SourceSurroundings } from './resilience/resilient.source.js';

/**
 * Makes the sources that the settings name; where they name none, the metrics API at SERVICE_NAME.
 *
 * @throws ConfigurationError when SERVICE_NAME cannot stand in an address
 */
export function createMetricsSources(client: UpstreamClient, around: SourceSurroundings): MetricsSources {
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

function servicesIn({ SERVICES, SERVICE_NAME, APP_PORT }: AgentSettings): readonly ServiceEntry[] {
  if (SERVICES.length > 0) return SERVICES;
  const url = `http://${hostPort(SERVICE_NAME, APP_PORT)}`;
  if (URL.canParse(url)) return [{ name: SERVICE_NAME, kind: 'app-monitor', url }];
  throw new ConfigurationError([
    `Expected SERVICE_NAME to be a DNS name or an IP address but received "${SERVICE_NAME}"`,
  ]);
}
