import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { openMetricsRegistry } from '../telemetry.js';
import { Connections, allowedConnections } from './connections.js';

const MAX = 3;
const RESERVE = 16;
const PIPELINED = 32;
// More than the operating system takes from a process for a caller that reads nothing.
const LARGE_BYTES = 16 * 1024 * 1024;

describe('a server with as many connections as allowed', () => {
  let server: FastifyInstance;
  let connections: Connections;
  /** Ends the requests to `/held`. */
  let release: (() => void)[] = [];
  const sockets: Socket[] = [];
  /** Requests that reached the hooks, and those whose response has closed. */
  let handled = 0;
  let closed = 0;

  afterEach(async () => {
    for (const end of release.splice(0)) end();
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.close();
  });

  async function start(max = MAX): Promise<void> {
    server = fastify({ forceCloseConnections: true });
    handled = 0;
    closed = 0;
    connections = new Connections(max);
    connections.watch(server);
    connections.refuseRequests(server);
    server.addHook('onRequest', (_request, reply, done) => {
      handled += 1;
      reply.raw.once('close', () => (closed += 1));
      done();
    });
    release = [];
    server.get('/held', () => new Promise((resolve) => release.push(() => resolve('done'))));
    server.get('/', () => 'ok');
    server.get('/large', () => 'a'.repeat(LARGE_BYTES));
    server.get('/healthz', () => 'alive');
    await server.listen({ port: 0, host: '127.0.0.1' });
  }

  async function open(request = '', times = 1): Promise<Socket> {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    if (request === '') return socket.resume();
    socket.write(`GET ${request} HTTP/1.1\r\nhost: a\r\n\r\n`.repeat(times));
    return socket;
  }

  /** Opens connections that have a request each, which does not end. */
  async function openBusy(count: number): Promise<void> {
    const before = release.length;
    for (let number = 0; number < count; number += 1) await open('/held');
    await until(() => release.length === before + count);
  }

  const answerTo = async (request: string): Promise<string> => {
    const socket = await open(request);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString();
  };

  async function openIdle(count: number): Promise<Socket[]> {
    const before = connections.gate.inUse;
    const opened: Socket[] = [];
    for (let number = 0; number < count; number += 1) opened.push(await open());
    await until(() => connections.gate.inUse === Math.min(before + count, MAX + RESERVE));
    return opened;
  }

  it('closes the one that has been idle for the longest time for a new one', async () => {
    await start();
    const idle = await openIdle(MAX + RESERVE);

    expect(await answerTo('/')).toContain('ok');
    await until(() => idle[0]!.destroyed);
    expect(idle.filter(({ destroyed }) => destroyed)).toHaveLength(1);
    expect(connections.evicted).toBe(1);
  });

  it('counts one as idle again after its request', async () => {
    await start();
    const kept = await open('/');
    await once(kept, 'data');
    await openIdle(MAX + RESERVE);

    await until(() => kept.destroyed);
    expect(connections.evicted).toBe(1);
  });

  it('answers only probes when all have a request, whatever is idle', async () => {
    await start();
    await openBusy(MAX);
    await openIdle(2 * RESERVE);
    const refused = await answerTo('/');

    expect(refused).toContain('503');
    expect(refused).toMatch(/^connection: close\r$/m);
    expect(refused).toContain('The limit of 3 connections is reached');
    expect(await answerTo('/healthz')).toContain('alive');

    for (const end of release.splice(0)) end();
    await until(() => connections.gate.inUse <= MAX + RESERVE);
    expect(await answerTo('/')).toContain('ok');
  });

  it('closes the oldest one that does not read its answer for a new request', async () => {
    await start();
    const unread: Socket[] = [];
    for (let number = 1; number <= MAX; number += 1) {
      unread.push(await open('/large'));
      await until(() => handled === number);
    }

    expect(await answerTo('/')).toContain('ok');
    expect(connections.evicted).toBe(1);
    // Reading shows which connection the server has closed.
    for (const socket of unread) socket.resume();
    await until(() => unread.every(({ destroyed, bytesRead }) => destroyed || bytesRead > LARGE_BYTES));
    expect(unread.map(({ bytesRead }) => bytesRead > LARGE_BYTES)).toEqual([false, true, true]);
  });

  it('closes one with several requests when there are as many requests', async () => {
    await start();
    await openBusy(1);
    const pipelining = (await open('/held', MAX)).resume();

    await until(() => pipelining.destroyed);
    expect(connections.evicted).toBe(1);
    expect(await answerTo('/')).toContain('ok');
  });

  it('answers requests that are pipelined', async () => {
    await start(PIPELINED);
    const socket = await open('/', PIPELINED);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));

    await until(() => text.split('HTTP/1.1 200').length === PIPELINED + 1);
    expect([connections.flooded, connections.evicted]).toEqual([0, 0]);
  });

  it('closes one with too many requests, and ignores the rest of them', async () => {
    await start(1000);
    const flooding = (await open('/held', 2000)).resume();
    await until(() => flooding.destroyed);

    expect([connections.flooded, handled]).toEqual([1, PIPELINED]);
    expect(await answerTo('/')).toContain('ok');
  });

  it('ends every response of a connection that closes', async () => {
    await start(1000);
    const leaving = await open('/held', 10);
    await until(() => handled === 10);
    leaving.destroy();

    await until(() => closed === 10);
    expect(connections.gate.inUse).toBe(0);
  });

  it('shows in metrics how many there are, and how many were replaced', async () => {
    await start();
    const registry = openMetricsRegistry();
    connections.observe(registry);
    await openIdle(MAX + RESERVE + 2);
    await until(() => connections.evicted === 2);
    const metrics = await registry.metrics();

    expect(metrics).toContain(`admission_in_use{gate="connections"} ${MAX + RESERVE}`);
    expect(metrics).toContain('connections_evicted_total 2');
  });
});

describe('allowedConnections', () => {
  it.each([
    [2000, Infinity, 2000],
    [6000, 1_048_576, 6000],
    [6000, 1024, 1024 - 400 - RESERVE],
    [6000, 256, 128 - RESERVE],
    [100, 1024, 100],
    [100, 8, 1],
  ])('for a limit of %d and %d files is %d', (setting, openFiles, allowed) => {
    expect(allowedConnections(setting, openFiles)).toBe(allowed);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It never became true');
}
