import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';
import { RECORD, type StubUpstream, httpUpstream } from '../../support/stub-upstream.js';
import { TraceReceiver } from '../../support/trace-receiver.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;

let receiver: TraceReceiver;
let upstream: StubUpstream;
let agent: RunningService;
let received: IncomingMessage[] = [];
let held: ServerResponse[] = [];
let isHolding = false;
let questions = 0;

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(RECORD));
}

beforeAll(async () => {
  receiver = await TraceReceiver.start();
  upstream = await httpUpstream((request, response) => {
    received.push(request);
    if (isHolding) held.push(response);
    else answer(response);
  });
});

afterEach(async () => {
  await agent.stop();
  received = [];
  held = [];
  isHolding = false;
});

afterAll(() => Promise.all([receiver.stop(), upstream.close()]));

async function start(settings: Readonly<Record<string, string>>): Promise<void> {
  agent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICE_NAME: '127.0.0.1',
    APP_PORT: String(upstream.port),
    UPSTREAM_TIMEOUT_MS: '30000',
    ...settings,
  });
}

const tracing = (settings: Readonly<Record<string, string>> = {}) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_BSP_SCHEDULE_DELAY: '50',
  ...settings,
});

/** Requests a picture that no other request has read, and returns the headers of the agent's read. */
async function hop(headers: Record<string, string>) {
  questions += 1;
  const response = await fetch(`${agent.url}/k8s-app-monitor-agent.png?app=app-${questions}`, { headers });
  expect(response.status).toBe(200);
  return received.at(-1)!.headers;
}

describe('the next hop of a traced request', () => {
  it('gets Trace Context and baggage by default, whatever form the trace arrived in', async () => {
    await start(tracing());
    const headers = await hop({ b3: `${TRACE_ID}-${SPAN_ID}-1`, baggage: 'user=alice' });

    const spans = await receiver.trace(TRACE_ID, 'GET /k8s-app-monitor-agent.:extension');
    const client = spans.find(({ kind }) => kind === 'client')!;
    expect(headers).toMatchObject({ traceparent: `00-${TRACE_ID}-${client.id}-01`, baggage: 'user=alice' });
    expect(headers).not.toHaveProperty('b3');
  });

  it('gets the forms that are configured', async () => {
    await start(tracing({ OTEL_PROPAGATORS: 'b3,b3multi' }));
    const headers = await hop({ traceparent: TRACEPARENT, tracestate: 'vendor=1', baggage: 'user=alice' });

    const spanId = headers['x-b3-spanid'] as string;
    expect(headers).toMatchObject({
      b3: `${TRACE_ID}-${spanId}-1`,
      'x-b3-traceid': TRACE_ID,
      'x-b3-sampled': '1',
    });
    expect(spanId).not.toBe(SPAN_ID);
    for (const absent of ['traceparent', 'tracestate', 'baggage']) expect(headers).not.toHaveProperty(absent);
  });

  it('gets the decision not to record', async () => {
    await start(tracing({ OTEL_PROPAGATORS: 'tracecontext,b3' }));
    const headers = await hop({ traceparent: `00-${TRACE_ID}-${SPAN_ID}-00`, tracestate: 'vendor=1' });
    expect(headers).toMatchObject({
      traceparent: expect.stringMatching(`^00-${TRACE_ID}-[0-9a-f]{16}-00$`) as unknown,
      tracestate: 'vendor=1',
    });

    const denied = await hop({ b3: '0' });
    expect(denied['b3']).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}-0$/);
    expect(denied['traceparent']).toMatch(/-00$/);
  });

  it('starts a trace where the caller sent none or an invalid one', async () => {
    await start(tracing());
    const headers = await hop({ traceparent: `00-${'0'.repeat(32)}-${SPAN_ID}-01` });
    const [, traceId] = /^00-([0-9a-f]{32})-[0-9a-f]{16}-01$/.exec(headers['traceparent'] as string)!;
    expect(traceId).not.toMatch(/^0+$/);
  });
});

