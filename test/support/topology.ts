import type { shop } from '../../src/chart-spec/testing/graphs.js';

type Graph = ReturnType<typeof shop>;

/** What a metrics API with these applications and calls answers at `/api/v1/topology`. */
export function topologyOf({ nodes, edges }: Graph): string {
  return JSON.stringify({
    nodes: nodes.map(({ id, domain, traffic }) => ({
      app: id,
      domain,
      requestsPerSecond: traffic?.requestsPerSecond ?? 0,
      failRatio: traffic?.errorShare ?? null,
    })),
    edges: edges.map(({ source, target, traffic }) => ({
      from: source,
      to: target,
      callsPerSecond: traffic.requestsPerSecond,
    })),
  });
}
