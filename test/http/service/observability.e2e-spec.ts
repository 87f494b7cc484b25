import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { RunningService } from '../../support/running-service.js';
import { httpUpstream, RECORD, type StubUpstream } from '../../support/stub-upstream.js';

const HOP_HEADERS = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'vendor=value',
  baggage: 'userId=alice',
  b3: '80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1',
  'x-b3-traceid': '80f198ee56343ba864fe8b2a57d3eff7',
  'x-b3-spanid': 'e457b5a2e4d86bd1',
  'x-b3-sampled': '1',
};

describe('observability of a request', () => {
  let stub: StubUpstream;
  let agent: RunningService;
  const seen: IncomingHttpHeaders[] = [];
  // Equal questions in the same second share one read, so each of these differs.
  let questions = 0;
  const ask = (headers: Record<string, string>) =>
    fetch(`${agent.url}/?app=app-${(questions += 1)}`, { headers });

  beforeAll(async () => {
    stub = await httpUpstream((request, response) => {
      seen.push(request.headers);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(RECORD));
    });
    agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(stub.port),
      UPSTREAM_TIMEOUT_MS: '30000',
      LOG_LEVEL: 'debug',
      APP_VERSION: '1.2.3',
      APP_REVISION: 'abc1234',
    });
  });

  afterAll(() => Promise.all([agent.stop(), stub.close()]));

  it('forwards the tracing headers of a mesh to the metrics API, and no other header', async () => {
    await ask({
      ...HOP_HEADERS,
      'x-request-id': 'from-the-gateway',
      cookie: 'secret=1',
      authorization: 'Bearer x',
    });

    const headers = seen.at(-1)!;
    expect(headers).toMatchObject({ ...HOP_HEADERS, 'x-request-id': 'from-the-gateway' });
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('authorization');
  });

  it('echoes, forwards and logs a request id; replaces one that is not printable', async () => {
    const echoed = await ask({ 'x-request-id': 'id-1' });
    expect(echoed.headers.get('x-request-id')).toBe('id-1');
    await expect(agent.logged((line) => line['requestId'] === 'id-1')).resolves.toMatchObject({
      method: 'GET',
      url: '/?app=app-2',
      status: 200,
      service: 'k8s-app-monitor-agent',
    });

    const replaced = await ask({ 'x-request-id': 'two words' });
    const id = replaced.headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen.at(-1)!['x-request-id']).toBe(id);
  });

  it('assigns an id to a request without one', async () => {
    const [one, two] = await Promise.all([fetch(agent.url), fetch(agent.url)]);

    expect(one.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'));
  });

  it('counts requests by route and status, and exposes metrics of the pool, upstream, event loop and build', async () => {
    await fetch(`${agent.url}/k8s-app-monitor-agent.svg`);
    await fetch(`${agent.url}/?format=gif`);
    await fetch(`${agent.url}/unknown/${Math.random()}`);

    const response = await fetch(agent.metricsUrl);
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const present = [
      `http_request_duration_seconds_count{method="GET",route="/k8s-app-monitor-agent.:extension",status_code="200"} 1`,
      `http_request_duration_seconds_count{method="GET",route="/",status_code="406"} 1`,
      `http_request_duration_seconds_count{method="GET",route="unknown",status_code="404"} 1`,
      'http_requests_in_flight 0',
      'render_queue_length 0',
      'render_workers_busy 0',
      `upstream_request_duration_seconds_count{upstream="127.0.0.1:${stub.port}"}`,
      `upstream_circuit_state{upstream="127.0.0.1:${stub.port}",service="127.0.0.1"} 0`,
      'nodejs_eventloop_lag_p99_seconds',
      `k8s_app_monitor_build_info{service="k8s-app-monitor-agent",version="1.2.3",revision="abc1234",node_version="${process.version}"} 1`,
    ];
    expect(present.filter((line) => !text.includes(line))).toEqual([]);
  });

  it('serves metrics and images on separate ports', async () => {
    expect((await fetch(`${agent.url}/metrics`)).status).toBe(404);
    expect((await fetch(new URL('/', agent.metricsUrl))).status).toBe(404);
  });

  it('answers an address that cannot be decoded with a problem document without a stack', async () => {
    const response = await fetch(`${agent.url}/%zz`);

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(Object.keys((await response.json()) as object)).toEqual([
      'type',
      'title',
      'status',
      'detail',
      'code',
    ]);
  });
});
