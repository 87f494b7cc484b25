import { z } from 'zod';
import { expectContent, expectOk, readJson } from '../../sources/upstream-answer.js';
import { Budget, type UpstreamClient, joinUrl } from '../../sources/upstream-client.js';
import type { ServiceGraph, TopologyQuestion, TopologySource, Traffic } from '../topology.port.js';

const number = z.number().nullable();

/** The part of `GET /api/v1/topology` that the graph shows. */
const topologySchema = z.object({
  nodes: z.array(
    z.object({
      app: z.string().min(1),
      domain: z.string(),
      requestsPerSecond: number,
      failRatio: number,
      latencyP50Ms: number.default(null),
      latencyP95Ms: number.default(null),
    }),
  ),
  edges: z.array(z.object({ from: z.string(), to: z.string(), callsPerSecond: z.number() })),
});

type Topology = z.output<typeof topologySchema>;

const TICK_MS = 1000;

/** The applications of the metrics API's scenario. */
export class ModelTopology implements TopologySource {
  readonly kind = 'model';

  /** @param chartPath - the address of the service's chart at the agent, without a leading slash */
  constructor(
    private readonly url: string,
    private readonly chartPath: string,
    private readonly client: UpstreamClient,
    private readonly timeoutMs: number,
  ) {}

  async read({ atMs, horizonSeconds }: TopologyQuestion): Promise<ServiceGraph> {
    const query = { at: String((atMs - TICK_MS) / 1000), window: String(horizonSeconds) };
    const url = joinUrl(this.url, 'api/v1/topology', query);
    const answer = await this.client.get(url, 'application/json', new Budget(this.timeoutMs));
    expectOk(answer);
    expectContent(answer, 'application/json');
    const topology = readJson(answer, topologySchema);
    return { source: 'model', atMs, horizonSeconds, ...this.graphOf(topology) };
  }

  /** The model knows failures and latencies of applications, not of edges: those of an edge are those of its target. */
  private graphOf({ nodes, edges }: Topology): Pick<ServiceGraph, 'nodes' | 'edges' | 'notes'> {
    const byName = new Map(nodes.map((node) => [node.app, node]));
    const gaps = nodes.filter(({ requestsPerSecond }) => requestsPerSecond === null).map(({ app }) => app);
    return {
      nodes: nodes.map((node) => ({
        id: node.app,
        title: node.app,
        domain: node.domain,
        traffic: trafficOf(node.requestsPerSecond ?? 0, node),
        chart: `${this.chartPath}?app=${encodeURIComponent(node.app)}`,
      })),
      edges: edges.map(({ from, to, callsPerSecond }) => ({
        source: from,
        target: to,
        traffic: trafficOf(callsPerSecond, byName.get(to)),
        mtlsShare: null,
      })),
      notes: notesOn(nodes.length, edges.length, gaps),
    };
  }
}

function trafficOf(requestsPerSecond: number, node: Topology['nodes'][number] | undefined): Traffic {
  const isIdle = requestsPerSecond === 0;
  return {
    requestsPerSecond,
    errorShare: isIdle ? null : (node?.failRatio ?? null),
    p50Ms: isIdle ? null : (node?.latencyP50Ms ?? null),
    p95Ms: isIdle ? null : (node?.latencyP95Ms ?? null),
  };
}

function notesOn(nodes: number, edges: number, gaps: readonly string[]): string[] {
  const notes = [];
  if (nodes === 0) notes.push('The scenario has no applications.');
  else if (edges === 0) notes.push('No application of the scenario calls another one (dependencies).');
  if (gaps.length > 0) notes.push(`No metrics in this time span, because of a gap: ${gaps.join(', ')}.`);
  return notes;
}
