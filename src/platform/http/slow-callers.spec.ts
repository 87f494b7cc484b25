import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Duplex, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { LEAST_BYTES_PER_SECOND, closeWhenBehind } from './slow-callers.js';

const BEHIND_MS = 500;
const PIECE = 'x'.repeat(500);

/** A connection whose caller receives bytes at a rate. The operating system's buffers would hide it. */
class SlowConnection extends Duplex {
  bytesWritten = 0;

  constructor(private readonly bytesPerSecond: number) {
    super({ highWaterMark: 1 });
    this.push('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.bytesWritten += chunk.length;
    setTimeout(done, (chunk.length / this.bytesPerSecond) * 1000);
  }
}

describe('a streamed response', () => {
  let server: Server;
  afterEach(() => void server.close());

  function sentAt(bytesPerSecond: number, pieces: () => AsyncGenerator<string>): SlowConnection {
    server = createServer((_request, response) => {
      closeWhenBehind(response, BEHIND_MS);
      Readable.from(pieces(), { highWaterMark: 1 }).pipe(response);
    });
    const connection = new SlowConnection(bytesPerSecond);
    server.emit('connection', connection);
    return connection;
  }

  async function* endless(): AsyncGenerator<string> {
    for (;;) yield Promise.resolve(PIECE);
  }

  it('ends when its caller stays below the least rate', async () => {
    const connection = sentAt(LEAST_BYTES_PER_SECOND / 2, endless);
    await once(connection, 'close');

    // The caller received something all the time.
    expect(connection.bytesWritten).toBeGreaterThan(PIECE.length * 3);
  });

  it('goes on for a caller above the least rate', async () => {
    const connection = sentAt(LEAST_BYTES_PER_SECOND * 3, endless);
    await delay(6 * BEHIND_MS);

    expect(connection.destroyed).toBe(false);
    connection.destroy();
  });

  it('goes on when its caller waits', async () => {
    let isOver = false;
    const connection = sentAt(LEAST_BYTES_PER_SECOND * 3, async function* () {
      yield PIECE;
      await delay(4 * BEHIND_MS);
      isOver = true;
      yield PIECE;
    });
    while (!isOver && !connection.destroyed) await delay(20);

    expect(connection.destroyed).toBe(false);
    connection.destroy();
  });
});
