import type { GraphEdge, GraphNode, ServiceGraph, Traffic } from '../../topology/topology.port.js';

/** Limits of what is laid out and read: with more nodes, those of a domain are one. */
export const MAX_NODES = 200;
export const MAX_EDGES = 1000;

type Reduced = Pick<ServiceGraph, 'nodes' | 'edges' | 'notes'>;

const OTHER = 'other';
const NO_DOMAIN = 'no domain';

/** The graph within the limits, in an order that depends on the names alone; notes say what was left out or joined. */
export function reduceGraph(graph: ServiceGraph): Reduced {
  return limitEdges(sorted(graph.nodes.length > MAX_NODES ? groupByDomain(graph) : graph));
}

function sorted({ nodes, edges, notes }: Reduced): Reduced {
  const ids = new Set(nodes.map(({ id }) => id));
  return {
    nodes: [...nodes].sort((a, b) => compare(a.id, b.id)),
    edges: edges
      .filter(({ source, target }) => ids.has(source) && ids.has(target))
      .sort((a, b) => compare(a.source, b.source) || compare(a.target, b.target)),
    notes,
  };
}

/** By code units: the order of a locale differs between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function limitEdges({ nodes, edges, notes }: Reduced): Reduced {
  if (edges.length <= MAX_EDGES) return { nodes, edges, notes };
  const busiest = [...edges].sort((a, b) => b.traffic.requestsPerSecond - a.traffic.requestsPerSecond);
  const kept = new Set(busiest.slice(0, MAX_EDGES));
  const note = `The ${MAX_EDGES} busiest of ${edges.length} edges are shown.`;
  return { nodes, edges: edges.filter((edge) => kept.has(edge)), notes: [...notes, note] };
}

/** One node for each domain, and one for the smallest domains where there are too many. */
function groupByDomain({ nodes, edges, notes }: Reduced): Reduced {
  const members = groupBy(nodes, ({ domain }) => domain);
  const bySize = [...members].sort(([a, left], [b, right]) => right.length - left.length || compare(a, b));
  const kept = new Set(
    bySize.slice(0, bySize.length > MAX_NODES ? MAX_NODES - 1 : MAX_NODES).map(([name]) => name),
  );
  const groupOf = new Map(nodes.map(({ id, domain }) => [id, kept.has(domain) ? `domain ${domain}` : OTHER]));
  const others = bySize.length - kept.size;
  const left = others === 0 ? '' : `; the ${others} smallest domains are the node "${OTHER}"`;
  return {
    nodes: [...groupBy(nodes, ({ id }) => groupOf.get(id)!)].map(([id, group]) => groupNode(id, group)),
    edges: joinedEdges(edges, groupOf),
    notes: [
      ...notes,
      `${nodes.length} nodes are grouped by domain (at most ${MAX_NODES} are shown one by one)${left}.`,
    ],
  };
}

function groupNode(id: string, members: readonly GraphNode[]): GraphNode {
  const title = id === OTHER ? OTHER : members[0]!.domain || NO_DOMAIN;
  const count = `${members.length} ${members.length === 1 ? 'node' : 'nodes'}`;
  return { id, title, domain: count, traffic: joinedTraffic(members.map(({ traffic }) => traffic)) };
}

/** The edges between groups, and those inside a group as one edge from the group to itself. */
function joinedEdges(edges: readonly GraphEdge[], groupOf: ReadonlyMap<string, string>): GraphEdge[] {
  const known = edges.filter(({ source, target }) => groupOf.has(source) && groupOf.has(target));
  const groups = groupBy(known, ({ source, target }) =>
    JSON.stringify([groupOf.get(source), groupOf.get(target)]),
  );
  return [...groups.values()].map((members) => ({
    source: groupOf.get(members[0]!.source)!,
    target: groupOf.get(members[0]!.target)!,
    traffic: joinedTraffic(members.map(({ traffic }) => traffic))!,
    mtlsShare: weighted(
      members.map(({ traffic, mtlsShare }) => ({ weight: traffic.requestsPerSecond, value: mtlsShare })),
    ),
  }));
}

/** Rates add up and error shares average; percentiles of parts do not give one of the whole, so there is none. */
function joinedTraffic(parts: readonly (Traffic | null)[]): Traffic | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return null;
  return {
    requestsPerSecond: known.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0),
    errorShare: weighted(
      known.map(({ requestsPerSecond, errorShare }) => ({ weight: requestsPerSecond, value: errorShare })),
    ),
    p50Ms: null,
    p95Ms: null,
  };
}

/** The average of the known values by weight; null without any. */
function weighted(parts: readonly { weight: number; value: number | null }[]): number | null {
  let weights = 0;
  let sum = 0;
  for (const { weight, value } of parts) {
    if (value === null) continue;
    weights += weight;
    sum += weight * value;
  }
  return weights > 0 ? sum / weights : null;
}

/** The items by key, in the order in which the keys appear; `Map.groupBy` is not in Node 20. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
