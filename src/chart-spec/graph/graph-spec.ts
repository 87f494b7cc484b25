import type { ChartSpec } from '../chart-spec.js';

/** How well calls go: by their error share, and whether there are any. */
export type Health = 'healthy' | 'degraded' | 'failing' | 'idle';

/** A node as it is drawn. */
export interface GraphSpecNode {
  readonly title: string;
  readonly domain: string;
  /** Requests and errors, such as `120 req/s, 2 % errors`. */
  readonly traffic: string;
  /** Undefined for a node that only sends. */
  readonly health?: Health;
  /** Address of the node's chart, relative to the picture; undefined where there is none. */
  readonly href?: string;
  /** All figures in a sentence, for readers who cannot see the picture. */
  readonly description: string;
}

/** An edge as it is drawn. */
export interface GraphSpecEdge {
  /** Position of the calling node in the list of nodes. */
  readonly source: number;
  /** Position of the called node. */
  readonly target: number;
  /** Lines next to the edge: requests and errors, latency, mutual TLS. */
  readonly lines: readonly string[];
  readonly health: Health;
  /** An idle edge keeps its place in the layout when it is not drawn. */
  readonly isShown: boolean;
  readonly strokePx: number;
  readonly title: string;
  readonly description: string;
}

/** A graph as it is drawn, in plain data. */
export interface GraphDrawing {
  readonly nodes: readonly GraphSpecNode[];
  readonly edges: readonly GraphSpecEdge[];
  /** Where the graph comes from, and its time span. */
  readonly subtitle: string;
  /** Lines that the label of an edge may have: with mutual TLS one more. */
  readonly labelLines: number;
  /** Sentences below the title. */
  readonly notes: readonly string[];
  /** `auto` follows the reader's system, where the format allows it; elsewhere it is light. */
  readonly theme: GraphTheme;
}

export type GraphTheme = 'light' | 'dark' | 'auto';

/** What a picture of a graph shows, independent of how it is rendered; plain data like `ChartSpec`. */
export interface GraphSpec extends Omit<ChartSpec, 'config'> {
  readonly graph: GraphDrawing;
}

/** What a picture shows. */
export type PictureSpec = ChartSpec | GraphSpec;

export function isGraph(spec: PictureSpec): spec is GraphSpec {
  return 'graph' in spec;
}
