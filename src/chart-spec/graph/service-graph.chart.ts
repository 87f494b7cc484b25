import type { GraphEdge, GraphNode, ServiceGraph, Traffic } from '../../topology/topology.port.js';
import { printedNumber } from '../labels.js';
import { graphColors } from './graph-colors.js';
import type { GraphSpec, GraphSpecEdge, GraphSpecNode, GraphTheme, Health } from './graph-spec.js';
import { reduceGraph } from './reduce-graph.js';

/** The appearance that a request can choose. */
export interface GraphStyle {
  readonly theme: GraphTheme;
  /** Whether edges without requests are drawn. */
  readonly showsIdle: boolean;
}

/** From this error share on, calls count as degraded. */
export const DEGRADED_SHARE = 0.01;
/** From this error share on, calls count as failing. */
export const FAILING_SHARE = 0.05;

/** The picture of a graph: who calls whom, with rates, errors and latency. */
export function serviceGraphChart(graph: ServiceGraph, style: GraphStyle): GraphSpec {
  const { nodes, edges, notes } = reduceGraph(graph);
  const names = new Map(nodes.map(({ id, title }) => [id, oneLine(title)]));
  const positions = new Map(nodes.map(({ id }, index) => [id, index]));
  const drawn = edges.map((edge) => drawnEdge(edge, style, positions, names));
  const hidden = drawn.filter(({ isShown }) => !isShown).length;
  const seen = drawn.some(({ health }) => health !== 'idle');
  const span = printedSpan(graph.horizonSeconds);
  return {
    graph: {
      nodes: nodes.map(drawnNode),
      edges: drawn,
      labelLines: edges.some(({ mtlsShare }) => mtlsShare !== null) ? 3 : 2,
      subtitle: `Source: ${graph.source} · averages of the last ${span}`,
      notes: [
        ...(seen || notes.length > 0 ? [] : [`No requests in the last ${span}.`]),
        ...(hidden === 0 ? [] : [`${counted(hidden, 'idle edge')} hidden.`]),
        ...notes.map(oneLine),
      ],
      theme: style.theme,
    },
    background: graphColors(style.theme).background,
    title: `Service graph, source ${graph.source}, last ${span}`,
    description: `${counted(nodes.length, 'node')}, ${counted(edges.length, 'edge')}. ${troubles(drawn)}`,
  };
}

function drawnNode({ title, domain, traffic, chart }: GraphNode): GraphSpecNode {
  const name = oneLine(title);
  const group = oneLine(domain);
  const rate = traffic === null ? 'sends only' : printedTraffic(traffic);
  return {
    title: name,
    domain: group,
    traffic: rate,
    ...(traffic !== null && { health: healthOf(traffic) }),
    ...(chart !== undefined && { href: chart }),
    description: [group && `domain ${group}`, rate, traffic && printedLatency(traffic)]
      .filter(Boolean)
      .join(', '),
  };
}

function drawnEdge(
  { source, target, traffic, mtlsShare }: GraphEdge,
  { showsIdle }: GraphStyle,
  positions: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
): GraphSpecEdge {
  const health = healthOf(traffic);
  const lines = [printedTraffic(traffic), printedLatency(traffic), printedMtls(mtlsShare)].filter(Boolean);
  return {
    source: positions.get(source)!,
    target: positions.get(target)!,
    lines: health === 'idle' ? lines.slice(0, 1) : lines,
    health,
    isShown: showsIdle || health !== 'idle',
    strokePx: strokeOf(traffic.requestsPerSecond),
    title: `${shortened(names.get(source)!)} → ${shortened(names.get(target)!)}`,
    description: lines.join(', '),
  };
}

function healthOf({ requestsPerSecond, errorShare }: Traffic): Health {
  if (requestsPerSecond <= 0) return 'idle';
  const share = errorShare ?? 0;
  if (share >= FAILING_SHARE) return 'failing';
  return share >= DEGRADED_SHARE ? 'degraded' : 'healthy';
}

const THINNEST_PX = 1;
const THICKEST_PX = 6;
const PX_PER_DECADE = 1.5;

/** The thickness of an edge: the same rate has the same one in every picture. */
function strokeOf(requestsPerSecond: number): number {
  const px = THINNEST_PX + PX_PER_DECADE * Math.log10(1 + Math.max(0, requestsPerSecond));
  return Math.round(Math.min(THICKEST_PX, px) * 10) / 10;
}

const RATE = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** Such as `120 req/s, 2 % errors`. */
export function printedTraffic({ requestsPerSecond, errorShare }: Traffic): string {
  if (requestsPerSecond <= 0) return 'no requests';
  const rate = requestsPerSecond < 0.001 ? '<0.001' : RATE.format(requestsPerSecond);
  return `${rate} req/s${errorShare === null || errorShare <= 0 ? '' : `, ${printedShare(errorShare)} errors`}`;
}

/** Such as `p50 12 ms, p95 80 ms`; empty where both are unknown. */
export function printedLatency({ p50Ms, p95Ms }: Traffic): string {
  const parts = [
    p50Ms === null ? '' : `p50 ${printedMs(p50Ms)}`,
    p95Ms === null ? '' : `p95 ${printedMs(p95Ms)}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** Such as `mTLS`, `no mTLS` or `mTLS 40 %`; empty where it is unknown. */
export function printedMtls(share: number | null): string {
  if (share === null) return '';
  if (share <= 0) return 'no mTLS';
  return share >= 1 ? 'mTLS' : `mTLS ${printedShare(share)}`;
}

/** A share in (0, 1] as percent: never 0 %, and 100 % only for all. */
function printedShare(share: number): string {
  const percent = share * 100;
  if (percent < 0.01) return '<0.01 %';
  const rounded = percent < 1 ? percent.toFixed(2) : percent < 10 ? percent.toFixed(1) : percent.toFixed(0);
  return rounded === '100' && share < 1 ? '>99 %' : `${Number(rounded)} %`;
}

function printedMs(ms: number): string {
  return ms >= 1000
    ? `${printedNumber(Math.round(ms / 10) / 100)} s`
    : `${Number(ms.toPrecision(ms < 10 ? 2 : 3))} ms`;
}

/** Such as `90 s`, `5 min` or `2 h`. */
export function printedSpan(seconds: number): string {
  if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 && seconds > 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** Such as `1 node` or `2 nodes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const MOST_TROUBLES = 10;

function troubles(edges: readonly GraphSpecEdge[]): string {
  const bad = edges.filter(({ health }) => health === 'failing' || health === 'degraded');
  if (bad.length === 0) return 'No edge with errors of 1 % or more.';
  const listed = bad
    .slice(0, MOST_TROUBLES)
    .map(({ title, health, lines }) => `${title} ${health}: ${lines[0]!}`);
  return `${counted(bad.length, 'edge')} with errors of 1 % or more: ${listed.join('; ')}.`;
}

const LONGEST_NAME = 60;

/** A name inside a sentence; the node has it in full. */
function shortened(name: string): string {
  const characters = Array.from(name.slice(0, 2 * LONGEST_NAME));
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}

/**
 * A name on one line that cannot affect the text around it: without line ends, control characters, and the characters
 * that change the direction of text.
 */
export function oneLine(name: string): string {
  return name
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}
