import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stay } from './fault-injector.js';

const LONGER_THAN_ANY_TEST_MS = 600_000;

describe('stay', () => {
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

  it('waits to the end where the caller waits too, and leaves nothing behind', async () => {
    const { response } = await arrivedRequest();
    const listeners = response.listenerCount('close');

    expect(await stay(1, response)).toBe(true);
    expect(response.listenerCount('close')).toBe(listeners);
  });

  it('ends when the caller leaves', async () => {
    const { request, response } = await arrivedRequest();
    const waiting = stay(LONGER_THAN_ANY_TEST_MS, response);
    request.destroy();

    expect(await waiting).toBe(false);
  });

  it('ends when the server closes its connections, as at the end of a shutdown', async () => {
    const { response } = await arrivedRequest();
    const waiting = stay(LONGER_THAN_ANY_TEST_MS, response);
    server.closeAllConnections();

    expect(await waiting).toBe(false);
  });
});
