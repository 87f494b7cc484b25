import type { GraphEdge, GraphNode, ServiceGraph, Traffic } from '../../topology/topology.port.js';

export function traffic(requestsPerSecond: number, errorShare = 0, p50Ms: number | null = 12): Traffic {
  const isIdle = requestsPerSecond === 0;
  return {
    requestsPerSecond,
    errorShare: isIdle ? null : errorShare,
    p50Ms: isIdle ? null : p50Ms,
    p95Ms: isIdle || p50Ms === null ? null : p50Ms * 5,
  };
}

export function node(id: string, more: Partial<GraphNode> = {}): GraphNode {
  return { id, title: id, domain: 'shop', traffic: traffic(10), chart: `shop?app=${id}`, ...more };
}

export function edge(source: string, target: string, more: Partial<GraphEdge> = {}): GraphEdge {
  return { source, target, traffic: traffic(10), mtlsShare: null, ...more };
}

export function graph(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[] = [],
  more: Partial<ServiceGraph> = {},
): ServiceGraph {
  return { source: 'model', atMs: 0, horizonSeconds: 300, nodes, edges, notes: [], ...more };
}

/** A shop of twelve services behind a gateway, with every kind of health. */
export function shop(): ServiceGraph {
  const calls: [
    source: string,
    target: string,
    rate: number,
    errors: number,
    p50Ms: number,
    mtls: number | null,
  ][] = [
    ['gateway', 'storefront', 61, 0.004, 38, 1],
    ['gateway', 'search', 14.8, 0.001, 92, 1],
    ['gateway', 'checkout', 6.2, 0.031, 131, 1],
    ['storefront', 'catalogue', 92, 0.0004, 12, 1],
    ['storefront', 'cart', 18.4, 0.012, 26, 1],
    ['storefront', 'recommendations', 41, 0, 31, 0],
    ['search', 'catalogue', 7.3, 0, 13, 1],
    ['cart', 'inventory', 9.1, 0, 21, 1],
    ['checkout', 'cart', 6.2, 0.009, 27, 1],
    ['checkout', 'payment', 6.4, 0.087, 212, 1],
    ['checkout', 'shipping', 5.9, 0, 44, 0.4],
    ['payment', 'ledger', 5.8, 0.002, 9, 1],
    ['shipping', 'inventory', 5.9, 0, 18, 1],
    ['recommendations', 'catalogue', 0, 0, 0, null],
    ['ledger', 'audit', 0, 0, 0, null],
  ];
  const domains: Readonly<Record<string, string>> = {
    payment: 'billing',
    ledger: 'billing',
    audit: 'billing',
  };
  const names = [...new Set(calls.flatMap(([source, target]) => [source, target]))];
  const arriving = (name: string): Traffic | null => {
    const to = calls.filter(([, target]) => target === name);
    const rate = to.reduce((sum, [, , one]) => sum + one, 0);
    const failed = to.reduce((sum, [, , one, errors]) => sum + one * errors, 0);
    return to.length === 0 ? null : traffic(rate, rate === 0 ? 0 : failed / rate, to[0]![4]);
  };
  return graph(
    names.map((name) => node(name, { domain: domains[name] ?? 'shop', traffic: arriving(name) })),
    calls.map(([source, target, rate, errors, p50Ms, mtlsShare]) =>
      edge(source, target, { traffic: traffic(rate, errors, p50Ms), mtlsShare }),
    ),
  );
}

/** A deterministic graph in layers, as large systems have them: callers, services, shared services, stores. */
export function large(nodeCount: number, edgeCount: number, domains = 12): ServiceGraph {
  const random = pseudoRandom(7);
  const layerOf = (index: number) => Math.floor(Math.sqrt(index / nodeCount) * 7);
  const pick = () => Math.floor(random() * nodeCount);
  const chosen = new Map<string, GraphEdge>();
  while (chosen.size < edgeCount) {
    const [from, to] = [pick(), pick()];
    const isNext = layerOf(to) === layerOf(from) + 1;
    const isFurther = layerOf(to) > layerOf(from) && random() < 0.15;
    if (!isNext && !isFurther && random() > 0.005) continue;
    const [rate, errors] = [random() ** 4 * 400, random() ** 12];
    chosen.set(
      `${from} ${to}`,
      edge(`app-${from}`, `app-${to}`, { traffic: traffic(rate, errors, 1 + random() * 80) }),
    );
  }
  const nodes = Array.from({ length: nodeCount }, (_, index) =>
    node(`app-${index}`, { domain: `domain-${index % domains}`, traffic: traffic(random() * 100) }),
  );
  return graph(nodes, [...chosen.values()]);
}

/** A linear congruential generator: the numbers of a test do not change. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
