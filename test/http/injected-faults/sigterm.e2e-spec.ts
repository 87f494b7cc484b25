import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
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

  it('ends although a connection has sent nothing', async () => {
    const service = await RunningService.start(name, { SHUTDOWN_DELAY_MS: '0' });
    const silent = connect(service.port, '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    // The service has accepted the connection when it answers a later one.
    await fetch(`${service.url}/healthz`);

    expect(await service.stop()).toEqual({ code: 0, signal: null });
    silent.destroy();
  });
});
