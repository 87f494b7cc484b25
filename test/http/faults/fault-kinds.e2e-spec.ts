import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { RunningService } from '../../support/running-service.js';
import { countsOf, deleteFault, met, setFault } from './drill.js';

const LONGER_THAN_ANY_TEST_MS = 600_000;

describe('an injected fault', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { FAULTS: 'enabled' });
  });

  afterEach(() => Promise.all(['a', 'b', 'drill'].map((id) => deleteFault(service, id))));
  afterAll(() => service.stop());

  const lineOf = (requestId: string) => service.logged((line) => line['requestId'] === requestId);
  const injected = async (kind: string) => {
    const text = await (await fetch(service.metricsUrl)).text();
    return Number(new RegExp(`^faults_injected_total\\{kind="${kind}"\\} (.+)$`, 'm').exec(text)?.[1]);
  };

  it('of kind status answers instead of the service, visible in log and metrics', async () => {
    await setFault(service, 'drill', { kind: 'status', status: 503, retryAfterSeconds: 7 });
    const before = await injected('status');
    const response = await fetch(`${service.url}/metrics`, { headers: { 'x-request-id': 'status-1' } });

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toMatchObject({ status: 503, code: 'FAULT_INJECTED' });
    expect(await lineOf('status-1')).toMatchObject({ status: 503, fault: 'drill (status)' });
    expect(await injected('status')).toBe(before + 1);
  });

  it('of kind latency delays one answer only, until its caller leaves', async () => {
    const scope = { application: 'test-app' };
    await setFault(service, 'drill', { kind: 'latency', latencyMs: LONGER_THAN_ANY_TEST_MS, scope });
    const caller = new AbortController();
    const held = fetch(`${service.url}/metrics/test-app`, {
      signal: caller.signal,
      headers: { 'x-request-id': 'latency-1' },
    }).catch((error: Error) => error.name);
    await met(service, 'drill', 1);

    expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
    caller.abort();
    expect(await held).toBe('AbortError');
    expect(await lineOf('latency-1')).toMatchObject({
      msg: 'request aborted before its response was complete',
      status: 499,
      fault: 'drill (latency)',
    });
  });

  it('of kind latency answers correctly after the delay', async () => {
    await setFault(service, 'drill', { kind: 'latency', latencyMs: 1 });
    const response = await fetch(`${service.url}/metrics`, { headers: { 'x-request-id': 'latency-2' } });

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ app_name: 'test-app' });
    expect(await lineOf('latency-2')).toMatchObject({ status: 200, fault: 'drill (latency)' });
  });

  it('of kind reset sends a TCP reset and no part of an answer', async () => {
    await setFault(service, 'drill', { kind: 'reset' });
    const socket = connect(service.port, '127.0.0.1');
    let received = 0;
    socket.on('data', (chunk: Buffer) => (received += chunk.length));
    socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: reset-1\r\n\r\n');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];

    expect(error.code).toBe('ECONNRESET');
    expect(received).toBe(0);
    expect(await lineOf('reset-1')).toMatchObject({ status: 499, fault: 'drill (reset)' });
  });

  it('of kind corrupt answers with the correct length and an invalid body', async () => {
    await setFault(service, 'drill', { kind: 'corrupt' });
    const response = await fetch(`${service.url}/metrics`, { headers: { 'x-request-id': 'corrupt-1' } });
    const body = Buffer.from(await response.arrayBuffer());

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(response.headers.get('content-length')).toBe(String(body.length));
    expect(() => JSON.parse(body.toString()) as unknown).toThrow(SyntaxError);
    expect(await lineOf('corrupt-1')).toMatchObject({ status: 200, fault: 'drill (corrupt)' });
  });

  it('combines with others: the first status by id answers, and its body is corrupted', async () => {
    await setFault(service, 'b', { kind: 'status', status: 503 });
    await setFault(service, 'a', { kind: 'status', status: 500 });
    await setFault(service, 'drill', { kind: 'corrupt' });
    const response = await fetch(`${service.url}/metrics`);
    const body = await response.text();

    expect(response.status).toBe(500);
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
    expect(await countsOf(service, 'a')).toMatchObject({ matched: 1, applied: 1 });
    expect(await countsOf(service, 'b')).toMatchObject({ matched: 1, applied: 0 });
    expect(await countsOf(service, 'drill')).toMatchObject({ matched: 1, applied: 1 });
  });

  it('affects no probe, no API document and no route of the faults', async () => {
    await setFault(service, 'drill', { kind: 'reset' });
    const untouched = ['/healthz', '/readyz', '/%68ealthz', '/api/v1/faults', '/docs', '/openapi.json'];
    untouched.push('/openapi.yaml', '/api.html');

    for (const path of untouched)
      expect([path, (await fetch(service.url + path)).status]).toEqual([path, 200]);
    expect(await countsOf(service, 'drill')).toMatchObject({ matched: 0 });
    await expect(fetch(`${service.url}/metrics`)).rejects.toThrow('fetch failed');
  });
});
