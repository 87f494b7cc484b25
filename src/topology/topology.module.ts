import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock.js';
import type { Peer } from '../platform/service-calls.js';
import { ConfigurationError, SETTINGS } from '../platform/settings/read-settings.js';
import { Telemetry } from '../platform/telemetry.js';
import { SourcesModule, servicesIn } from '../sources/sources.module.js';
import type { ServiceEntry, SourcesSettings } from '../sources/sources.settings.js';
import { UpstreamClient } from '../sources/upstream-client.js';
import { ModelTopology } from './drivers/model.topology.js';
import { ObservedTopology } from './drivers/observed.topology.js';
import { PrometheusTopology } from './drivers/prometheus.topology.js';
import type { TopologySource } from './topology.port.js';
import { TOPOLOGY_SOURCES, ServiceGraphs } from './service-graphs.js';
import type { TopologySettings } from './topology.settings.js';

// Under the published names, the agent shows its first service.
const FIRST_SERVICE = 'k8s-app-monitor-test';

/**
 * Creates the sources that the settings allow.
 *
 * @throws ConfigurationError when GRAPH_SOURCE is one that they do not
 */
function createSources(
  settings: TopologySettings & SourcesSettings,
  client: UpstreamClient,
  { calls }: Telemetry,
  clock: Clock,
): readonly TopologySource[] {
  const { GRAPH_SOURCE, GRAPH_PROMETHEUS_URL, GRAPH_PROMETHEUS_METRICS, UPSTREAM_TIMEOUT_MS } = settings;
  const services = servicesIn(settings);
  const model = services.find(({ kind }) => kind === 'app-monitor');
  const pathOf = ({ name }: ServiceEntry) => (name === services[0]!.name ? FIRST_SERVICE : name);
  const sources: TopologySource[] = [
    new ObservedTopology(calls, clock, (peer) => chartOf(peer, services, pathOf)),
  ];
  if (model !== undefined) {
    sources.push(new ModelTopology(model.url, pathOf(model), client, UPSTREAM_TIMEOUT_MS));
  }
  if (GRAPH_PROMETHEUS_URL !== '') {
    sources.push(
      new PrometheusTopology(GRAPH_PROMETHEUS_URL, GRAPH_PROMETHEUS_METRICS, client, UPSTREAM_TIMEOUT_MS),
    );
  }
  if (sources.some(({ kind }) => kind === GRAPH_SOURCE)) return sources;
  const needed =
    GRAPH_SOURCE === 'prometheus'
      ? 'GRAPH_PROMETHEUS_URL is not set'
      : 'SERVICES has no service of kind app-monitor';
  throw new ConfigurationError([
    `Expected GRAPH_SOURCE to be a source that is configured but received "${GRAPH_SOURCE}": ${needed}`,
  ]);
}

/** The chart of a peer that is a configured service: by its host name, or the metrics API itself. */
function chartOf(
  { name, namespace }: Peer,
  services: readonly ServiceEntry[],
  pathOf: (service: ServiceEntry) => string,
): string | undefined {
  const service = services.find(({ url }) => {
    const { hostname } = new URL(url);
    const [label, domain, svc] = hostname.split('.');
    return svc === 'svc' ? label === name && domain === namespace : hostname === name;
  });
  if (service !== undefined) return pathOf(service);
  return name === FIRST_SERVICE ? FIRST_SERVICE : undefined;
}

/** Provides service graphs. Requires the agent's settings and a clock. */
@Module({
  imports: [SourcesModule],
  providers: [
    ServiceGraphs,
    {
      provide: TOPOLOGY_SOURCES,
      inject: [SETTINGS, UpstreamClient, Telemetry, CLOCK],
      useFactory: createSources,
    },
  ],
  exports: [ServiceGraphs],
})
export class TopologyModule {}
