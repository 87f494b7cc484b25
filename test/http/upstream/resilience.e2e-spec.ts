import { afterEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { deferred, eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';
import { httpUpstream, RECORD, tcpUpstream, type StubUpstream } from '../../support/stub-upstream.js';

// Long enough that a busy test machine does not look like a slow upstream.
const AMPLE_TIME_MS = '60000';
const LONGER_THAN_ANY_TEST_MS = '600000';

let stub: StubUpstream;
let agent: RunningService;

afterEach(() => Promise.all([agent.stop(), stub.close()]));

async function start(upstream: Promise<StubUpstream>, env: Record<string, string> = {}): Promise<void> {
  stub = await upstream;
  agent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICE_NAME: '127.0.0.1',
    APP_PORT: String(stub.port),
    UPSTREAM_TIMEOUT_MS: AMPLE_TIME_MS,
    RENDER_WORKERS: '1',
    ...env,
  });
}

function sendRecord(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(RECORD));
}

/** The value of one of the agent's own metrics; 0 if it has no sample yet. */
async function measured(name: string, labels = ''): Promise<number> {
  const text = await (await fetch(agent.metricsUrl)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(name) && candidate.includes(labels));
  return Number(line?.split(' ').at(-1) ?? 0);
}

const circuit = () => measured('upstream_circuit_state', 'service="127.0.0.1"');

describe('equal questions', () => {
  it('share one read while it is in flight', async () => {
    const gate = deferred();
    let reads = 0;
    await start(
      httpUpstream((_request, response) => {
        reads += 1;
        void gate.promise.then(() => sendRecord(response));
      }),
    );
    const beganAt = Date.now();
    const pictures = Array.from({ length: 50 }, () => fetch(`${agent.url}/?app=cart`));
    await eventually('all are in flight', async () => {
      return reads + (await measured('upstream_coalesced_total', 'with="under_way"')) === 50;
    });
    gate.resolve();

    expect(new Set((await Promise.all(pictures)).map(({ status }) => status))).toEqual(new Set([200]));
    // Requests in another second are different questions.
    const secondOf = (ms: number) => Math.floor(ms / 1000);
    expect(reads).toBeLessThanOrEqual(secondOf(Date.now()) - secondOf(beganAt) + 1);
  });

  it('share one read within a second; other questions have their own', async () => {
    const paths: string[] = [];
    await start(
      httpUpstream((request, response) => {
        paths.push(request.url!);
        sendRecord(response);
      }),
    );
    const fetchImage = async (app: string) => (await fetch(`${agent.url}/?app=${app}`)).arrayBuffer();
    // Repeated until both requests fall into the same second.
    await eventually('a cached answer was used', async () => {
      await fetchImage('cart');
      await fetchImage('cart');
      return (await measured('upstream_coalesced_total', 'with="same_tick"')) > 0;
    });
    await fetchImage('pay');

    expect(new Set(paths)).toEqual(new Set(['/metrics/cart', '/metrics/pay']));
  });
});

describe('a read that fails', () => {
  it.each([
    ['a lost connection', (response: ServerResponse) => response.destroy()],
    ['a 502', (response: ServerResponse) => response.writeHead(502).end()],
    ['a 503', (response: ServerResponse) => response.writeHead(503).end()],
    ['a 504', (response: ServerResponse) => response.writeHead(504).end()],
  ])('with %s is retried, and the caller does not notice', async (_, fail) => {
    let reads = 0;
    await start(
      httpUpstream((_request, response) => {
        reads += 1;
        if (reads === 1) fail(response);
        else sendRecord(response);
      }),
    );

    expect((await fetch(agent.url)).status).toBe(200);
    expect(reads).toBe(2);
    expect(await measured('upstream_retries_total')).toBe(1);
  });

  it.each([
    ['500', 500, 502],
    ['404', 404, 502],
    ['400', 400, 502],
  ])('with a %s is not retried', async (_, status, answered) => {
    let reads = 0;
    await start(
      httpUpstream((_request, response) => {
        reads += 1;
        response.writeHead(status).end();
      }),
    );

    expect((await fetch(agent.url)).status).toBe(answered);
    expect(reads).toBe(1);
  });

  it('is retried UPSTREAM_RETRIES times, and then reported', async () => {
    let reads = 0;
    await start(
      httpUpstream((_request, response) => {
        reads += 1;
        response.writeHead(503).end();
      }),
      { UPSTREAM_RETRIES: '3' },
    );

    expect((await fetch(agent.url)).status).toBe(502);
    expect(reads).toBe(4);
    expect(await measured('upstream_retries_total')).toBe(3);
  });

  it('is reported with the first failure when the retry times out', async () => {
    let connections = 0;
    const refuseThenIgnore = tcpUpstream((socket) => {
      connections += 1;
      if (connections === 1) socket.once('data', () => socket.destroy());
    });
    await start(refuseThenIgnore, { UPSTREAM_RETRIES: '3', UPSTREAM_TIMEOUT_MS: '5000' });
    const answer = await fetch(agent.url);

    expect([answer.status, connections]).toEqual([502, 2]);
    expect(await agent.logged((line) => line['status'] === 502)).toMatchObject({ code: 'UPSTREAM_RESET' });
  });

  it('is not retried after the time limit', async () => {
    let connections = 0;
    await start(
      tcpUpstream(() => (connections += 1)),
      { UPSTREAM_RETRIES: '10', UPSTREAM_TIMEOUT_MS: '300' },
    );

    expect((await fetch(agent.url)).status).toBe(504);
    expect(connections).toBe(1);
    expect(await measured('upstream_retries_total')).toBe(0);
  });
});

