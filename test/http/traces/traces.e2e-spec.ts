import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';
import { type ReceivedSpan, TraceReceiver } from '../../support/trace-receiver.js';

const AGENT = 'k8s-app-monitor-agent';
const METRICS_API = 'k8s-app-monitor-test';
const SPAN_ID = 'b7ad6b7169203331';

let receiver: TraceReceiver;
let metricsApi: RunningService;
let agent: RunningService;
let traces = 0;

/** A new trace of a caller that records it. */
function caller() {
  traces += 1;
  const traceId = traces.toString(16).padStart(32, 'a');
  return { traceId, headers: { traceparent: `00-${traceId}-${SPAN_ID}-01` } };
}

function tree(spans: readonly ReceivedSpan[], parentId: string | undefined): unknown {
  const children = spans.filter((span) => span.parentId === parentId);
  return Object.fromEntries(
    children.map((span) => [`${span.service}: ${span.name} (${span.kind})`, tree(spans, span.id)]),
  );
}

beforeAll(async () => {
  receiver = await TraceReceiver.start();
  const settings = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_RESOURCE_ATTRIBUTES: 'k8s.namespace.name=shop,team=a%2Cb',
    LOG_LEVEL: 'debug',
  };
  metricsApi = await RunningService.start(METRICS_API, settings);
  agent = await RunningService.start(AGENT, {
    ...settings,
    SERVICE_NAME: '127.0.0.1',
    APP_PORT: String(metricsApi.port),
  });
});

afterAll(async () => {
  await Promise.all([agent.stop(), metricsApi.stop()]);
  await receiver.stop();
});

describe('a traced request for a picture', () => {
  let spans: ReceivedSpan[];
  let traceId: string;

  beforeAll(async () => {
    const request = caller();
    traceId = request.traceId;
    const response = await fetch(`${agent.url}/${AGENT}.png?app=test-app`, request);
    expect(response.status).toBe(200);
    spans = await receiver.trace(traceId, `GET /${AGENT}.:extension`, 'GET /metrics/:appname');
  });

  it('has a span for each step in both services, within that of the step before', () => {
    expect(tree(spans, SPAN_ID)).toEqual({
      [`${AGENT}: GET /${AGENT}.:extension (server)`]: {
        [`${AGENT}: read metrics (internal)`]: {
          [`${AGENT}: GET (client)`]: {
            [`${METRICS_API}: GET /metrics/:appname (server)`]: {
              [`${METRICS_API}: model answer (internal)`]: {},
            },
          },
        },
        [`${AGENT}: render queue (internal)`]: {},
        [`${AGENT}: render draw (internal)`]: {},
        [`${AGENT}: render encode (internal)`]: {},
      },
    });
  });

  it('has steps of a picture that follow each other', () => {
    const of = (name: string) => spans.find((span) => span.name === name)!;
    const [queue, draw, encode] = [of('render queue'), of('render draw'), of('render encode')];
    const request = of(`GET /${AGENT}.:extension`);
    expect(queue.startMs).toBeGreaterThanOrEqual(request.startMs);
    expect(queue.endMs).toBeCloseTo(draw.startMs, 1);
    expect(draw.endMs).toBeCloseTo(encode.startMs, 1);
    expect(encode.endMs).toBeLessThanOrEqual(request.endMs);
    expect(draw.endMs).toBeGreaterThan(draw.startMs);
    expect(encode.endMs).toBeGreaterThan(encode.startMs);
  });

  it('says what was requested and what was sent', () => {
    expect(
      spans.find(({ kind, service }) => kind === 'server' && service === AGENT)!.attributes,
    ).toMatchObject({
      'http.request.method': 'GET',
      'http.route': `/${AGENT}.:extension`,
      'http.response.status_code': '200',
      'url.path': `/${AGENT}.png`,
      'url.query': 'app=test-app',
      'url.scheme': 'http',
      'server.port': String(agent.port),
      'client.address': '127.0.0.1',
      'k8s_app_monitor.application': 'test-app',
      'k8s_app_monitor.picture.cache': 'miss',
      'k8s_app_monitor.picture.media_type': 'image/png',
      'k8s_app_monitor.picture.size': expect.stringMatching(/^\d{4,}$/) as unknown,
      'service.name': AGENT,
      'k8s.namespace.name': 'shop',
      team: 'a,b',
    });
    expect(spans.find(({ kind }) => kind === 'client')!.attributes).toMatchObject({
      'http.request.method': 'GET',
      'url.full': `${metricsApi.url}/metrics/test-app`,
      'server.address': '127.0.0.1',
      'server.port': String(metricsApi.port),
      'http.response.status_code': '200',
    });
    expect(spans.find(({ name }) => name === 'model answer')!.attributes).toMatchObject({
      'k8s_app_monitor.application': 'test-app',
      'http.response.body.size': expect.stringMatching(/^\d{3}$/) as unknown,
    });
  });

  it('is in the log lines and the exemplars of both services', async () => {
    for (const [service, route] of [
      [agent, `/${AGENT}.:extension`],
      [metricsApi, '/metrics/:appname'],
    ] as const) {
      const line = await service.logged((each) => each['trace_id'] === traceId && each['status'] === 200);
      expect(line['span_id']).toBe(spans.find(({ name }) => name === `GET ${route}`)!.id);
      const headers = { accept: 'application/openmetrics-text; version=1.0.0' };
      const metrics = await (await fetch(service.metricsUrl, { headers })).text();
      expect(metrics).toMatch(
        new RegExp(
          `^http_request_duration_seconds_bucket{.*route="${route}".*# {trace_id="${traceId}"}`,
          'm',
        ),
      );
    }
    const metrics = await fetch(agent.metricsUrl, { headers: { accept: 'application/openmetrics-text' } });
    expect(await metrics.text()).toMatch(
      new RegExp(`^upstream_request_duration_seconds_bucket{.*# {trace_id="${traceId}"}`, 'm'),
    );
  });
});

