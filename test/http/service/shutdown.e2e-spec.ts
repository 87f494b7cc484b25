import { describe, expect, it } from '@jest/globals';
import { Agent, get } from 'node:http';
import { deferred } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';
import { httpUpstream, RECORD } from '../../support/stub-upstream.js';

interface Answer {
  readonly status: number;
  /** Whether the server asked the client to close the connection. */
  readonly isLast: boolean;
}

/** Sends one request; rejects when the connection fails or is refused. */
function request(url: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const { statusCode: status = 0, headers } = response;
      response.resume();
      response.on('end', () => resolve({ status, isLast: headers.connection === 'close' }));
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** Sends requests over one connection until the server closes it, as a load balancer does. */
async function requestUntilClosed(url: string, answered: (answer: Answer) => void): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (;;) {
    const answer = await request(url, agent);
    answered(answer);
    if (answer.isLast) return agent.destroy();
  }
}

describe.each(['k8s-app-monitor-test', 'k8s-app-monitor-agent'] as const)(
  'SIGTERM to %s under load',
  (name) => {
    it('answers every request, and closes each connection with its last response', async () => {
      const metricsApi = await RunningService.start('k8s-app-monitor-test');
      const service = await RunningService.start(name, {
        SERVICE_NAME: '127.0.0.1',
        APP_PORT: String(metricsApi.port),
        UPSTREAM_TIMEOUT_MS: '30000',
        SHUTDOWN_DELAY_MS: '2000',
        SHUTDOWN_TIMEOUT_MS: '60000',
      });
      const path = name === 'k8s-app-monitor-test' ? '/metrics' : '/';
      const statuses: number[] = [];
      const enough = deferred();
      const answered = ({ status }: Answer) => {
        statuses.push(status);
        if (statuses.length === 100) enough.resolve();
      };
      const callers = Array.from({ length: 20 }, () => requestUntilClosed(service.url + path, answered));
      await enough.promise;

      service.signal('SIGTERM');
      await service.logged((line) => line['msg'] === 'shutting down');
      const readiness = await fetch(`${service.url}/readyz`);
      expect(readiness.status).toBe(503);
      expect(await readiness.json()).toMatchObject({ status: 'shutting down' });

      await Promise.all(callers);
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(await service.ended).toEqual({ code: 0, signal: null });
      await metricsApi.stop();
    });
  },
);

describe('SIGTERM while images wait for a slow metrics API', () => {
  it('answers all requests before the process exits, even without a shutdown delay', async () => {
    const waiting: (() => void)[] = [];
    const allWait = deferred();
    const stub = await httpUpstream((_request, response) => {
      waiting.push(() =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(RECORD)),
      );
      if (waiting.length === 30) allWait.resolve();
    });
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(stub.port),
      UPSTREAM_TIMEOUT_MS: '60000',
      SHUTDOWN_TIMEOUT_MS: '60000',
    });
    // Each for another application, since equal questions would share one read.
    const pictures = Array.from({ length: 30 }, (_, index) =>
      request(`${agent.url}/?app=app-${index}`, new Agent()),
    );
    await allWait.promise;

    agent.signal('SIGTERM');
    await agent.logged((line) => line['msg'] === 'shutting down');
    waiting.forEach((answer) => answer());

    expect(new Set((await Promise.all(pictures)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(await agent.ended).toEqual({ code: 0, signal: null });
    await stub.close();
  });

  it('gives up after the timeout, logs it and exits with a code other than 0', async () => {
    const asked = deferred();
    const stub = await httpUpstream(() => asked.resolve());
    const agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(stub.port),
      UPSTREAM_TIMEOUT_MS: '60000',
      SHUTDOWN_TIMEOUT_MS: '200',
    });
    const lost = request(agent.url, new Agent()).catch((error: Error) => error);
    await asked.promise;

    expect(await agent.stop()).toEqual({ code: 1, signal: null });
    expect(await lost).toMatchObject({ code: 'ECONNRESET' });
    expect(agent.log.map((line) => line['msg'])).toContain(
      'in-flight requests did not finish before the timeout',
    );
    await stub.close();
  });
});
