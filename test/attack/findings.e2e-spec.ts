// Reproductions of attacks that no other suite sends.
import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metricOf } from '../http/quickchart/held-quickchart.js';
import { eventually } from '../support/eventually.js';
import { RunningService, type ServiceName } from '../support/running-service.js';

let service: RunningService;

afterEach(() => service.stop());

const post = (chart: object, size: object = {}) =>
  fetch(`${service.url}/chart`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chart, version: '4', ...size }),
  });

/** Takes seconds to draw, though it has few points and pixels. */
function annotated(label: string): object {
  const annotations = Array.from({ length: 3000 }, () => ({
    type: 'polygon',
    sides: 1000,
    radius: 2000,
    borderWidth: 50,
    borderDash: [0.5, 0.5],
    shadowBlur: 100,
  }));
  const data = { labels: [label], datasets: [{ data: [1] }] };
  return { type: 'bar', data, options: { plugins: { annotation: { annotations } } } };
}

describe('charts of few points and pixels that take long', () => {
  it('do not hold up small charts', async () => {
    service = await RunningService.start('k8s-app-monitor-agent', { RENDER_WORKERS: '2' });
    const bars = (label: string) => ({ type: 'bar', data: { labels: [label], datasets: [{ data: [1] }] } });
    expect((await post(bars('warm'))).status).toBe(200);

    const order: string[] = [];
    let refused = 0;
    const slow = ['a', 'b'].map(async (label) => {
      const { status } = await post(annotated(label), { width: 500, height: 300 });
      // A refusal takes no thread, so it may come at any time.
      if (status === 400) refused += 1;
      else order.push('slow');
      return status;
    });
    await eventually('the slow charts have arrived', async () => {
      return (await metricOf(service, 'http_requests_in_flight')) + refused >= 2 || order.length > 0;
    });
    for (const label of ['c', 'd', 'e', 'f']) {
      expect((await post(bars(label))).status).toBe(200);
      order.push('small');
    }
    const statuses = await Promise.all(slow);

    expect(order.slice(0, 4)).toEqual(Array(4).fill('small'));
    for (const status of statuses) expect([200, 400, 503]).toContain(status);
  });
});

describe('an Accept header of many ranges', () => {
  it.each<readonly [ServiceName, number]>([
    ['k8s-app-monitor-agent', 15_000],
    ['k8s-app-monitor-test', 3800],
  ])('is not repeated in the response or the log of %s', async (name, ranges) => {
    service = await RunningService.start(name);
    const accept = 'a/b,'.repeat(ranges);
    const response = await fetch(`${service.url}/`, { headers: { accept } });
    const body = await response.text();
    const line = await service.logged(({ msg, url, path }) => {
      return msg !== 'listening' && (url === '/' || path === '/');
    });

    expect(response.status).toBeLessThan(500);
    expect(body.length).toBeLessThan(16 * 1024);
    expect(JSON.stringify(line).length).toBeLessThan(4096);
  });
});

describe('many requests for the API document as YAML', () => {
  it.each<ServiceName>(['k8s-app-monitor-agent', 'k8s-app-monitor-test'])(
    'cost little, and have the address of their caller: %s',
    async (name) => {
      service = await RunningService.start(name);
      const textFor = async (prefix: string) => {
        const headers = { 'x-forwarded-prefix': prefix };
        return (await fetch(`${service.url}/openapi.yaml`, { headers })).text();
      };
      const one = await textFor('/one');
      const before = await metricOf(service, 'process_cpu_seconds_total');
      for (let request = 0; request < 100; request += 1) expect(await textFor('/one')).toBe(one);

      expect((await metricOf(service, 'process_cpu_seconds_total')) - before).toBeLessThan(1.5);
      expect(one).toContain('url: /one');
      expect(await textFor('/two')).toBe(one.replace('url: /one', 'url: /two'));
    },
  );
});

describe.each<ServiceName>(['k8s-app-monitor-agent', 'k8s-app-monitor-test'])(
  'connections without a request to %s',
  (name) => {
    const sockets: Socket[] = [];
    afterEach(() => {
      for (const socket of sockets.splice(0)) socket.destroy();
    });

    async function connectIdle(count: number): Promise<void> {
      for (let index = 0; index < count; index += 1) {
        const socket = connect(service.port, '127.0.0.1').on('error', () => undefined);
        sockets.push(socket);
        await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
      }
    }

    async function expectAnswers(): Promise<void> {
      for (const path of ['/healthz', '/readyz', '/docs', '/openapi.json']) {
        // A connection of its own for each request.
        const answer = await fetch(service.url + path, { headers: { connection: 'close' } });
        await answer.arrayBuffer();
        expect([path, answer.status]).toEqual([path, 200]);
      }
    }

    it('give way to requests at the limit of connections', async () => {
      service = await RunningService.start(name, { MAX_CONNECTIONS: '20' });
      await connectIdle(200);
      await expectAnswers();

      expect(await metricOf(service, 'connections_evicted_total')).toBeGreaterThan(150);
      expect(await metricOf(service, 'admission_in_use{gate="connections"}')).toBeLessThanOrEqual(36);
    });

    it('give way to requests when the process may open few files', async () => {
      service = await RunningService.start(name, {}, nodeWithOpenFiles(1024));
      await connectIdle(1200);
      await expectAnswers();

      expect(await metricOf(service, 'connections_evicted_total')).toBeGreaterThan(0);
    });
  },
);

/** A command that runs Node.js with a limit of open files. */
function nodeWithOpenFiles(limit: number): string {
  const script = join(mkdtempSync(join(tmpdir(), 'open-files-')), 'node');
  writeFileSync(script, `#!/bin/sh\nulimit -n ${limit}\nexec "${process.execPath}" "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}
