import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { RunningService, type ServiceName } from '../../support/running-service.js';
import { RECORD, type StubUpstream, httpUpstream } from '../../support/stub-upstream.js';
import { metricOf } from '../quickchart/held-quickchart.js';

const SERVICES: readonly ServiceName[] = ['k8s-app-monitor-test', 'k8s-app-monitor-agent'];

let service: RunningService;
let upstream: StubUpstream | undefined;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all([service.stop(), upstream?.close()]);
  upstream = undefined;
});

const requestsFor = (paths: readonly string[]) =>
  paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`).join('');

/** Sends requests for paths on one connection, without waiting for answers. */
async function pipeline(paths: readonly string[]): Promise<Socket> {
  const socket = connect(service.port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(requestsFor(paths));
  return socket;
}

const inFlight = () => metricOf(service, 'http_requests_in_flight');

describe.each(SERVICES)('requests that are pipelined to %s', (name) => {
  it('are answered in order if they are few', async () => {
    service = await RunningService.start(name);
    const paths = Array.from({ length: 16 }, (_, number) => (number % 2 === 0 ? '/healthz' : '/no/such'));
    const socket = await pipeline(paths);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

    await eventually('all are answered', () => statuses().length === paths.length);
    expect(statuses()).toEqual(paths.map((path) => (path === '/healthz' ? 200 : 404)));
  });

  it('close their connection if they are thousands, and leave nothing behind', async () => {
    service = await RunningService.start(name);
    const flooding = await Promise.all(
      Array.from({ length: 20 }, () => pipeline(Array<string>(4000).fill('/docs'))),
    );
    for (const socket of flooding) socket.resume();

    await eventually('all are closed', () => flooding.every(({ destroyed }) => destroyed));
    expect(await metricOf(service, 'connections_flooded_total')).toBe(20);
    expect((await fetch(`${service.url}/docs`)).status).toBe(200);
    await eventually('none is in progress', async () => (await inFlight()) === 0);
  });

  it('leave nothing behind when their caller disconnects', async () => {
    service = await RunningService.start(name);
    const waiting = () => metricOf(service, 'admission_bytes{gate="responses"}');
    const paths = Array<string>(12).fill('/openapi.json');
    const leaving = await pipeline(paths);
    // Until the operating system takes no more.
    for (let still = 0; still < 5; await delay(100)) {
      const requests = await inFlight();
      if (requests === 0) leaving.write(requestsFor(paths));
      still = requests > 0 ? still + 1 : 0;
    }
    expect(await waiting()).toBeGreaterThan(0);
    leaving.destroy();

    await eventually('none waits', async () => (await waiting()) === 0 && (await inFlight()) === 0);
  });
});

describe('pictures of many applications whose service is slow', () => {
  it('are refused beyond a limit, while probes are answered', async () => {
    upstream = await httpUpstream((_request, response) => {
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(RECORD));
      }, 1500);
    });
    service = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(upstream.port),
    });
    const pictures = Array.from({ length: 500 }, (_, number) =>
      fetch(`${service.url}/k8s-app-monitor-agent.png?app=a${number}`, {
        headers: { accept: 'application/problem+json' },
      }),
    );
    await eventually('some are refused', async () => {
      return (await metricOf(service, 'admission_refused_total{gate="reads",reason="full"}')) > 0;
    });
    expect(await metricOf(service, 'admission_in_use{gate="reads"}')).toBeLessThanOrEqual(64);
    expect(await metricOf(service, 'admission_waiting{gate="reads"}')).toBeLessThanOrEqual(256);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);

    const answers = await Promise.all(pictures);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThanOrEqual(500 - 64 - 256);
    expect(refused[0]!.headers.get('retry-after')).toBe('1');
    expect(await refused[0]!.json()).toMatchObject({ code: 'TOO_MANY_READS' });
    await eventually('none is in progress', async () => {
      return (await metricOf(service, 'admission_in_use{gate="reads"}')) === 0;
    });
  });
});
