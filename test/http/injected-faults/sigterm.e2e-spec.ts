import { describe, expect, it } from '@jest/globals';
import { deferred } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';
import { callUntilRefused } from './callers.js';

const CALLERS = 20;

describe.each([
  ['k8s-app-monitor-test', '/metrics'],
  ['k8s-app-monitor-agent', '/graph.svg'],
] as const)('SIGTERM to %s without a load balancer', (name, path) => {
  it.each(['0', '300'])('(delay %s ms) answers each connection that it accepted', async (delayMs) => {
    const service = await RunningService.start(name, { SHUTDOWN_DELAY_MS: delayMs, LOG_LEVEL: 'info' });
    const enough = deferred();
    let answers = 0;
    const called = callUntilRefused(service.url + path, CALLERS, () => {
      answers += 1;
      if (answers === 10 * CALLERS) enough.resolve();
    });
    await enough.promise;

    expect(await service.stop()).toEqual({ code: 0, signal: null });
    const outcomes = await called;
    expect(outcomes).toEqual({ '200': answers, ECONNREFUSED: CALLERS });
  });
});
