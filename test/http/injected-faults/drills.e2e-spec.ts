import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';

const TOKEN = 'correct-horse-battery-staple';
const LATENCY = { kind: 'latency', latencyMs: 600_000, scope: { route: '/metrics' } };

let service: RunningService;

function change(method: 'PUT' | 'DELETE', authorization?: string): Promise<Response> {
  return fetch(`${service.url}/api/v1/faults/slow`, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(method === 'PUT' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'PUT' ? { body: JSON.stringify(LATENCY) } : {}),
  });
}

describe('faults with a token', () => {
  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { FAULTS: 'enabled', FAULTS_TOKEN: TOKEN });
  });
  afterAll(() => service.stop());

  it.each([undefined, '', 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`])(
    'cannot be changed with the header %s',
    async (authorization) => {
      for (const method of ['PUT', 'DELETE'] as const) {
        const response = await change(method, authorization);
        expect([response.status, response.headers.get('www-authenticate')]).toEqual([
          401,
          'Bearer realm="faults"',
        ]);
        expect(await response.json()).toMatchObject({
          code: 'FAULTS_TOKEN_REQUIRED',
          detail: 'Expected the header Authorization to be "Bearer " and the token in FAULTS_TOKEN',
        });
      }
    },
  );

  it('can be changed with it, and are listed without it', async () => {
    expect((await change('PUT', `Bearer ${TOKEN}`)).status).toBe(201);
    expect((await fetch(`${service.url}/api/v1/faults/slow`)).status).toBe(200);
    expect((await change('DELETE', `bearer ${TOKEN}`)).status).toBe(204);
  });

  it('never show it: not in the log, and not in the message about an invalid one', async () => {
    await change('PUT', `Bearer ${TOKEN}x`);
    const refused = RunningService.spawn('k8s-app-monitor-test', { FAULTS_TOKEN: `${TOKEN} ` });

    expect(await refused.ended).toMatchObject({ code: 78 });
    expect(refused.stderr.join('')).toContain('Expected FAULTS_TOKEN to be at most 512 printable characters');
    expect(refused.stderr.join('') + JSON.stringify(service.log)).not.toContain(TOKEN);
  });
});

describe('requests that faults delay', () => {
  it('are limited: further ones get 503, until a caller leaves', async () => {
    service = await RunningService.start('k8s-app-monitor-test', {
      FAULTS: 'enabled',
      FAULTS_HELD_LIMIT: '3',
      SHUTDOWN_TIMEOUT_MS: '100',
    });
    await change('PUT');
    const url = `${service.url}/metrics`;
    const inUse = async () =>
      /admission_in_use\{gate="faults"\} (\d+)/.exec(await (await fetch(service.metricsUrl)).text())?.[1];
    const leave = new AbortController();
    const held = Array.from({ length: 3 }, () =>
      fetch(url, { signal: leave.signal }).catch((error: Error) => error.name),
    );
    await eventually('three requests are delayed', async () => (await inUse()) === '3');

    const refused = await fetch(url);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_HELD_REQUESTS' });
    expect((await fetch(`${service.url}/metrics/test-app`)).status).toBe(200);

    leave.abort();
    expect(await Promise.all(held)).toEqual(['AbortError', 'AbortError', 'AbortError']);
    await eventually('none is delayed', async () => (await inUse()) === '0');
    await service.stop();
  });
});
