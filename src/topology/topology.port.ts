/** What passes along an edge, or arrives at a node, averaged over the horizon. */
export interface Traffic {
  readonly requestsPerSecond: number;
  /** Failed requests / requests, in [0, 1]; null without requests. */
  readonly errorShare: number | null;
  /** Median latency; null where it is unknown. */
  readonly p50Ms: number | null;
  /** 95th percentile of the latency; null where it is unknown. */
  readonly p95Ms: number | null;
}

/** Something that sends or receives requests. */
export interface GraphNode {
  /** Unique within the graph. */
  readonly id: string;
  readonly title: string;
  /** What the node is grouped by: the domain of an application, or the namespace of a workload; empty if unknown. */
  readonly domain: string;
  /** What arrives; null for a node that only sends. */
  readonly traffic: Traffic | null;
  /** Address of the node's chart, relative to the agent; undefined where there is none. */
  readonly chart?: string;
}

/** Calls from one node to another. */
export interface GraphEdge {
  /** Id of the calling node. */
  readonly source: string;
  /** Id of the called node. */
  readonly target: string;
  readonly traffic: Traffic;
  /** Share of the requests that used mutual TLS, in [0, 1]; null where it is unknown. */
  readonly mtlsShare: number | null;
}

/** Who calls whom, within a time span. */
export interface ServiceGraph {
  readonly source: TopologyKind;
  /** End of the time span, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly horizonSeconds: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Sentences for readers: why the graph or an edge is empty, and what was left out. */
  readonly notes: readonly string[];
}

/** Where a graph comes from; each has its own driver. */
export const TOPOLOGY_KINDS = ['model', 'observed', 'prometheus'] as const;

export type TopologyKind = (typeof TOPOLOGY_KINDS)[number];

/** A query for a graph. */
export interface TopologyQuestion {
  /** End of the time span, in milliseconds since the Unix epoch; a whole tick. */
  readonly atMs: number;
  readonly horizonSeconds: number;
}

/** Reads one kind of source. */
export interface TopologySource {
  readonly kind: TopologyKind;

  /** @throws UpstreamError when the source is unreachable, slow, or sends an unexpected response */
  read(question: TopologyQuestion): Promise<ServiceGraph>;
}
