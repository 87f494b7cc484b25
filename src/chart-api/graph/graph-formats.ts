import type { GraphEdge, GraphNode, ServiceGraph, Traffic } from '../../topology/topology.port.js';

type RateLabels = Readonly<Record<'reqs/sec', string>>;

/** The shapes of Istio's original service graph, which programs read. */
export interface OriginalGraph {
  readonly nodes: Readonly<Record<string, object>>;
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly labels: RateLabels;
  }[];
}

export interface D3Graph {
  readonly nodes: readonly { readonly name: string }[];
  readonly links: readonly {
    readonly source: number;
    readonly target: number;
    readonly labels: RateLabels;
  }[];
}

const DECIMALS = 6;

function labelsOf({ requestsPerSecond }: Traffic): RateLabels {
  return { 'reqs/sec': requestsPerSecond.toFixed(DECIMALS) };
}

/** The name of a node in the original's format, `application (workload)`. */
function nameOf({ title, id }: GraphNode): string {
  return `${title} (${id})`;
}

/** The answer of `/graph`. */
export function originalGraph({ nodes, edges }: ServiceGraph): OriginalGraph {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  return {
    nodes: Object.fromEntries(nodes.map((node) => [nameOf(node), {}])),
    edges: edges.map(({ source, target, traffic }) => ({
      source: names.get(source) ?? source,
      target: names.get(target) ?? target,
      labels: labelsOf(traffic),
    })),
  };
}

/** The answer of `/d3graph`, with indexes in place of names. */
export function d3Graph({ nodes, edges }: ServiceGraph): D3Graph {
  const indexes = new Map(nodes.map(({ id }, index) => [id, index]));
  return {
    nodes: nodes.map((node) => ({ name: nameOf(node) })),
    links: edges.map(({ source, target, traffic }) => ({
      source: indexes.get(source)!,
      target: indexes.get(target)!,
      labels: labelsOf(traffic),
    })),
  };
}

/** The answer of `/dotgraph`: a graph in the DOT language. @see https://graphviz.org/doc/info/lang.html */
export function dotGraph({ nodes, edges }: ServiceGraph): string {
  const ids = dotIds(nodes);
  const edgeLines = edges.map(
    ({ source, target, traffic }) =>
      `${ids.get(source)!} -> ${ids.get(target)!} [label=${quoted(`reqs/sec: ${labelsOf(traffic)['reqs/sec']}`)}];`,
  );
  const nodeLines = nodes.map((node) => `${ids.get(node.id)!} [label=${quoted(nameOf(node))}];`);
  return `digraph "istio-servicegraph" {\n${[...edgeLines, ...nodeLines].join('\n')}\n}\n`;
}

/** Quoted ids as in the original, with `_` for characters that it replaced; different nodes have different ids. */
function dotIds(nodes: readonly GraphNode[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    nodes.map((node) => {
      const wanted = printable(nameOf(node)).replace(/[/. ]/g, '_');
      let id = wanted;
      for (let number = 2; taken.has(id); number += 1) id = `${wanted}_${number}`;
      taken.add(id);
      return [node.id, quoted(id)];
    }),
  );
}

/** A string of the DOT language. In labels, a backslash begins an escape sequence. */
function quoted(text: string): string {
  return `"${printable(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Without control characters: readers of DOT end at a NUL, and lines would break the text. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is replaced
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
}

/**
 * The answer of `/graph/nodegraph`: Grafana's node graph panel reads `nodes` and `edges` through the Infinity data source.
 *
 * @see https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/#data-api
 */
export function nodeGraph({ nodes, edges }: ServiceGraph) {
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      title: node.title,
      subtitle: node.domain,
      mainstat: node.traffic === null ? '' : `${rounded(node.traffic.requestsPerSecond)} req/s`,
      secondarystat: node.traffic === null ? '' : errorText(node.traffic),
      arc__ok: 1 - (node.traffic?.errorShare ?? 0),
      arc__failed: node.traffic?.errorShare ?? 0,
      ...details(node.traffic),
    })),
    edges: edges.map((edge) => ({
      id: JSON.stringify([edge.source, edge.target]),
      source: edge.source,
      target: edge.target,
      mainstat: `${rounded(edge.traffic.requestsPerSecond)} req/s`,
      secondarystat: errorText(edge.traffic),
      thickness: thicknessOf(edge),
      ...details(edge.traffic),
      detail__mtls: edge.mtlsShare === null ? 'unknown' : `${rounded(edge.mtlsShare * 100)} %`,
    })),
  };
}

function details(traffic: Traffic | null) {
  const { requestsPerSecond = null, errorShare = null, p50Ms = null, p95Ms = null } = traffic ?? {};
  return {
    detail__requests_per_second: requestsPerSecond,
    detail__error_percent: errorShare === null ? null : errorShare * 100,
    detail__p50_ms: p50Ms,
    detail__p95_ms: p95Ms,
  };
}

function errorText({ errorShare }: Traffic): string {
  return errorShare === null ? '' : `${rounded(errorShare * 100)} % failed`;
}

/** In pixels: one more for each tenfold rate. */
function thicknessOf({ traffic: { requestsPerSecond } }: GraphEdge): number {
  return 1 + Math.min(5, Math.max(0, Math.log10(Math.max(1, requestsPerSecond * 10))));
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
