import { describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';

jest.setTimeout(300_000);

const READERS = 1000;

describe('1,000 readers while the metrics API is killed and restarted', () => {
  it('get an image, or 502 or 504 in the gap, and all get an image after the first successful read', async () => {
    const before = await RunningService.start('k8s-app-monitor-test');
    const port = String(before.port);
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      APP_PORT: port,
      SERVICE_NAME: '127.0.0.1',
      // Long enough that a busy test machine does not look like a slow upstream.
      UPSTREAM_TIMEOUT_MS: '60000',
    });
    const picture = async () => {
      const response = await fetch(`${agent.url}/k8s-app-monitor-test`);
      await response.arrayBuffer();
      return response.status;
    };

    // Readers in the same second share a read, so each refreshes until all outcomes were seen.
    const seen: number[] = [];
    let stopped = false;
    const refresh = async () => {
      while (!stopped) seen.push(await picture());
    };
    const readers = Promise.all(Array.from({ length: READERS }, refresh));
    await eventually('readers see pictures', () => seen.includes(200));
    before.signal('SIGKILL');
    await before.ended;
    await eventually('readers see that it is down', () => seen.includes(502));
    const after = await RunningService.start('k8s-app-monitor-test', { PORT: port });
    const gapEnds = seen.length;
    await eventually('readers see pictures again', () => seen.indexOf(200, gapEnds) !== -1);
    stopped = true;
    await readers;
    expect([...new Set(seen)].filter((status) => ![200, 502, 504].includes(status))).toEqual([]);

    const second = await Promise.all(Array.from({ length: READERS }, picture));
    expect(new Set(second)).toEqual(new Set([200]));

    await agent.stop();
    await after.stop();
  });

  it('do not notice that the metrics API was replaced between two reads', async () => {
    const before = await RunningService.start('k8s-app-monitor-test');
    const port = String(before.port);
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      APP_PORT: port,
      SERVICE_NAME: '127.0.0.1',
    });

    expect((await fetch(agent.url)).status).toBe(200);
    before.signal('SIGKILL');
    await before.ended;
    const after = await RunningService.start('k8s-app-monitor-test', { PORT: port });
    // A different question: an equal one in the same second would come from the cache.
    expect((await fetch(`${agent.url}/?app=test-app`)).status).toBe(200);

    await agent.stop();
    await after.stop();
  });
});
