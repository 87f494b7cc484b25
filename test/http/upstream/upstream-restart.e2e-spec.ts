import { describe, expect, it, jest } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';

jest.setTimeout(300_000);

const READS = 1000;

describe('1,000 concurrent reads while the metrics API is killed and started again', () => {
  it('answer with a picture, or with 502 or 504 in the gap, and all with a picture afterwards', async () => {
    const before = await RunningService.start('k8s-app-monitor-test');
    const port = String(before.port);
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      APP_PORT: port,
      SERVICE_NAME: '127.0.0.1',
      // Generous, since a busy test machine is no slow upstream.
      UPSTREAM_TIMEOUT_MS: '60000',
    });

    let answered = 0;
    const picture = async () => {
      const response = await fetch(`${agent.url}/k8s-app-monitor-test`);
      await response.arrayBuffer();
      answered += 1;
      return response.status;
    };
    const first = Promise.all(Array.from({ length: READS }, picture));
    // Killed at once: most of the reads are under way, on connections that are then reset.
    before.signal('SIGKILL');
    await before.ended;
    expect(answered).toBeLessThan(READS);
    const after = await RunningService.start('k8s-app-monitor-test', { PORT: port });

    const statuses = new Set(await first);
    expect([...statuses].filter((status) => ![200, 502, 504].includes(status))).toEqual([]);
    expect(statuses).toContain(502);

    const second = await Promise.all(Array.from({ length: READS }, picture));
    expect(new Set(second)).toEqual(new Set([200]));

    await agent.stop();
    await after.stop();
  });

  it('do not notice a metrics API that was replaced between two reads', async () => {
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
    expect((await fetch(agent.url)).status).toBe(200);

    await agent.stop();
    await after.stop();
  });
});
