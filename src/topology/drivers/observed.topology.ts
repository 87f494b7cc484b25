import type { Clock } from '../../platform/clock.js';
import type { Peer, ServiceCall, ServiceCalls } from '../../platform/service-calls.js';
import type {
  GraphEdge,
  GraphNode,
  ServiceGraph,
  TopologyQuestion,
  TopologySource,
  Traffic,
} from '../topology.port.js';

// Calls are kept in slots of this length, for the longest time span.
const SLOT_MS = 10_000;
const SLOTS = 3600_000 / SLOT_MS;

// Each bound is a quarter more than the one before: from 1 ms to a minute, within 25 %.
const BOUNDS_MS = Array.from({ length: 50 }, (_, index) => Math.exp(index * Math.log(1.25)));

/** The calls along an edge in one slot. */
interface SlotCalls {
  readonly slot: number;
  requests: number;
  failed: number;
  mtls: number;
  /** Requests by bucket; only those that are not zero. */
  readonly buckets: Map<number, number>;
}

interface ObservedEdge {
  readonly client: Peer;
  readonly server: Peer;
  readonly slots: SlotCalls[];
}

/** The calls that this agent received and made. They are lost when it restarts, and each replica has its own. */
export class ObservedTopology implements TopologySource {
  readonly kind = 'observed';
  private readonly edges = new Map<string, ObservedEdge>();
  private readonly startedMs: number;

  /** @param chartOf - the address of a service's chart at the agent; undefined where there is none */
  constructor(
    calls: ServiceCalls,
    private readonly clock: Clock,
    private readonly chartOf: (peer: Peer) => string | undefined,
  ) {
    this.startedMs = clock.nowMs();
    calls.onCall((call) => this.record(call));
  }

  read({ horizonSeconds }: TopologyQuestion): Promise<ServiceGraph> {
    const nowMs = this.clock.nowMs();
    const firstSlot =
      Math.floor(nowMs / SLOT_MS) - Math.max(1, Math.round((horizonSeconds * 1000) / SLOT_MS)) + 1;
    const fromMs = Math.max(this.startedMs, firstSlot * SLOT_MS);
    const seconds = Math.max(1, (nowMs - fromMs) / 1000);
    const edges = [...this.edges.values()].map((edge) => edgeOf(edge, firstSlot, seconds));
    const hasTraffic = edges.some(({ traffic }) => traffic.requestsPerSecond > 0);
    const since = new Date(fromMs).toISOString().slice(11, 19);
    return Promise.resolve({
      source: 'observed',
      atMs: nowMs,
      horizonSeconds,
      nodes: this.nodesOf(edges),
      edges,
      notes: hasTraffic
        ? [`Calls that this agent received and made since ${since} UTC.`]
        : [
            `This agent has received no requests since ${since} UTC: open a chart, and the graph shows the calls.`,
          ],
    });
  }

  private record({ client, server, durationMs, isFailure, mtls }: ServiceCall): void {
    const slot = slotOf(this.edgeOf(client, server), Math.floor(this.clock.nowMs() / SLOT_MS));
    const bucket = bucketOf(durationMs);
    slot.requests += 1;
    slot.failed += isFailure ? 1 : 0;
    slot.mtls += mtls === true ? 1 : 0;
    slot.buckets.set(bucket, (slot.buckets.get(bucket) ?? 0) + 1);
  }

  private edgeOf(client: Peer, server: Peer): ObservedEdge {
    const key = `${idOf(client)} ${idOf(server)}`;
    const known = this.edges.get(key);
    if (known !== undefined) return known;
    const edge = { client, server, slots: [] };
    this.edges.set(key, edge);
    return edge;
  }

  private nodesOf(edges: readonly GraphEdge[]): GraphNode[] {
    const peers = new Map<string, Peer>();
    for (const { client, server } of this.edges.values()) {
      for (const peer of [client, server]) peers.set(idOf(peer), peer);
    }
    return [...peers].map(([id, peer]) => {
      const received = edges.filter(({ target }) => target === id).map(({ traffic }) => traffic);
      const chart = this.chartOf(peer);
      return {
        id,
        title: peer.name,
        domain: peer.namespace,
        traffic: received.length === 0 ? null : together(received),
        ...(chart === undefined ? {} : { chart }),
      };
    });
  }
}

function idOf({ name, namespace }: Peer): string {
  return namespace === '' ? name : `${name}.${namespace}`;
}

/** The slot for calls now. Slots that no time span can include any more are dropped. */
function slotOf({ slots }: ObservedEdge, slot: number): SlotCalls {
  const last = slots.at(-1);
  if (last?.slot === slot) return last;
  const next = { slot, requests: 0, failed: 0, mtls: 0, buckets: new Map<number, number>() };
  slots.push(next);
  while (slots[0]!.slot <= slot - SLOTS) slots.shift();
  return next;
}

function bucketOf(durationMs: number): number {
  const bucket = BOUNDS_MS.findIndex((bound) => durationMs <= bound);
  return bucket < 0 ? BOUNDS_MS.length - 1 : bucket;
}

function edgeOf({ client, server, slots }: ObservedEdge, firstSlot: number, seconds: number): GraphEdge {
  const within = slots.filter(({ slot }) => slot >= firstSlot);
  const sum = (valueOf: (slot: SlotCalls) => number) =>
    within.reduce((total, slot) => total + valueOf(slot), 0);
  const requests = sum((slot) => slot.requests);
  return {
    source: idOf(client),
    target: idOf(server),
    traffic: {
      requestsPerSecond: requests / seconds,
      errorShare: requests === 0 ? null : sum((slot) => slot.failed) / requests,
      p50Ms: quantileMs(within, requests, 0.5),
      p95Ms: quantileMs(within, requests, 0.95),
    },
    // Without a sidecar in front, the agent cannot know.
    mtlsShare: sum((slot) => slot.mtls) === 0 ? null : sum((slot) => slot.mtls) / requests,
  };
}

/** The upper bound of the bucket with the quantile; null without requests. */
function quantileMs(slots: readonly SlotCalls[], requests: number, quantile: number): number | null {
  if (requests === 0) return null;
  let below = 0;
  for (const [bucket, boundMs] of BOUNDS_MS.entries()) {
    for (const { buckets } of slots) below += buckets.get(bucket) ?? 0;
    if (below >= quantile * requests) return boundMs;
  }
  return BOUNDS_MS.at(-1)!;
}

/** The traffic of several edges as one; the latencies of edges cannot be added. */
function together(all: readonly Traffic[]): Traffic {
  const requestsPerSecond = all.reduce((sum, traffic) => sum + traffic.requestsPerSecond, 0);
  const failed = all.reduce((sum, traffic) => sum + traffic.requestsPerSecond * (traffic.errorShare ?? 0), 0);
  const [only] = all;
  return {
    requestsPerSecond,
    errorShare: requestsPerSecond === 0 ? null : failed / requestsPerSecond,
    p50Ms: all.length === 1 ? only!.p50Ms : null,
    p95Ms: all.length === 1 ? only!.p95Ms : null,
  };
}
