import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { ServiceCalls, UNKNOWN_CALLER, callerOf } from './service-calls.js';
import { openMetricsRegistry } from './telemetry.js';

const AGENT = { name: 'k8s-app-monitor-agent', namespace: '' };
const METRICS_API = { name: 'k8s-app-monitor-test', namespace: 'shop' };
const URI = 'URI=spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway';
const GATEWAY = { peer: { name: 'istio-ingressgateway', namespace: 'istio-system' }, mtls: true };
const STRANGER = { peer: UNKNOWN_CALLER, mtls: false };

describe('the caller of a request', () => {
  const of = (certificate: string) => callerOf({ headers: { 'x-forwarded-client-cert': certificate } });

  it.each([
    ['as Istio writes it', `By=spiffe://cluster.local/ns/d/sa/a;Hash=0123;Subject="";${URI}`],
    ['alone', URI],
    ['quoted', 'URI="spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway"'],
    ['after those of other hops', `URI=spiffe://x/ns/other/sa/other,Hash=1;${URI}`],
  ])('is the identity in its certificate, %s', (_name, certificate) => {
    expect(of(certificate)).toEqual(GATEWAY);
  });

  it.each([
    ['none', ''],
    ['no identity', 'Hash=0123;Subject="CN=x"'],
    ['another scheme', 'URI=https://cluster.local/ns/a/sa/b'],
    ['a name with other characters', 'URI=spiffe://c/ns/a/sa/"b c"'],
    ['a name that is too long', `URI=spiffe://c/ns/a/sa/${'b'.repeat(300)}`],
    ['too many certificates', `${`${URI},`.repeat(100)}${URI}`],
  ])('is unknown with %s', (_name, certificate) => {
    expect(of(certificate)).toEqual(STRANGER);
  });

  it('is the agent, which names itself', () => {
    expect(callerOf({ headers: { 'user-agent': AGENT.name } })).toEqual({ peer: AGENT, mtls: false });
  });
});

describe('the metrics of calls', () => {
  async function metricsOf(calls: readonly Parameters<ServiceCalls['record']>[0][], contentType: string) {
    const registry = openMetricsRegistry();
    const service = new ServiceCalls(registry);
    calls.forEach((call) => service.record(call));
    registry.setContentType(contentType as typeof Registry.PROMETHEUS_CONTENT_TYPE);
    const lines = (await registry.metrics()).split('\n').filter((line) => /^traces_/.test(line));
    expect(new Set(lines.map((line) => line.replace(/ \S+$/, ''))).size).toBe(lines.length);
    return lines;
  }
  const call = { durationMs: 300, isFailure: false } as const;

  it.each([Registry.PROMETHEUS_CONTENT_TYPE, Registry.OPENMETRICS_CONTENT_TYPE])(
    'count requests, failures and durations in %s',
    async (contentType) => {
      const hop = { ...call, client: AGENT, server: METRICS_API, side: 'client' } as const;
      const lines = await metricsOf([hop, { ...hop, isFailure: true }], contentType);
      const labels =
        'client="k8s-app-monitor-agent",client_k8s_namespace_name="",server="k8s-app-monitor-test",server_k8s_namespace_name="shop",connection_type=""';
      expect(lines).toEqual(
        expect.arrayContaining([
          `traces_service_graph_request_total{${labels}} 2`,
          `traces_service_graph_request_failed_total{${labels}} 1`,
          `traces_service_graph_request_client_seconds_bucket{${labels},le="0.2"} 0`,
          `traces_service_graph_request_client_seconds_bucket{${labels},le="0.4"} 2`,
          `traces_service_graph_request_client_seconds_bucket{${labels},le="+Inf"} 2`,
          `traces_service_graph_request_client_seconds_sum{${labels}} 0.6`,
          `traces_service_graph_request_client_seconds_count{${labels}} 2`,
        ]),
      );
    },
  );

  it('leave the calls of the agent to the agent, and measure their duration', async () => {
    const received = { ...call, client: AGENT, server: METRICS_API, side: 'server' } as const;
    const lines = await metricsOf([received], Registry.PROMETHEUS_CONTENT_TYPE);
    expect(lines.some((line) => line.startsWith('traces_service_graph_request_total'))).toBe(false);
    expect(lines.some((line) => line.startsWith('traces_service_graph_request_server_seconds_count'))).toBe(
      true,
    );
  });

  it('are bounded, however many names callers claim', async () => {
    const calls = Array.from({ length: 500 }, (_, index) => ({
      ...call,
      client: { name: `caller-${index}`, namespace: 'x' },
      server: AGENT,
      side: 'server' as const,
    }));
    const totals = (await metricsOf(calls, Registry.PROMETHEUS_CONTENT_TYPE)).filter((line) =>
      line.startsWith('traces_service_graph_request_total'),
    );
    expect(totals).toHaveLength(51);
    expect(totals.find((line) => line.includes('client="other"'))).toMatch(/ 450$/);
  });
});