describe('a service that fails repeatedly', () => {
  const silent = { UPSTREAM_RETRIES: '0', UPSTREAM_BREAKER_FAILURES: '3' };
  const failing = () => {
    const state = { reads: 0, answers: false };
    const upstream = httpUpstream((_request, response) => {
      state.reads += 1;
      if (state.answers) sendRecord(response);
      else response.writeHead(500).end();
    });
    return { state, upstream };
  };
  const fail = async (times: number) => {
    for (let failure = 0; failure < times; failure += 1) expect((await fetch(agent.url)).status).toBe(502);
  };

  it('opens its circuit: images show the reason immediately, with Retry-After', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: LONGER_THAN_ANY_TEST_MS });
    expect(await circuit()).toBe(0);
    await fail(3);
    expect(await circuit()).toBe(1);

    state.answers = true;
    const picture = await fetch(`${agent.url}/?format=svg`);
    expect([picture.status, picture.headers.get('retry-after')]).toEqual([502, '600']);
    expect(await picture.text()).toContain(
      'is open after 3 consecutive failures; last failure: Expected status 200 from 127.0.0.1:',
    );
    expect(state.reads).toBe(3);
  });

  it('is tried by one read after the open time, and then by all', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: '1' });
    await fail(3);
    state.answers = true;

    await eventually('a read was let through', async () => (await fetch(agent.url)).status === 200);
    expect(await circuit()).toBe(0);
    expect(state.reads).toBe(4);
  });

  it('opens its circuit again when that read fails too', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: '1' });
    await fail(3);
    await eventually('a read was let through', async () => {
      await fetch(agent.url);
      return state.reads >= 4;
    });

    expect(await circuit()).toBe(1);
  });

  it('has its circuit neither opened nor closed by probes', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: LONGER_THAN_ANY_TEST_MS });
    for (let probe = 0; probe < 5; probe += 1) await fetch(`${agent.url}/readyz`);
    expect([state.reads, await circuit()]).toEqual([5, 0]);

    await fail(3);
    state.answers = true;
    const ready = (await (await fetch(`${agent.url}/readyz`)).json()) as { checks: { upstream: string } };
    expect([ready.checks.upstream, await circuit()]).toEqual(['ok', 1]);
  });

  it('does not affect other services', async () => {
    const { state, upstream } = failing();
    stub = await upstream;
    const healthy = await httpUpstream((_request, response) => sendRecord(response));
    agent = await RunningService.start('k8s-app-monitor-agent', {
      ...silent,
      SERVICES: JSON.stringify([
        { name: 'failing', kind: 'app-monitor', url: `http://127.0.0.1:${stub.port}` },
        { name: 'healthy', kind: 'app-monitor', url: `http://127.0.0.1:${healthy.port}` },
      ]),
      UPSTREAM_TIMEOUT_MS: AMPLE_TIME_MS,
      UPSTREAM_BREAKER_OPEN_MS: LONGER_THAN_ANY_TEST_MS,
      RENDER_WORKERS: '1',
    });
    await fail(4);

    expect(state.reads).toBe(3);
    expect((await fetch(`${agent.url}/healthy`)).status).toBe(200);
    await healthy.close();
  });
});

it('does not open the circuit for unexpected answers', async () => {
  await start(
    httpUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }),
    { UPSTREAM_BREAKER_FAILURES: '1' },
  );
  for (let read = 0; read < 3; read += 1) {
    expect(await (await fetch(`${agent.url}/?format=svg`)).text()).toContain('unexpected JSON');
  }

  expect(await circuit()).toBe(0);
});
