import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { corruptBody, delayWhileOpen } from './fault-injector.js';

const json = fc.jsonValue().map((value) => JSON.stringify(value));

async function bytesOf(body: Buffer | Readable | undefined): Promise<Buffer> {
  return body instanceof Readable ? buffer(body) : Buffer.from(body ?? '');
}

describe('corruptBody', () => {
  it('turns valid JSON into invalid JSON of the same length', async () => {
    await fc.assert(
      fc.asyncProperty(json, fc.constantFrom('', '\n'), async (text, end) => {
        const broken = await bytesOf(corruptBody(text + end));

        expect(broken).toHaveLength(Buffer.byteLength(text + end));
        expect(() => JSON.parse(broken.toString()) as unknown).toThrow(SyntaxError);
      }),
    );
  });

  it('keeps the first half, so that parsers fail in the middle', async () => {
    const broken = await bytesOf(corruptBody(Buffer.from('# TYPE up gauge\nup 1\n# EOF\n')));

    expect(broken.toString('latin1', 0, 13)).toBe('# TYPE up gau');
    expect([...broken.subarray(13)].filter((byte) => byte < 0x80)).toEqual([]);
  });

  it('corrupts a stream whatever its chunks, and keeps its length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(json, { minLength: 1 }), async (chunks) => {
        const text = `[${chunks.join(',')}]`;
        const pieces = text.match(/.{1,7}/gsu) ?? [];
        const broken = await bytesOf(corruptBody(Readable.from(pieces.map((piece) => Buffer.from(piece)))));

        expect(broken).toHaveLength(Buffer.byteLength(text));
        expect(() => JSON.parse(broken.toString()) as unknown).toThrow(SyntaxError);
      }),
    );
  });

  it('fails when the stream fails', async () => {
    const failing = new Readable({ read: () => failing.destroy(new Error('the source is gone')) });

    await expect(bytesOf(corruptBody(failing))).rejects.toThrow('the source is gone');
  });

  it.each([[null], [undefined], [''], [Buffer.alloc(0)]])('leaves %p unchanged', (body) => {
    expect(corruptBody(body)).toBeUndefined();
  });
});

const LONGER_THAN_ANY_TEST_MS = 600_000;

describe('delayWhileOpen', () => {
  const server = createServer();

  beforeEach(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  async function arrivedRequest() {
    const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
    request.on('error', () => {});
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    return { request, response };
  }

  it('waits for the whole delay and removes its listener', async () => {
    const { response } = await arrivedRequest();
    const listeners = response.listenerCount('close');

    expect(await delayWhileOpen(1, response)).toBe(true);
    expect(response.listenerCount('close')).toBe(listeners);
  });

  it('stops when the caller leaves', async () => {
    const { request, response } = await arrivedRequest();
    const waiting = delayWhileOpen(LONGER_THAN_ANY_TEST_MS, response);
    request.destroy();

    expect(await waiting).toBe(false);
  });

  it('stops when the server closes its connections, as at the end of a shutdown', async () => {
    const { response } = await arrivedRequest();
    const waiting = delayWhileOpen(LONGER_THAN_ANY_TEST_MS, response);
    server.closeAllConnections();

    expect(await waiting).toBe(false);
  });
});
