import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Admission } from '../platform/admission.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { InvalidInputError } from '../platform/errors.js';
import { runShared } from '../platform/http/request-context.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import { Telemetry } from '../platform/telemetry.js';
import { readGate } from '../sources/read-gate.js';
import type { SourcesSettings } from '../sources/sources.settings.js';
import {
  TOPOLOGY_KINDS,
  type ServiceGraph,
  type TopologyKind,
  type TopologySource,
} from './topology.port.js';
import type { TopologySettings } from './topology.settings.js';

export const TOPOLOGY_SOURCES = Symbol('TopologySources');

const TICK_MS = 1000;
const MAX_CACHED_GRAPHS = 32;

const NEEDED: Readonly<Record<TopologyKind, string>> = {
  model: 'a service of kind app-monitor in SERVICES, or SERVICE_NAME',
  observed: 'nothing',
  prometheus: 'GRAPH_PROMETHEUS_URL',
};

/** What is requested of a graph; the names are those of the parameters of Istio's original service graph. */
export interface GraphQuery {
  /** The default source unless given. */
  readonly source?: TopologyKind | undefined;
  /** In seconds. */
  readonly time_horizon: number;
  /** Whether nodes and edges without requests are left out. */
  readonly filter_empty?: 'true' | 'false' | undefined;
  readonly source_namespace?: string | undefined;
  readonly source_workload?: string | undefined;
  readonly destination_namespace?: string | undefined;
  readonly destination_workload?: string | undefined;
}

/** Service graphs from the sources that are configured. */
@Injectable()
export class ServiceGraphs {
  private readonly graphs: LRUCache<string, ServiceGraph>;
  private readonly gate: Admission;

  constructor(
    @Inject(TOPOLOGY_SOURCES) private readonly sources: readonly TopologySource[],
    @Inject(SETTINGS)
    private readonly settings: Pick<
      TopologySettings & SourcesSettings,
      'GRAPH_SOURCE' | 'UPSTREAM_TIMEOUT_MS'
    >,
    @Inject(CLOCK) private readonly clock: Clock,
    { registry }: Telemetry,
  ) {
    this.gate = readGate('the service graph', settings.UPSTREAM_TIMEOUT_MS, registry);
    this.graphs = new LRUCache({
      max: MAX_CACHED_GRAPHS,
      perf: { now: () => clock.nowMs() },
      ttl: TICK_MS,
      ttlAutopurge: true,
      ignoreFetchAbort: true,
      fetchMethod: (key) => this.readUncached(key),
    });
  }

  /** The sources that are configured, the default one first. */
  get kinds(): readonly TopologyKind[] {
    const others = this.sources.map(({ kind }) => kind).filter((kind) => kind !== this.settings.GRAPH_SOURCE);
    return [this.settings.GRAPH_SOURCE, ...others];
  }

  /**
   * The graph of the last complete seconds. Equal queries within a second share one read.
   *
   * @throws InvalidInputError when that source is not configured
   * @throws UpstreamError when it cannot be read
   */
  async read(query: GraphQuery): Promise<ServiceGraph> {
    return filtered(await this.readWhole(query.source, query.time_horizon), query);
  }

  private async readWhole(kind: TopologyKind | undefined, horizonSeconds: number): Promise<ServiceGraph> {
    const source = this.sourceOf(kind ?? this.settings.GRAPH_SOURCE);
    const atMs = Math.floor(this.clock.nowMs() / TICK_MS) * TICK_MS;
    // What this process observed is at hand, and changes within a second.
    if (source.kind === 'observed') return source.read({ atMs, horizonSeconds });
    return this.graphs.forceFetch(JSON.stringify([source.kind, atMs, horizonSeconds]));
  }

  private readUncached(key: string): Promise<ServiceGraph> {
    const [kind, atMs, horizonSeconds] = JSON.parse(key) as [TopologyKind, number, number];
    return this.gate.run(() => runShared(() => this.sourceOf(kind).read({ atMs, horizonSeconds })));
  }

  private sourceOf(kind: TopologyKind): TopologySource {
    const source = this.sources.find((candidate) => candidate.kind === kind);
    if (source !== undefined) return source;
    const available = TOPOLOGY_KINDS.filter((name) =>
      this.sources.some((candidate) => candidate.kind === name),
    );
    throw InvalidInputError.of(
      'source',
      `Expected source to be one of ${available.join(', ')} but received "${kind}", which needs ${NEEDED[kind]}`,
    );
  }
}

/** The edges that a query selects, with their nodes; nodes without any edge only in an unfiltered graph. */
function filtered(graph: ServiceGraph, query: GraphQuery): ServiceGraph {
  const { source_namespace, source_workload, destination_namespace, destination_workload } = query;
  const isFiltered = [source_namespace, source_workload, destination_namespace, destination_workload].some(
    (value) => value !== undefined,
  );
  const hidesEmpty = query.filter_empty === 'true';
  if (!isFiltered && !hidesEmpty) return graph;
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const matches = (id: string, namespace: string | undefined, workload: string | undefined) => {
    const node = byId.get(id);
    return (
      (namespace === undefined || node?.domain === namespace) &&
      (workload === undefined || node?.title === workload)
    );
  };
  const edges = graph.edges.filter(
    ({ source, target, traffic }) =>
      matches(source, source_namespace, source_workload) &&
      matches(target, destination_namespace, destination_workload) &&
      !(hidesEmpty && traffic.requestsPerSecond === 0),
  );
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes = graph.nodes.filter(
    ({ id, traffic }) => ends.has(id) || (!isFiltered && (traffic?.requestsPerSecond ?? 0) > 0),
  );
  const hasLostAll = edges.length === 0 && graph.edges.length > 0;
  const reason = isFiltered
    ? `None of the ${graph.edges.length} edges matches the filter.`
    : `None of the ${graph.edges.length} edges had requests in the last ${graph.horizonSeconds} s.`;
  return { ...graph, nodes, edges, notes: hasLostAll ? [...graph.notes, reason] : graph.notes };
}
