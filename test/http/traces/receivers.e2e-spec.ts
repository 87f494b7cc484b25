import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Socket } from 'node:net';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';
import { type StubUpstream, httpUpstream, tcpUpstream, unusedPort } from '../../support/stub-upstream.js';
import { TraceReceiver } from '../../support/trace-receiver.js';

const METRICS_API = 'k8s-app-monitor-test';
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = { headers: { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01` } };

let service: RunningService;
const open: { stop(): Promise<unknown> }[] = [];

async function receiver(): Promise<TraceReceiver> {
  const started = await TraceReceiver.start();
  open.push(started);
  return started;
}

function opened(stub: StubUpstream): StubUpstream {
  open.push({ stop: () => stub.close() });
  return stub;
}

async function start(settings: Readonly<Record<string, string>>): Promise<void> {
  service = await RunningService.start(METRICS_API, { OTEL_BSP_SCHEDULE_DELAY: '50', ...settings });
}

/** A counter of the service, by its whole line up to the value. */
async function counter(name: string): Promise<number> {
  const metrics = await (await fetch(service.metricsUrl)).text();
  const line = metrics.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1));
}

const droppedByFailure = () => counter('trace_spans_dropped_total{reason="export_failed"}');

afterEach(async () => {
  await service.stop();
  await Promise.all(open.splice(0).map((each) => each.stop()));
});

describe('spans', () => {
  it('are sent to Zipkin', async () => {
    const zipkin = await receiver();
    await start({ OTEL_EXPORTER_ZIPKIN_ENDPOINT: `${zipkin.url}/api/v2/spans` });
    await fetch(`${service.url}/metrics`, CALLER);

    const spans = await zipkin.trace(TRACE_ID, 'GET /metrics');
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual(
      expect.arrayContaining([
        ['GET /metrics', 'server'],
        ['model answer', 'internal'],
      ]),
    );
    expect(zipkin.batches.map(({ url }) => url)).toContain('/api/v2/spans');
  });

  it('are sent as OTLP in protobuf by default, with the headers and the compression that are set', async () => {
    const otlp = await receiver();
    await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${otlp.url}/base/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20token',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=one',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_SERVICE_NAME: 'renamed',
    });
    await fetch(`${service.url}/metrics`, CALLER);

    await eventually('a batch has arrived', () => otlp.batches.length > 0);
    const [{ url, headers, body }] = otlp.batches as [(typeof otlp.batches)[0]];
    expect(url).toBe('/base/v1/traces');
    expect(headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
      authorization: 'Bearer token',
      'x-tenant': 'one',
    });
    for (const text of ['renamed', 'GET /metrics', 'model answer']) expect(body.includes(text)).toBe(true);
    expect(body.includes(Buffer.from(TRACE_ID, 'hex'))).toBe(true);
  });

  it('are sent before the process ends', async () => {
    const otlp = await receiver();
    await start({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${otlp.url}/exactly/here`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '600000',
    });
    await fetch(`${service.url}/metrics`, CALLER);
    expect(await service.stop()).toEqual({ code: 0, signal: null });

    expect(otlp.batches.map(({ url }) => url)).toEqual(['/exactly/here']);
    expect(otlp.spans.map(({ name }) => name)).toContain('GET /metrics');
  });
});

describe('a receiver that', () => {
  const answers = (status: number) => async () => {
    const stub = opened(await httpUpstream((_request, response) => response.writeHead(status).end('no')));
    return stub.port;
  };
  const silent = async () => opened(await tcpUpstream(() => {})).port;
  const resets = async () => opened(await tcpUpstream((socket: Socket) => socket.destroy())).port;

  it.each([
    ['is not there', unusedPort],
    ['answers 500', answers(500)],
    ['answers 404', answers(404)],
    ['never answers', silent],
    ['closes connections', resets],
  ])('%s fails no request, and is logged once', async (_name, portOf) => {
    const url = `http://127.0.0.1:${await portOf()}/v1/traces`;
    await start({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '8',
    });

    for (let batch = 1; batch <= 3; batch += 1) {
      const before = await droppedByFailure();
      const statuses = await Promise.all(
        Array.from({ length: 8 }, async () => (await fetch(`${service.url}/metrics`)).status),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
      await eventually('a batch has failed', async () => (await droppedByFailure()) > before);
    }
    const lines = service.log.filter(({ msg }) => String(msg).includes('Spans cannot be sent'));
    expect(lines).toHaveLength(1);
    expect(lines[0]!['msg']).toContain(`Spans cannot be sent to ${url}: `);
    // The line is not about the request that happened to fill the batch.
    expect(lines[0]).not.toHaveProperty('trace_id');
  });

  it.each([
    ['otlp', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
    ['zipkin', 'OTEL_EXPORTER_ZIPKIN_ENDPOINT'],
  ])(
    'never answers (%s) holds a bounded number of spans, and the others are counted',
    async (_name, variable) => {
      await start({
        [variable]: `http://127.0.0.1:${await silent()}`,
        OTEL_BSP_MAX_QUEUE_SIZE: '10',
        OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '5',
        OTEL_BSP_EXPORT_TIMEOUT: '500000',
        OTEL_EXPORTER_OTLP_TIMEOUT: '500000',
        OTEL_EXPORTER_ZIPKIN_TIMEOUT: '500000',
        SHUTDOWN_TIMEOUT_MS: '500',
      });
      for (let request = 0; request < 50; request += 1) await fetch(`${service.url}/metrics`);
      // Two spans each. One batch of at most five is on its way, and the queue is full.
      const dropped = () => counter('trace_spans_dropped_total{reason="queue_full"}');
      await eventually('all others are dropped', async () => (await dropped()) >= 100 - 5 - 10);
      expect(await dropped()).toBeLessThanOrEqual(100 - 1 - 10);
      expect(await service.stop()).toEqual({ code: 0, signal: null });
      expect(service.log.map(({ msg }) => msg)).toContain('spans were not sent before the timeout');
    },
  );

  it('comes back gets the spans from then on, and that is logged', async () => {
    const port = await unusedPort();
    await start({
      OTEL_EXPORTER_ZIPKIN_ENDPOINT: `http://user:secret@127.0.0.1:${port}/api/v2/spans`,
    });
    await fetch(`${service.url}/metrics`);
    const failure = await service.logged(({ msg }) => String(msg).startsWith('Spans cannot be sent'));
    expect(JSON.stringify(failure)).not.toContain('secret');

    const zipkin = opened(
      await httpUpstream((request, response) => {
        request.resume();
        void once(request, 'end').then(() => response.writeHead(202).end());
      }, port),
    );
    expect(zipkin.port).toBe(port);
    await fetch(`${service.url}/metrics`);
    await service.logged(
      ({ msg }) => msg === `Spans are sent to http://127.0.0.1:${port}/api/v2/spans again`,
    );
    expect(await counter('trace_spans_exported_total')).toBeGreaterThan(0);
  });
});

describe('a setting that cannot be used', () => {
  it('ends the start, and no secret is shown', async () => {
    service = RunningService.spawn(METRICS_API, {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_HEADERS: 'Bearer secret-token',
    });
    expect(await service.ended).toEqual({ code: 78, signal: null });
    const error = service.stderr.join('');
    expect(error).toContain(
      'gRPC is not supported, and collectors receive HTTP on port 4318 but received "grpc"',
    );
    expect(error).toContain('OTEL_EXPORTER_OTLP_HEADERS');
    expect(error).not.toContain('secret-token');
  });
});