describe('a trace', () => {
  it('says that a picture was cached, and has no span for rendering it', async () => {
    const chart = encodeURIComponent("{type:'bar',data:{datasets:[{data:[1,2]}]}}");
    await fetch(`${agent.url}/chart?v=4&f=webp&c=${chart}`);
    const again = caller();
    await fetch(`${agent.url}/chart?v=4&f=webp&c=${chart}`, again);

    const [span, ...others] = await receiver.trace(again.traceId, 'GET /chart');
    expect(others).toEqual([]);
    expect(span!.attributes).toMatchObject({
      'k8s_app_monitor.picture.cache': 'hit',
      'k8s_app_monitor.picture.media_type': 'image/webp',
    });
  });

  it('has an error at a failure of the service and none at a mistake of the caller', async () => {
    const mistaken = caller();
    await fetch(`${agent.url}/${AGENT}.png?app=unknown`, mistaken);
    const spans = await receiver.trace(mistaken.traceId, `GET /${AGENT}.:extension`, 'GET /metrics/:appname');
    const status = Object.fromEntries(
      spans.map(({ service, kind, isError, attributes }) => [
        `${service} ${kind}`,
        [attributes['http.response.status_code'], isError],
      ]),
    );
    expect(status).toMatchObject({
      [`${AGENT} server`]: ['404', false],
      [`${AGENT} client`]: ['404', true],
      [`${METRICS_API} server`]: ['404', false],
    });
  });

  it.each([
    ['B3', { b3: `${'b'.repeat(32)}-${SPAN_ID}-1` }, 'b'.repeat(32), SPAN_ID],
    [
      'B3 in several headers',
      { 'x-b3-traceid': 'c'.repeat(32), 'x-b3-spanid': SPAN_ID, 'x-b3-sampled': '1' },
      'c'.repeat(32),
      SPAN_ID,
    ],
    [
      'B3 with a short id',
      { b3: `${'d'.repeat(16)}-${SPAN_ID}-1` },
      '0'.repeat(16) + 'd'.repeat(16),
      SPAN_ID,
    ],
  ])('is continued from %s', async (_name, headers, traceId, parentId) => {
    await fetch(`${metricsApi.url}/metrics`, { headers });
    const spans = await receiver.trace(traceId, 'GET /metrics');
    expect(spans.find(({ kind }) => kind === 'server')!.parentId).toBe(parentId);
  });

  it.each([
    ['probes', '/readyz', {}],
    ['probes', '/healthz', {}],
    [
      'scrapes',
      '/metrics',
      { accept: 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5' },
    ],
    ['callers that do not record', '/metrics', { traceparent: `00-${'e'.repeat(32)}-${SPAN_ID}-00` }],
    ['callers that decided against it', '/metrics', { b3: '0' }],
    ['callers that decided against it in several headers', '/metrics', { 'x-b3-sampled': '0' }],
  ])('is not recorded for %s: %s', async (_name, path, headers) => {
    const id = `not-traced-${(traces += 1)}`;
    await fetch(metricsApi.url + path, { headers: { ...headers, 'user-agent': id } });
    // Spans are sent in their order: a later one shows that no more come.
    const later = caller();
    await fetch(`${metricsApi.url}/api/v1/apps`, later);
    await receiver.trace(later.traceId, 'GET /api/v1/apps');
    expect(receiver.spans.filter(({ attributes }) => attributes['user_agent.original'] === id)).toEqual([]);
  });

  it('is not started by the agent when it checks its services for a probe', async () => {
    const probes = () => receiver.spans.filter(({ attributes }) => attributes['url.path'] === '/metrics');
    const before = probes().length;
    await fetch(`${agent.url}/readyz`);
    const later = caller();
    await fetch(`${metricsApi.url}/api/v1/apps`, later);
    await receiver.trace(later.traceId, 'GET /api/v1/apps');
    expect(probes().length).toBe(before);
  });
});
