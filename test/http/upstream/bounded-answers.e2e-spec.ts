import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { RunningService } from '../../support/running-service.js';
import { type StubUpstream, tcpUpstream } from '../../support/stub-upstream.js';

const MIB = 1024 * 1024;
const ZEROS = Buffer.alloc(256 * MIB);
const GZIP = gzipSync(ZEROS);
const BROTLI = brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

interface Fault {
  readonly name: string;
  readonly code: string;
  readonly reason: RegExp;
  /** Writes an answer whose media type is as given. */
  readonly answer: (socket: Socket, type: string) => void;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'a gzip bomb',
    code: 'UPSTREAM_CONTENT_ENCODING',
    reason: /gzip/,
    answer: (socket, type) => sendWhole(socket, [type, 'Content-Encoding: gzip'], GZIP),
  },
  {
    name: 'a brotli bomb',
    code: 'UPSTREAM_CONTENT_ENCODING',
    reason: /br\b/,
    answer: (socket, type) => sendWhole(socket, [type, 'Content-Encoding: br'], BROTLI),
  },
  {
    name: 'an unknown encoding',
    code: 'UPSTREAM_CONTENT_ENCODING',
    reason: /rot13/,
    answer: (socket, type) => sendWhole(socket, [type, 'Content-Encoding: rot13'], Buffer.from('{}')),
  },
  {
    name: 'a body without an end, in chunks',
    code: 'UPSTREAM_TOO_LARGE',
    reason: /answered with more than \d+ bytes/,
    answer: (socket, type) => {
      socket.write(head([type, 'Transfer-Encoding: chunked']));
      forever(socket, Buffer.from(`10000\r\n${' '.repeat(0x10000)}\r\n`));
    },
  },
  {
    name: 'a body without an end, until the connection closes',
    code: 'UPSTREAM_TOO_LARGE',
    reason: /answered with more than \d+ bytes/,
    answer: (socket, type) => {
      socket.write(head([type, 'Connection: close']));
      forever(socket, Buffer.alloc(0x10000, ' '));
    },
  },
  {
    name: 'a terabyte',
    code: 'UPSTREAM_TOO_LARGE',
    reason: /answered with more than \d+ bytes/,
    answer: (socket, type) => {
      socket.write(head([type, 'Content-Length: 1000000000000']));
      forever(socket, Buffer.alloc(0x10000, ' '));
    },
  },
  {
    name: 'a body shorter than its length',
    code: 'UPSTREAM_RESET',
    reason: /closed the connection before/,
    answer: (socket, type) => socket.end(`${head([type, 'Content-Length: 1000'])}{`),
  },
  {
    name: 'a length that is not a number',
    code: 'UPSTREAM_PROTOCOL',
    reason: /something other than HTTP: .*Content-Length/i,
    answer: (socket, type) => socket.end(`${head([type, 'Content-Length: many'])}{}`),
  },
  {
    name: 'two lengths',
    code: 'UPSTREAM_PROTOCOL',
    reason: /something other than HTTP: .*Content-Length/i,
    answer: (socket, type) =>
      socket.end(`${head([type, 'Content-Length: 2', 'Transfer-Encoding: chunked'])}2\r\n{}\r\n0\r\n\r\n`),
  },
  {
    name: 'headers without an end',
    code: 'UPSTREAM_TOO_LARGE',
    reason: /headers/,
    answer: (socket, type) => {
      socket.write(`HTTP/1.1 200 OK\r\n${type}\r\n`);
      forever(socket, Buffer.from(`X-Padding: ${'x'.repeat(1000)}\r\n`));
    },
  },
  {
    name: 'another type',
    code: 'UPSTREAM_CONTENT_TYPE',
    reason: /text\/html|something other than png/,
    answer: (socket) => sendWhole(socket, ['Content-Type: text/html'], Buffer.from('<p>')),
  },
  {
    name: 'no type',
    code: 'UPSTREAM_CONTENT_TYPE',
    reason: /no content type|something other than png/,
    answer: (socket) => sendWhole(socket, [], Buffer.from('{}')),
  },
];

interface Driver {
  readonly name: string;
  readonly type: string;
  readonly path: string;
}

const CHART = encodeURIComponent(JSON.stringify({ type: 'bar', data: { datasets: [{ data: [1] }] } }));
const JSON_TYPE = 'Content-Type: application/json';
const DRIVERS: readonly Driver[] = [
  { name: 'app-monitor', type: JSON_TYPE, path: '/app-monitor.png' },
  { name: 'app-monitor, a range', type: JSON_TYPE, path: '/app-monitor.png?app=shop&range=1h' },
  { name: 'exposition', type: 'Content-Type: text/plain; version=0.0.4', path: '/exposition.png' },
  { name: 'prometheus', type: JSON_TYPE, path: '/prometheus.png?query=up' },
  { name: 'model topology', type: JSON_TYPE, path: '/graph.json?source=model' },
  { name: 'quickchart', type: 'Content-Type: image/png', path: `/chart?c=${CHART}` },
];

let upstream: StubUpstream;
let agent: RunningService;
let quickChartAgent: RunningService;
let current: { fault: Fault; type: string };
let requests = 0;
let received: string[] = [];

beforeAll(async () => {
  upstream = await tcpUpstream((socket) => {
    socket.once('data', (request) => {
      received.push(request.toString());
      current.fault.answer(socket, current.type);
    });
  });
  const url = `http://127.0.0.1:${upstream.port}`;
  agent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICES: JSON.stringify([
      { name: 'app-monitor', kind: 'app-monitor', url },
      { name: 'exposition', kind: 'exposition', url },
      { name: 'prometheus', kind: 'prometheus', url },
    ]),
    RENDER_WORKERS: '1',
    UPSTREAM_TIMEOUT_MS: '60000',
    UPSTREAM_RETRIES: '0',
    UPSTREAM_BREAKER_FAILURES: '1000',
  });
  quickChartAgent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICE_NAME: '127.0.0.1',
    RENDERER: 'quickchart',
    QUICKCHART_URL: url,
    RENDER_WORKERS: '1',
    RENDER_TIMEOUT_MS: '60000',
  });
});

afterAll(async () => {
  await Promise.all([agent.stop(), quickChartAgent.stop()]);
  await upstream.close();
});

describe.each(DRIVERS)('the driver $name', ({ name, type, path }) => {
  it.each(FAULTS)('reports $name', async (fault) => {
    const service = name === 'quickchart' ? quickChartAgent : agent;
    current = { fault, type };
    received = [];
    requests += 1;
    const id = `request-${requests}`;
    const response = await fetch(`${service.url}${path}`, { headers: { 'x-request-id': id } });

    expect(response.status).toBe(502);
    expect(await service.logged((line) => line['requestId'] === id)).toMatchObject({
      code: fault.code,
      reason: expect.stringMatching(fault.reason) as unknown,
    });
    expect(received[0]).toMatch(/^accept-encoding: identity\r$/im);
  });
});

it('needs little memory for all of it', () => {
  const peaks = [agent, quickChartAgent].map(({ pid }) => {
    const [, peakKb] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(peakKb) / 1024;
  });

  expect(Math.max(...peaks)).toBeLessThan(400);
});

function head(headers: readonly string[]): string {
  return `HTTP/1.1 200 OK\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`;
}

function sendWhole(socket: Socket, headers: readonly string[], body: Buffer): void {
  socket.write(head([...headers, `Content-Length: ${body.length}`]));
  socket.end(body);
}

/** Sends the same bytes as fast as the other side takes them, until it closes the connection. */
function forever(socket: Socket, bytes: Buffer): void {
  const send = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', send);
  send();
}
