import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type FastifyInstance, fastify } from 'fastify';
import { Admission } from '../admission.js';
import { SendQueueFullError } from './http.errors.js';
import { limitResponses } from './responses.js';

// More than the operating system takes from a process for a caller that reads nothing.
const LARGE_BYTES = 32 * 1024 * 1024;
const SMALL_BYTES = 4000;
const STALLED_MS = 1000;

const body = Buffer.alloc(LARGE_BYTES, 'a');

describe('responses that are not read', () => {
  let server: FastifyInstance;
  const sockets: Socket[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.close();
  });

  /**
   * A server with `/a` and `/b`, large bodies; `/endless` and `/events`, streams without an end; `/slow`, a stream that
   * takes longer to compute than a caller may take to receive something.
   */
  async function start(budget = 1.5 * LARGE_BYTES) {
    server = fastify();
    const gate: Admission = new Admission(
      'test',
      { bytes: budget },
      () => new SendQueueFullError(gate.bytes),
    );
    limitResponses(server, { gate, stalledMs: STALLED_MS });
    const streams: Readable[] = [];
    const endless = () => {
      const stream = Readable.from(pieces(), { highWaterMark: 1 });
      streams.push(stream);
      return stream;
    };
    server.get('/a', (_, reply) => reply.header('etag', '"a"').send(body));
    server.get('/b', (_, reply) => reply.send(Buffer.from(body)));
    server.get('/small', () => 'a'.repeat(SMALL_BYTES));
    server.get('/endless', (_, reply) => reply.send(endless()));
    server.get('/slow', (_, reply) => reply.send(Readable.from(slowPieces())));
    server.get('/events', (_, reply) => reply.type('text/event-stream').send(endless()));
    await server.listen({ port: 0, host: '127.0.0.1' });
    return { gate, streams };
  }

  const addressOf = (path: string) =>
    `http://127.0.0.1:${(server.server.address() as AddressInfo).port}${path}`;

  /** Sends a request and reads nothing. */
  async function unread(path: string): Promise<Socket> {
    const { port, hostname } = new URL(addressOf('/'));
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.pause();
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
    return socket;
  }

  const holds = (gate: Admission, bytes: number) =>
    until(() => gate.bytes === bytes, `${bytes} bytes wait, now ${gate.bytes}`);

  it('are counted, refused beyond the limit, and closed after a while', async () => {
    const { gate } = await start();
    const first = await unread('/a');
    await holds(gate, LARGE_BYTES);

    const refused = await fetch(addressOf('/b'));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({
      code: 'SEND_QUEUE_FULL',
      detail: `Send queue is full (${LARGE_BYTES} bytes of responses waiting). Retry in 1 s.`,
    });

    // Reading shows that the server has closed the connection.
    await holds(gate, 0);
    first.resume();
    await once(first, 'close');
    expect(first.bytesRead).toBeLessThan(LARGE_BYTES);
    expect((await fetch(addressOf('/b'))).status).toBe(200);
  });

  it('close after a while also if they are small', async () => {
    await start();
    let answered = 0;
    const closed = new Promise((resolve) => {
      server.server.once('connection', (socket: Socket) => socket.once('close', resolve));
    });
    server.server.on('request', (_, response) => response.once('finish', () => (answered += 1)));
    const socket = await unread('/small');
    let sent = 1;
    // Until the operating system takes no more.
    const allAnswered = async () => {
      for (let wait = 0; wait < 20 && answered < sent; wait += 1) await delay(10);
      return answered === sent;
    };
    while (await allAnswered()) {
      socket.write('GET /small HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(16));
      sent += 16;
    }

    await closed;
    expect(answered).toBeGreaterThan(16);
  });

  it('of one body are counted once', async () => {
    const { gate } = await start();
    await Promise.all(Array.from({ length: 5 }, () => unread('/a')));
    await holds(gate, LARGE_BYTES);

    expect((await fetch(addressOf('/a'))).status).toBe(200);
    await holds(gate, 0);
  });

  it('leave no header of the refused response', async () => {
    const { gate } = await start(LARGE_BYTES / 2);
    const leave = gate.enter(LARGE_BYTES / 2);
    const refused = await fetch(addressOf('/a'));
    leave();

    expect([refused.status, refused.headers.get('etag')]).toEqual([503, null]);
  });

  it('of a stream do not include the time in which nothing has been computed yet', async () => {
    await start();
    const answer = await fetch(addressOf('/slow'));

    expect((await answer.text()).length).toBe(2);
  });

  it('that are streams are closed after a while, unless they are events', async () => {
    const { streams } = await start();
    await unread('/events');
    await until(() => streams.length === 1, 'the events have begun');
    await unread('/endless');
    await until(() => streams.length === 2, 'the stream has begun');
    await until(() => streams[1]!.destroyed, 'the stream has ended');

    expect(streams[0]!.destroyed).toBe(false);
  });

  it('are not computed for HEAD', async () => {
    const { streams } = await start();
    const { status, headers } = await fetch(addressOf('/endless'), { method: 'HEAD' });

    expect([status, headers.get('content-length')]).toEqual([200, null]);
    expect(streams.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});

async function* pieces(): AsyncGenerator<string> {
  for (;;) yield Promise.resolve('x'.repeat(65_536));
}

async function* slowPieces(): AsyncGenerator<string> {
  yield 'a';
  await delay(2.5 * STALLED_MS);
  yield 'b';
}

async function until(isTrue: () => boolean, what: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (isTrue()) return;
    await delay(20);
  }
  throw new Error(`Never: ${what}`);
}
