import { afterEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { deferred, eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';
import { httpUpstream, RECORD, tcpUpstream, type StubUpstream } from '../../support/stub-upstream.js';

// A busy test machine is no slow upstream.
const PATIENCE_MS = '60000';
const LONGER_THAN_ANY_TEST_MS = '600000';

let stub: StubUpstream;
let agent: RunningService;

afterEach(() => Promise.all([agent.stop(), stub.close()]));

async function start(upstream: Promise<StubUpstream>, env: Record<string, string> = {}): Promise<void> {
  stub = await upstream;
  agent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICE_NAME: '127.0.0.1',
    APP_PORT: String(stub.port),
    UPSTREAM_TIMEOUT_MS: PATIENCE_MS,
    RENDER_WORKERS: '1',
    ...env,
  });
}

function tellRecord(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(RECORD));
}

/** One of the agent's own numbers; 0 where it has none yet. */
async function measured(name: string, labels = ''): Promise<number> {
  const text = await (await fetch(agent.metricsUrl)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(name) && candidate.includes(labels));
  return Number(line?.split(' ').at(-1) ?? 0);
}

const circuit = () => measured('upstream_circuit_state', 'service="127.0.0.1"');

describe('equal questions', () => {
  it('that come while one is read are answered with that read, however many they are', async () => {
    const gate = deferred();
    let reads = 0;
    await start(
      httpUpstream((_request, response) => {
        reads += 1;
        void gate.promise.then(() => tellRecord(response));
      }),
    );
    const beganAt = Date.now();
    const pictures = Array.from({ length: 50 }, () => fetch(`${agent.url}/?app=cart`));
    await eventually('all are under way', async () => {
      return reads + (await measured('upstream_coalesced_total', 'with="under_way"')) === 50;
    });
    gate.resolve();

    expect(new Set((await Promise.all(pictures)).map(({ status }) => status))).toEqual(new Set([200]));
    // What is asked in another second is another question.
    const secondOf = (ms: number) => Math.floor(ms / 1000);
    expect(reads).toBeLessThanOrEqual(secondOf(Date.now()) - secondOf(beganAt) + 1);
  });

  it('that come in the same second are answered with the read of the first, other ones with their own', async () => {
    const paths: string[] = [];
    await start(
      httpUpstream((request, response) => {
        paths.push(request.url!);
        tellRecord(response);
      }),
    );
    const draw = async (app: string) => (await fetch(`${agent.url}/?app=${app}`)).arrayBuffer();
    // Within one of some seconds both come.
    await eventually('an answer of the same second was used', async () => {
      await draw('cart');
      await draw('cart');
      return (await measured('upstream_coalesced_total', 'with="same_tick"')) > 0;
    });
    await draw('pay');

    expect(new Set(paths)).toEqual(new Set(['/metrics/cart', '/metrics/pay']));
  });
});

describe('a read that fails', () => {
  it.each([
    ['a lost connection', (response: ServerResponse) => response.destroy()],
    ['a 502', (response: ServerResponse) => response.writeHead(502).end()],
    ['a 503', (response: ServerResponse) => response.writeHead(503).end()],
    ['a 504', (response: ServerResponse) => response.writeHead(504).end()],
  ])('with %s is tried again, and nobody notices', async (_, fail) => {
    let reads = 0;
    await start(
      httpUpstream((_request, response) => {
        reads += 1;
        if (reads === 1) fail(response);
        else tellRecord(response);
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
  ])('with a %s is not', async (_, status, answered) => {
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

  it('is tried as often as UPSTREAM_RETRIES says, and then told', async () => {
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

  it('is told by what the first try found, where the time runs out for the second', async () => {
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

  it('is never tried again once its time is over', async () => {
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

describe('a service that fails again and again', () => {
  const silent = { UPSTREAM_RETRIES: '0', UPSTREAM_BREAKER_FAILURES: '3' };
  const failing = () => {
    const state = { reads: 0, answers: false };
    const upstream = httpUpstream((_request, response) => {
      state.reads += 1;
      if (state.answers) tellRecord(response);
      else response.writeHead(500).end();
    });
    return { state, upstream };
  };
  const fail = async (times: number) => {
    for (let failure = 0; failure < times; failure += 1) expect((await fetch(agent.url)).status).toBe(502);
  };

  it('is left alone: pictures say at once why, and when to come again', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: LONGER_THAN_ANY_TEST_MS });
    expect(await circuit()).toBe(0);
    await fail(3);
    expect(await circuit()).toBe(1);

    state.answers = true;
    const picture = await fetch(`${agent.url}/?format=svg`);
    expect([picture.status, picture.headers.get('retry-after')]).toEqual([502, '600']);
    expect(await picture.text()).toContain(
      'is left alone for a moment after 3 failures in a row; the last: 127.0.0.1:',
    );
    expect(state.reads).toBe(3);
  });

  it('is asked again by one read when the moment is over, and then by all', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: '1' });
    await fail(3);
    state.answers = true;

    await eventually('a read was let through', async () => (await fetch(agent.url)).status === 200);
    expect(await circuit()).toBe(0);
    expect(state.reads).toBe(4);
  });

  it('stays alone when that read fails too', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: '1' });
    await fail(3);
    await eventually('a read was let through', async () => {
      await fetch(agent.url);
      return state.reads >= 4;
    });

    expect(await circuit()).toBe(1);
  });

  it('is neither left alone nor taken back for what probes find', async () => {
    const { state, upstream } = failing();
    await start(upstream, { ...silent, UPSTREAM_BREAKER_OPEN_MS: LONGER_THAN_ANY_TEST_MS });
    for (let probe = 0; probe < 5; probe += 1) await fetch(`${agent.url}/readyz`);
    expect([state.reads, await circuit()]).toEqual([5, 0]);

    await fail(3);
    state.answers = true;
    const ready = (await (await fetch(`${agent.url}/readyz`)).json()) as { checks: { upstream: string } };
    expect([ready.checks.upstream, await circuit()]).toEqual(['ok', 1]);
  });

  it('does so alone: the other services are asked', async () => {
    const { state, upstream } = failing();
    stub = await upstream;
    const well = await httpUpstream((_request, response) => tellRecord(response));
    agent = await RunningService.start('k8s-app-monitor-agent', {
      ...silent,
      SERVICES: JSON.stringify([
        { name: 'ill', kind: 'app-monitor', url: `http://127.0.0.1:${stub.port}` },
        { name: 'well', kind: 'app-monitor', url: `http://127.0.0.1:${well.port}` },
      ]),
      UPSTREAM_TIMEOUT_MS: PATIENCE_MS,
      UPSTREAM_BREAKER_OPEN_MS: LONGER_THAN_ANY_TEST_MS,
      RENDER_WORKERS: '1',
    });
    await fail(4);

    expect(state.reads).toBe(3);
    expect((await fetch(`${agent.url}/well`)).status).toBe(200);
    await well.close();
  });
});

it('an answer that is wrong is no failure of the hop', async () => {
  await start(
    httpUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }),
    { UPSTREAM_BREAKER_FAILURES: '1' },
  );
  for (let read = 0; read < 3; read += 1) {
    expect(await (await fetch(`${agent.url}/?format=svg`)).text()).toContain('JSON of another shape');
  }

  expect(await circuit()).toBe(0);
});
