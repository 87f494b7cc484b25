import { beforeAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { eventually } from '../../support/eventually.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/suites.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { atGateway, meshed, PATH } from './meshed.js';

/** A span as Zipkin returns it; the name of the service identifies gateway, agent and metrics API. */
interface Span {
  readonly id: string;
  readonly parentId?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly localEndpoint: { readonly serviceName: string };
}

// The last steps of each service, by the names of their spans.
const OWN_SPANS = ['render encode', 'model answer'];
const HOPS = ['istio-ingressgateway', 'k8s-app-monitor-agent', 'k8s-app-monitor-test'];

describeWith('istio')('a trace in Zipkin', () => {
  let host: string;

  beforeAll(async () => {
    // Istio's init container configures the pod's network as root, which Pod Security `restricted` forbids.
    const namespace = await ownNamespace('trace', 'privileged');
    host = `${namespace}.example.com`;
    const settings = { OTEL_BSP_SCHEDULE_DELAY: 500 };
    await deploy(
      { name: 'k8s-app-monitor', namespace },
      {
        istio: meshed(host),
        tracing: {
          endpoint: `${addressOf('ZIPKIN_URL')}/api/v2/spans`,
          exporter: 'zipkin',
          propagators: ['tracecontext', 'baggage', 'b3multi'],
        },
        agent: { settings },
        metricsApi: { settings },
      },
    );
    await eventually(
      'the gateway served the agent',
      async () => (await atGateway(host, PATH)).status === 200,
    );
  }, 300_000);

  it('continues the trace of the client, and links gateway, agent and metrics API', async () => {
    const callerId = randomBytes(8).toString('hex');
    const spans = await completeTrace(await tracedRead(callerId));

    const known = new Set([callerId, ...spans.map(({ id }) => id)]);
    expect(spans.filter(({ parentId }) => !known.has(parentId ?? ''))).toEqual([]);
    expect(pathTo(spans, HOPS[2]!)).toEqual(HOPS);
    expect(spans.length).toBeGreaterThanOrEqual(8);
    prove(
      `one trace in Zipkin, started by the client’s traceparent: ${spans.length} spans, ${HOPS.join(' → ')}`,
    );
    prove(`its spans:\n${treeOf(spans, callerId).join('\n')}`);

    // Istio adds the namespace to the names of services: without it, a span is the service's own.
    const own = (service: string) =>
      spans.find(({ kind, localEndpoint }) => kind === 'SERVER' && localEndpoint.serviceName === service)!;
    for (const service of HOPS.slice(1)) {
      const parents = spans.filter(({ id }) => id === own(service).parentId);
      expect(parents.map(serviceOf)).toContain(service);
    }
  }, 120_000);

  /**
   * Sends requests with a traceparent until the agent has read metrics for one: requests of the same second share a
   * reading, and a different image has a different ETag.
   *
   * @returns the id of that request's trace
   */
  async function tracedRead(callerId: string): Promise<string> {
    const first = (await atGateway(host, PATH)).headers.etag;
    let traceId = '';
    await eventually('the agent read metrics again', async () => {
      traceId = randomBytes(16).toString('hex');
      const traceparent = `00-${traceId}-${callerId}-01`;
      return (await atGateway(host, PATH, { accept: 'image/png', traceparent })).headers.etag !== first;
    });
    return traceId;
  }
});

/** The trace once all services have reported it: the last proxies report some seconds late. */
async function completeTrace(traceId: string): Promise<Span[]> {
  let spans: Span[] = [];
  await eventually('all services reported the trace', async () => {
    const response = await fetch(`${addressOf('ZIPKIN_URL')}/api/v2/trace/${traceId}`);
    spans = response.ok ? ((await response.json()) as Span[]) : [];
    const names = new Set(spans.map(({ name }) => name));
    return (
      // Istio adds the namespace to the name: these are the spans of the proxies.
      HOPS.every((hop) =>
        spans.some(({ localEndpoint }) => localEndpoint.serviceName.startsWith(`${hop}.`)),
      ) && OWN_SPANS.every((name) => names.has(name))
    );
  });
  return spans;
}

/** The spans within a span, indented. */
function treeOf(spans: readonly Span[], parentId: string, indent = ''): string[] {
  const children = spans.filter((span) => span.parentId === parentId);
  return children.flatMap((span) => {
    const line = `${indent}${span.localEndpoint.serviceName}: ${span.name} ${span.kind ?? ''}`;
    // A client and a server can share an id.
    const isShared = children.indexOf(span) !== children.findIndex(({ id }) => id === span.id);
    return isShared ? [line] : [line, ...treeOf(spans, span.id, `${indent}  `)];
  });
}

/** The services from the client to the given one, along the spans' parents. */
function pathTo(spans: readonly Span[], service: string): string[] {
  const path: string[] = [];
  let span = spans.find((candidate) => serviceOf(candidate) === service);
  while (span !== undefined) {
    if (path[0] !== serviceOf(span)) path.unshift(serviceOf(span));
    const { parentId } = span;
    span = spans.find(({ id }) => id === parentId);
  }
  return path;
}

/** Istio names a service by its name and its namespace. */
function serviceOf({ localEndpoint }: Span): string {
  return localEndpoint.serviceName.split('.')[0]!;
}
