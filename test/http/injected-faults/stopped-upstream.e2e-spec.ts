import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';

describe('a metrics API that is stopped and continued', () => {
  it('is reported with 504 while it is stopped, and read again after that', async () => {
    const metricsApi = await RunningService.start('k8s-app-monitor-test');
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(metricsApi.port),
      UPSTREAM_TIMEOUT_MS: '500',
      RENDER_WORKERS: '1',
    });
    const status = async (path: string) => (await fetch(agent.url + path)).status;
    await eventually('an image is rendered', async () => (await status('/')) === 200);

    metricsApi.signal('SIGSTOP');
    try {
      // Another application, which no cache holds.
      expect(await status('/?app=test-app')).toBe(504);
      expect(await status('/healthz')).toBe(200);
    } finally {
      metricsApi.signal('SIGCONT');
    }
    await eventually('an image is rendered again', async () => (await status('/?app=test-app')) === 200);

    await agent.stop();
    await metricsApi.stop();
  });
});
