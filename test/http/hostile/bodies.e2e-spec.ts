import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { eventually } from '../../support/eventually.js';
import type { RunningService } from '../../support/running-service.js';
import { chartAddress, chartAgent, post } from '../quickchart/chart-agent.js';
import { metricOf } from '../quickchart/held-quickchart.js';

const bars = (label: string) => ({
  type: 'bar',
  data: { labels: [label, label, label], datasets: [{ data: [1, 1, 1] }] },
});
const CHART_MAX_BYTES = 1024 * 1024;

describe('a body that is sent slowly', () => {
  let agent: RunningService;
  let slow: ClientRequest[] = [];

  afterEach(async () => {
    for (const each of slow) each.destroy();
    slow = [];
    await agent.stop();
  });

  /** Sends the headers of a chart and the beginning of its body. */
  function begin(beginning: string, headers: Record<string, string | number> = {}): ClientRequest {
    const all = { 'content-type': 'application/json', ...headers };
    const each = request(`${agent.url}/chart`, { method: 'POST', headers: all, agent: false });
    each.on('error', () => undefined).write(beginning);
    slow.push(each);
    return each;
  }

  const chart = async (label: string) =>
    (await post(`${agent.url}/chart`, { chart: bars(label), version: '4' })).status;

  it.each([
    ['announced', { 'content-length': CHART_MAX_BYTES }],
    ['chunked', {}],
  ])('takes no room for what has not arrived: %s', async (_, headers) => {
    agent = await chartAgent();
    for (let connection = 0; connection < 32; connection += 1) begin('{', headers);
    await eventually('all have arrived', async () => {
      return (await metricOf(agent, 'admission_bytes{gate="bodies"}')) === 32;
    });

    expect(await chart('a')).toBe(200);
  });

  it('takes room for what has arrived, and does not block probes or charts by address', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_BYTES: '1024' });
    const first = begin('x'.repeat(1000));
    await eventually('its body is counted', async () => (await chart('a')) === 503);

    expect((await fetch(`${agent.url}/healthz`)).status).toBe(200);
    expect((await fetch(chartAddress(agent, { c: bars('b'), v: '4' }))).status).toBe(200);
    first.destroy();
    await eventually('bodies are accepted again', async () => (await chart('a')) === 200);
  });

  it('is refused when nothing arrives for a while', async () => {
    agent = await chartAgent();
    const [answer] = (await once(begin('{"chart":'), 'response')) as [IncomingMessage];
    const [body] = (await once(answer, 'data')) as [Buffer];

    expect([answer.statusCode, answer.headers.connection]).toEqual([408, 'close']);
    expect(JSON.parse(body.toString())).toMatchObject({
      code: 'BODY_TOO_SLOW',
      detail: 'No byte of the request body arrived within 5000 ms',
    });
    await eventually('its bytes are given back', async () => {
      return (await metricOf(agent, 'admission_bytes{gate="bodies"}')) === 0;
    });
  });

  it('of a byte a chunk takes no more than its bytes, and its chart is rendered', async () => {
    agent = await chartAgent();
    const body = JSON.stringify({ chart: bars('x'.repeat(2000)), version: '4' });
    const sending = begin('');
    sending.setNoDelay(true);
    for (const character of body) sending.write(character);
    sending.end();
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];

    expect(answer.statusCode).toBe(200);
  });

  it.each([
    ['announced', { 'content-length': CHART_MAX_BYTES + 1 }],
    ['chunked', {}],
  ])('that is too long is refused: %s', async (_, headers) => {
    agent = await chartAgent();
    const sending = begin('content-length' in headers ? '{' : `"${'x'.repeat(CHART_MAX_BYTES)}"`, headers);
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];

    expect([answer.statusCode, answer.headers['x-quickchart-error']]).toEqual([
      413,
      'Expected a body of at most 1048576 bytes',
    ]);
  });
});
