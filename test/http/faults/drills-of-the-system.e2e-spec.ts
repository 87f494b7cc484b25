import { describe, expect, it } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';
import { met, setFault } from './drill.js';

const LONGER_THAN_ANY_TEST_MS = 600_000;

describe('a drill', () => {
  it('shows at the agent: 502 for a failed hop, 504 for a slow one', async () => {
    const service = await RunningService.start('k8s-app-monitor-test', { FAULTS: 'enabled' });
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(service.port),
      UPSTREAM_TIMEOUT_MS: '500',
    });
    const seen: [string, number][] = [];
    for (const fault of [
      { kind: 'status', status: 503 },
      { kind: 'reset' },
      { kind: 'corrupt' },
      { kind: 'latency', latencyMs: LONGER_THAN_ANY_TEST_MS },
    ]) {
      await setFault(service, 'drill', fault);
      seen.push([fault.kind, (await fetch(agent.url)).status]);
    }

    expect(seen).toEqual([
      ['status', 502],
      ['reset', 502],
      ['corrupt', 502],
      ['latency', 504],
    ]);
    await Promise.all([service.stop(), agent.stop()]);
  });

  it('of kind latency lets a shutdown answer delayed requests within the grace period', async () => {
    const service = await RunningService.start('k8s-app-monitor-test', {
      FAULTS: 'enabled',
      SHUTDOWN_TIMEOUT_MS: '60000',
    });
    await setFault(service, 'drill', { kind: 'latency', latencyMs: 1000 });
    const held = fetch(`${service.url}/metrics`);
    await met(service, 'drill', 1);

    expect(await service.stop()).toEqual({ code: 0, signal: null });
    expect((await held).status).toBe(200);
  });

  it('of kind latency does not extend a shutdown beyond the grace period', async () => {
    const service = await RunningService.start('k8s-app-monitor-test', {
      FAULTS: 'enabled',
      SHUTDOWN_TIMEOUT_MS: '200',
    });
    await setFault(service, 'drill', { kind: 'latency', latencyMs: LONGER_THAN_ANY_TEST_MS });
    const held = fetch(`${service.url}/metrics`).catch((error: Error) => error.message);
    await met(service, 'drill', 1);

    expect(await service.stop()).toEqual({ code: 1, signal: null });
    expect(await held).toBe('fetch failed');
    expect(service.log.map((line) => line['msg'])).toContain(
      'in-flight requests did not finish before the timeout',
    );
  });
});