describe('the next hop of a request that is not traced', () => {
  it('gets the valid headers of the caller, unchanged, and no others', async () => {
    await start({});
    const valid = {
      traceparent: TRACEPARENT,
      tracestate: 'vendor=1',
      baggage: 'user=alice',
      'x-b3-flags': '1',
    };
    const headers = await hop({
      ...valid,
      b3: 'invalid',
      'x-b3-traceid': 'x'.repeat(3000),
      cookie: 'secret',
    });

    expect(headers).toMatchObject(valid);
    for (const absent of ['b3', 'x-b3-traceid', 'cookie']) expect(headers).not.toHaveProperty(absent);
  });

  it.each<Record<string, string>>([{ OTEL_SDK_DISABLED: 'true' }, { OTEL_TRACES_EXPORTER: 'none' }])(
    'is so with %j, whatever else is set',
    async (settings) => {
      await start(tracing(settings));
      expect(await hop({ traceparent: TRACEPARENT })).toMatchObject({ traceparent: TRACEPARENT });
    },
  );
});

describe('a read that several callers share', () => {
  const traceIds = ['a', 'b', 'c'].map((digit) => digit.repeat(32));

  async function readTogether(headersOf: (traceId: string) => Record<string, string>): Promise<void> {
    isHolding = true;
    questions += 1;
    const [first, ...others] = traceIds.map(
      (traceId) => () =>
        fetch(`${agent.url}/k8s-app-monitor-agent.svg?range=15m&app=shared-${questions}`, {
          headers: headersOf(traceId),
        }),
    );
    void first!().catch(() => {});
    await eventually('the read has arrived', () => held.length > 0);
    const before = held.length;
    others.forEach((send) => void send().catch(() => {}));
    await eventually('all callers share it or have their own', async () => {
      const metrics = await (await fetch(agent.metricsUrl)).text();
      const [, shared = '0'] = /^upstream_coalesced_total{.*with="under_way"} (\d+)$/m.exec(metrics) ?? [];
      return Number(shared) === others.length || held.length >= before * traceIds.length;
    });
    isHolding = false;
    held.forEach(answer);
  }

  it('is in the trace of the first caller, and linked with those of the others', async () => {
    await start(tracing({ OTEL_PROPAGATORS: 'tracecontext' }));
    await readTogether((traceId) => ({
      traceparent: `00-${traceId}-${SPAN_ID}-01`,
      baggage: `user=${traceId}`,
    }));

    const [first, second, third] = await Promise.all(
      traceIds.map((traceId) => receiver.trace(traceId, 'GET /k8s-app-monitor-agent.:extension')),
    );
    const read = first!.find(({ name }) => name === 'read metrics')!;
    const callers = [second!, third!].map((spans) => spans.find(({ kind }) => kind === 'server')!);
    expect([...read.links].sort()).toEqual(callers.map(({ id }) => id).sort());
    expect(callers.map(({ links }) => links)).toEqual([[read.id], [read.id]]);
    for (const spans of [second!, third!]) expect(spans.some(({ kind }) => kind === 'client')).toBe(false);
    for (const { headers } of received) {
      expect(headers['traceparent']).toContain(traceIds[0]);
      expect(headers).not.toHaveProperty('baggage');
    }
  });

  it.each([
    ['with tracing', () => tracing()],
    ['without tracing', () => ({})],
  ])('is not shared by callers with baggage (%s)', async (_name, settings) => {
    await start(settings());
    await readTogether((traceId) => ({
      traceparent: `00-${traceId}-${SPAN_ID}-01`,
      baggage: `user=${traceId}`,
    }));

    for (const { headers } of received) {
      const [, user] = /^user=(.*)$/.exec(headers['baggage'] as string)!;
      expect(headers['traceparent']).toContain(user);
    }
    expect(new Set(received.map(({ headers }) => headers['baggage'])).size).toBe(traceIds.length);
  });
});

describe('a retried read', () => {
  it('has a span for each attempt', async () => {
    let attempts = 0;
    const flaky = await httpUpstream((_request, response) => {
      attempts += 1;
      if (attempts === 1) response.writeHead(503).end();
      else answer(response);
    });
    await start(tracing({ APP_PORT: String(flaky.port), UPSTREAM_RETRIES: '1' }));
    await fetch(`${agent.url}/k8s-app-monitor-agent.png`, {
      headers: { traceparent: `00-${'9'.repeat(32)}-${SPAN_ID}-01` },
    });

    const spans = await receiver.trace('9'.repeat(32), 'GET /k8s-app-monitor-agent.:extension');
    const hops = spans.filter(({ kind }) => kind === 'client');
    expect(
      hops.map(({ attributes, isError }) => [
        attributes['http.response.status_code'],
        attributes['http.request.resend_count'],
        isError,
      ]),
    ).toEqual([
      ['503', undefined, true],
      ['200', '1', false],
    ]);
    await flaky.close();
  });
});
