import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';
import { metricOf } from '../quickchart/held-quickchart.js';

const LONG_RANGE = '/api/v1/apps/test-app/range?from=1767225600&to=1767236599&step=1';
const LONG_EXPORT = '/api/v1/export?from=1767225600&to=1767245600&step=1';
// Each takes most of EXPORT_BUFFER_BYTES, if it may.
const LARGE_EXPORT = '/api/v1/export?from=1767225600&to=1767356600&step=1';
// One table, whose values take many seconds to compute.
const LATE_EXPORT = '/api/v1/export?from=2025-01-01T00:00:00Z&to=2026-01-30T00:00:00Z&step=3600';
const YEAR = '/api/v1/export?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&step=1&format=csv';

describe('answers of the metrics API that no caller reads', () => {
  let service: RunningService;
  const sockets: Socket[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await service.stop();
  });

  const start = async (env: Record<string, string>) => {
    // After an answer that is not read completely, fetch opens a connection on which it sends nothing yet.
    const shutdown = { SHUTDOWN_TIMEOUT_MS: '1000' };
    service = await RunningService.start('k8s-app-monitor-test', { ...shutdown, ...env });
  };

  async function unread(path: string): Promise<void> {
    const socket = connect(service.port, '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    socket.on('error', () => undefined).pause();
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
  }

  const exports = () => metricOf(service, 'admission_bytes{gate="exports"}');

  it.each([
    ['long ranges', LONG_RANGE],
    ['exports as OpenMetrics', LONG_EXPORT],
  ])('are limited together, and closed after a while: %s', async (_, path) => {
    // Who is alone gets in, all others are refused.
    await start({ EXPORT_BUFFER_BYTES: '1024', SEND_TIMEOUT_MS: '2000' });
    for (let caller = 0; caller < 10; caller += 1) await unread(path);
    await eventually('one is in progress, and others are refused', async () => {
      const refused = await metricOf(service, 'admission_refused_total{gate="exports",reason="bytes"}');
      return refused === 9 && (await exports()) > 0;
    });

    const refused = await fetch(service.url + path);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_EXPORTS' });
    expect((await fetch(`${service.url}/metrics/test-app`)).status).toBe(200);

    await eventually('all have ended', async () => (await exports()) === 0);
    const answer = await fetch(service.url + path);
    expect(answer.status).toBe(200);
    await answer.body!.cancel();
  });

  it('are whole for a caller that is alone, whatever the limit', async () => {
    await start({ EXPORT_BUFFER_BYTES: '1024' });
    const textAs = async (accept: string) =>
      (await fetch(service.url + LONG_RANGE, { headers: { accept } })).text();
    // One after the other: who is alone gets in.
    const json = await textAs('application/json');
    await eventually('it has ended', async () => (await exports()) === 0);
    const csv = await textAs('text/csv');

    expect((JSON.parse(json) as { points: unknown[] }).points).toHaveLength(11_000);
    expect(csv.split('\r\n')).toHaveLength(11_002);
  });

  it('leave memory for other exports, with one slow reader and with several', async () => {
    await start({ SCENARIO: 'online-shop' });
    for (let reader = 1; reader <= 5; reader += 1) {
      await unread(LARGE_EXPORT);
      await eventually('it has begun', async () => (await exports()) > reader * 2_000_000);
      const other = await fetch(service.url + LARGE_EXPORT);
      expect(other.status).toBe(200);
      await other.body!.cancel();
    }
    const hour = await fetch(`${service.url}/api/v1/export?from=1767225600&to=1767229199&step=60`);

    expect(hour.status).toBe(200);
    expect(await hour.text()).toMatch(/# EOF\n$/);
  });

  it('do not include what has not been computed yet', async () => {
    await start({ SCENARIO: 'online-shop', SEND_TIMEOUT_MS: '1000' });
    const answer = await fetch(
      `${service.url}/api/v1/export?from=2026-01-01T00:00:00Z&to=2026-01-09T00:00:00Z&step=3600`,
    );
    let text = '';
    let longestPauseMs = 0;
    let last = performance.now();
    for await (const chunk of answer.body!) {
      text += Buffer.from(chunk as Uint8Array).toString();
      longestPauseMs = Math.max(longestPauseMs, performance.now() - last);
      last = performance.now();
    }

    expect(text).toMatch(/# EOF\n$/);
    // Otherwise the test has shown nothing.
    expect(longestPauseMs).toBeGreaterThan(1000);
  }, 180_000);

  it.each(['openmetrics', 'csv', 'ndjson'])(
    'are not computed further after their callers have left: %s',
    async (format) => {
      await start({ SCENARIO: 'online-shop' });
      await unread(`${LATE_EXPORT}&format=${format}`);
      await eventually('it is in progress', async () => (await exports()) > 0);
      sockets.pop()!.destroy();

      // Computing the first table takes longer.
      await eventually('its memory is free', async () => (await exports()) === 0, 5000);
    },
  );

  it.each([
    ['a year', YEAR],
    ['a long range', LONG_RANGE],
    ['an event stream', '/api/v1/stream'],
  ])('are not computed for HEAD: %s', async (_, path) => {
    await start({});
    for (let caller = 0; caller < 5; caller += 1) {
      expect((await fetch(service.url + path, { method: 'HEAD' })).status).toBe(200);
    }

    await eventually('nothing is in progress', async () => {
      return (await exports()) === 0 && (await metricOf(service, 'admission_in_use{gate="streams"}')) === 0;
    });
  });
});
