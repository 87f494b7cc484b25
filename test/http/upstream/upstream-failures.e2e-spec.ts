import { afterEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import { RunningService } from '../../support/running-service.js';
import {
  httpUpstream,
  RECORD,
  tcpUpstream,
  unusedPort,
  type StubUpstream,
} from '../../support/stub-upstream.js';

const TIMEOUT_MS = '400';
// Long enough that a busy test machine does not look like a slow upstream.
const AMPLE_TIME_MS = '30000';
const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' };

interface Failure {
  readonly name: string;
  readonly upstream: () => Promise<StubUpstream>;
  readonly status: number;
  readonly kind: string;
  readonly sentence: (address: string) => string;
}

const FAILURES: readonly Failure[] = [
  {
    name: 'refuses the connection',
    upstream: async () => ({ port: await unusedPort(), close: () => Promise.resolve() }),
    status: 502,
    kind: 'refused',
    sentence: (address) => `${address} refused the connection`,
  },
  {
    name: 'resets the connection',
    upstream: () => tcpUpstream((socket) => socket.once('data', () => socket.resetAndDestroy())),
    status: 502,
    kind: 'reset',
    sentence: (address) => `${address} closed the connection before its answer was complete`,
  },
  {
    name: 'closes the connection in the middle of the body',
    upstream: () =>
      httpUpstream((_request, response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' }).write('{"performance_index":');
        setImmediate(() => response.destroy());
      }),
    status: 502,
    kind: 'reset',
    sentence: (address) => `${address} closed the connection before its answer was complete`,
  },
  {
    name: 'accepts the connection and never answers',
    upstream: () => tcpUpstream(() => {}),
    status: 504,
    kind: 'timeout',
    sentence: (address) => `${address} did not answer within ${TIMEOUT_MS} ms`,
  },
  {
    name: 'sends its headers slowly',
    upstream: () =>
      tcpUpstream((socket) => {
        socket.once('data', () =>
          sendSlowly(socket, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Padding: '),
        );
      }),
    status: 504,
    kind: 'timeout',
    sentence: (address) => `${address} did not answer within ${TIMEOUT_MS} ms`,
  },
  {
    name: 'sends its body slowly',
    upstream: () =>
      httpUpstream((_request, response) => {
        sendSlowly(response.writeHead(200, JSON_TYPE), '{');
      }),
    status: 504,
    kind: 'timeout',
    sentence: (address) => `${address} did not answer within ${TIMEOUT_MS} ms`,
  },
  {
    name: 'does not speak HTTP',
    upstream: () =>
      tcpUpstream((socket) => socket.once('data', () => socket.end('220 mail.example ESMTP\r\n'))),
    status: 502,
    kind: 'protocol',
    sentence: (address) => `${address} answered with something other than HTTP`,
  },
  {
    name: 'answers with an error',
    upstream: () => httpUpstream((_request, response) => response.writeHead(500, JSON_TYPE).end('{}')),
    status: 502,
    kind: 'status',
    sentence: (address) => `Expected status 200 from ${address} but received 500`,
  },
  {
    name: 'answers with HTML',
    upstream: () =>
      httpUpstream((_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      ),
    status: 502,
    kind: 'content_type',
    sentence: (address) => `Expected application/json from ${address} but received text/html`,
  },
  {
    name: 'answers with unexpected JSON',
    upstream: () =>
      json({ ...RECORD, performance_index: { ...RECORD.performance_index, accessAmount: 'many' } }),
    status: 502,
    kind: 'shape',
    sentence: (address) => `${address} answered with unexpected JSON: performance_index.accessAmount: `,
  },
  {
    name: 'answers with invalid JSON',
    upstream: () => httpUpstream((_request, response) => response.writeHead(200, JSON_TYPE).end('{"perf')),
    status: 502,
    kind: 'shape',
    sentence: (address) => `${address} answered with invalid JSON`,
  },
  {
    name: 'answers with 10 MiB',
    upstream: () =>
      httpUpstream((_request, response) => {
        response.writeHead(200, JSON_TYPE);
        response.end(JSON.stringify({ ...RECORD, domain: 'x'.repeat(10 * 1024 * 1024) }));
      }),
    status: 502,
    kind: 'too_large',
    sentence: (address) => `${address} answered with more than 1048576 bytes`,
  },
  {
    name: 'redirects elsewhere',
    upstream: () =>
      httpUpstream((_request, response) =>
        response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
      ),
    status: 502,
    kind: 'redirect',
    sentence: (address) =>
      `${address} redirects to http://169.254.169.254/latest; redirects are not followed`,
  },
];

describe.each(FAILURES)('when the metrics API $name', ({ upstream, status, kind, sentence }) => {
  let stub: StubUpstream;
  let agent: RunningService;

  afterEach(async () => {
    await agent.stop();
    await stub.close();
  });

  it(`the agent answers ${status} with the reason in image, page and one log line, and keeps running`, async () => {
    stub = await upstream();
    const address = `127.0.0.1:${stub.port}`;
    agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(stub.port),
      UPSTREAM_TIMEOUT_MS: kind === 'timeout' ? TIMEOUT_MS : AMPLE_TIME_MS,
      RENDER_WORKERS: '1',
    });

    const png = await fetch(`${agent.url}/k8s-app-monitor-test`, {
      headers: { 'x-request-id': 'the-picture' },
    });
    expect(png.status).toBe(status);
    expect(png.headers.get('content-type')).toBe('image/png');
    const { width, height } = await sharp(await png.arrayBuffer()).metadata();
    expect({ width, height }).toEqual({ width: 1024, height: 512 });

    const svg = await fetch(`${agent.url}/k8s-app-monitor-test.svg`);
    expect(svg.status).toBe(status);
    expect(await svg.text()).toMatch(new RegExp(`<desc>[^<]*${escapeForPattern(sentence(address))}`));

    const page = await fetch(agent.url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(status);
    expect(await page.text()).toContain(sentence(address));

    await agent.logged((line) => line['requestId'] === 'the-picture');
    const lines = agent.log.filter((line) => line['requestId'] === 'the-picture');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'warn', status, code: `UPSTREAM_${kind.toUpperCase()}` });
    expect(lines[0]!['reason']).toContain(sentence(address));

    const ready = await fetch(`${agent.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(((await ready.json()) as { checks: { upstream: string } }).checks.upstream).toContain(address);

    const metrics = await (await fetch(agent.metricsUrl)).text();
    expect(metrics).toMatch(
      new RegExp(`^upstream_errors_total\\{upstream="${address}",kind="${kind}"\\} [3-9]$`, 'm'),
    );
  });
});

describe('a range that the metrics API answers with 404', () => {
  let stub: StubUpstream;
  let agent: RunningService;

  afterEach(async () => {
    await agent.stop();
    await stub.close();
  });

  it.each([
    { code: 'UNKNOWN_APPLICATION', detail: 'No application named "cart"', status: 404 },
    { code: 'NO_DATA', detail: 'No metrics of "UNKNOWN_APPLICATION" at this time', status: 502 },
  ])('with the code $code is answered with $status', async ({ code, detail, status }) => {
    stub = await httpUpstream((_request, response) =>
      response
        .writeHead(404, { 'content-type': 'application/problem+json; charset=utf-8' })
        .end(JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, detail, code })),
    );
    agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(stub.port),
      UPSTREAM_TIMEOUT_MS: AMPLE_TIME_MS,
      RENDER_WORKERS: '1',
    });

    expect((await fetch(`${agent.url}/?app=cart&range=1h`)).status).toBe(status);
  });
});

function json(value: unknown): Promise<StubUpstream> {
  return httpUpstream((_request, response) => response.writeHead(200, JSON_TYPE).end(JSON.stringify(value)));
}

/** Sends a beginning, and then spaces forever: never silent for long, never complete. */
function sendSlowly(stream: ServerResponse | NodeJS.WritableStream, beginning: string): void {
  stream.write(beginning);
  const timer = setInterval(() => stream.write(' '), 20);
  stream.once('close', () => clearInterval(timer));
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
