import { describe, expect, it } from '@jest/globals';
import { type ServiceCall, ServiceCalls } from '../../platform/service-calls.js';
import { openMetricsRegistry } from '../../platform/telemetry.js';
import { ObservedTopology } from './observed.topology.js';

const START_MS = Date.UTC(2026, 0, 1, 12);
const USER = { name: 'user', namespace: '' };
const AGENT = { name: 'agent', namespace: '' };
const TEST = { name: 'test', namespace: 'shop' };

function observed() {
  const state = { nowMs: START_MS };
  const calls = new ServiceCalls(openMetricsRegistry());
  const chartOf = ({ name }: { name: string }) => (name === 'test' ? 'chart-of-test' : undefined);
  const topology = new ObservedTopology(calls, { nowMs: () => state.nowMs }, chartOf);
  const call = (count: number, given: Partial<ServiceCall> = {}) => {
    for (let number = 0; number < count; number += 1) {
      calls.record({
        client: USER,
        server: AGENT,
        side: 'server',
        durationMs: 10,
        isFailure: false,
        ...given,
      });
    }
  };
  const read = (horizonSeconds = 60) => topology.read({ atMs: state.nowMs, horizonSeconds });
  return { state, call, read };
}

describe('the graph of observed calls', () => {
  it('has the rates, failures and latencies of each edge', async () => {
    const { state, call, read } = observed();
    state.nowMs += 60_000;
    call(90);
    call(10, { isFailure: true, durationMs: 900 });
    call(40, { client: AGENT, server: TEST, side: 'client' });
    state.nowMs += 9000;

    const { nodes, edges } = await read();
    // From 12:00:20, the first whole slot of the last minute, to 12:01:09.
    expect(edges.map(({ source, target }) => [source, target])).toEqual([
      ['user', 'agent'],
      ['agent', 'test.shop'],
    ]);
    expect(edges[0]!.traffic.requestsPerSecond).toBeCloseTo(100 / 59, 6);
    expect(edges[0]!.traffic.errorShare).toBeCloseTo(0.1, 6);
    expect(edges[0]!.traffic.p50Ms).toBeGreaterThan(8);
    expect(edges[0]!.traffic.p50Ms).toBeLessThan(13);
    expect(edges[0]!.traffic.p95Ms).toBeGreaterThan(720);
    expect(edges[0]!.mtlsShare).toBeNull();
    expect(nodes).toEqual([
      { id: 'user', title: 'user', domain: '', traffic: null },
      { id: 'agent', title: 'agent', domain: '', traffic: edges[0]!.traffic },
      { id: 'test.shop', title: 'test', domain: 'shop', traffic: edges[1]!.traffic, chart: 'chart-of-test' },
    ]);
  });

  it('has the share of calls with mutual TLS where a sidecar reports it', async () => {
    const { call, read } = observed();
    call(3, { mtls: true });
    call(1);
    expect((await read()).edges[0]!.mtlsShare).toBe(0.75);
  });

  it('forgets calls before the time span, and keeps them for a longer one', async () => {
    const { state, call, read } = observed();
    call(60);
    state.nowMs += 600_000;
    const short = await read(60);
    expect(short.edges[0]!.traffic).toEqual({
      requestsPerSecond: 0,
      errorShare: null,
      p50Ms: null,
      p95Ms: null,
    });
    expect(short.notes[0]).toMatch(/^This agent has received no requests since \d\d:\d\d:\d\d UTC/);
    expect((await read(3600)).edges[0]!.traffic.requestsPerSecond).toBeCloseTo(0.1, 6);
  });

  it('holds no calls of more than an hour ago', async () => {
    const { state, call, read } = observed();
    call(60);
    state.nowMs += 3_700_000;
    call(1);
    const { requestsPerSecond } = (await read(3600)).edges[0]!.traffic;
    expect(requestsPerSecond).toBeGreaterThan(0);
    expect(requestsPerSecond).toBeLessThan(1 / 3000);
  });

  it('is bounded, however many names callers claim', async () => {
    const { call, read } = observed();
    for (let caller = 0; caller < 200; caller += 1)
      call(1, { client: { name: `c${caller}`, namespace: '' } });
    const { edges } = await read();
    expect(edges).toHaveLength(51);
    const rate = (source: string) => edges.find((edge) => edge.source === source)!.traffic.requestsPerSecond;
    expect(rate('other')).toBeCloseTo(150 * rate('c0'), 6);
  });

  it('says why it is empty', async () => {
    expect((await observed().read()).notes).toEqual([
      'This agent has received no requests since 12:00:00 UTC: open a chart, and the graph shows the calls.',
    ]);
  });
});
