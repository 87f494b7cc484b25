import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { eventually } from '../support/eventually.js';
import { RunningService } from '../support/running-service.js';
import { MemoryCgroup } from './memory-cgroup.js';

const IS_LONG = process.env['ATTACK'] === 'long';
const SECONDS = Number(process.env['ATTACK_SECONDS'] ?? (IS_LONG ? 900 : 15));

jest.setTimeout((SECONDS + 300) * 1000);

interface Component {
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly settings: Readonly<Record<string, unknown>>;
}
const values = parse(
  readFileSync(new URL('../../charts/k8s-app-monitor/values.yaml', import.meta.url), 'utf8'),
) as { metricsApi: Component; agent: Component };

const bytesOf = ({ resources }: Component) => Number(/^(\d+)Mi$/.exec(resources.limits.memory)![1]) * 2 ** 20;
const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

const probe = MemoryCgroup.create('probe', 2 ** 26);
probe?.remove();
if (probe === undefined) console.log('Skipped: this process may not create a cgroup with a memory limit');
const describeInCgroup = probe === undefined ? describe.skip : describe;

const bar = (label: string, count = 3) => ({
  type: 'bar',
  data: { labels: Array(count).fill(label), datasets: [{ data: Array(count).fill(1) }] },
});
const annotated = (annotation: object) => ({
  ...bar('a'),
  options: { plugins: { annotation: { annotations: Array(20).fill(annotation) } } },
});

let number = 0;
/** A number that no other request has, so that nothing is cached. */
const next = () => (number += 1);

describeInCgroup(
  `hostile and ordinary callers for ${SECONDS} seconds, at the memory limits of the chart`,
  () => {
    let groups: Record<'metrics API' | 'agent', MemoryCgroup>;
    let metricsApi: RunningService;
    let agent: RunningService;
    let isOver = false;
    const sockets = new Set<Socket>();

    beforeAll(async () => {
      groups = {
        'metrics API': MemoryCgroup.create('metrics-api', bytesOf(values.metricsApi))!,
        agent: MemoryCgroup.create('agent', bytesOf(values.agent))!,
      };
      // As in the images.
      metricsApi = await RunningService.start(
        'k8s-app-monitor-test',
        { SCENARIO: 'online-shop', SEND_TIMEOUT_MS: '5000' },
        groups['metrics API'].node('--enable-source-maps'),
      );
      agent = await RunningService.start(
        'k8s-app-monitor-agent',
        {
          SERVICE_NAME: '127.0.0.1',
          APP_PORT: String(metricsApi.port),
          MALLOC_ARENA_MAX: '1',
          RENDER_WORKERS: '2',
          // The callers share the processors with both services.
          UPSTREAM_TIMEOUT_MS: '30000',
          SEND_TIMEOUT_MS: '5000',
        },
        groups.agent.node('--enable-source-maps', '--max-semi-space-size=2', '--single-threaded-gc'),
      );
    });

    afterAll(async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([agent.stop(), metricsApi.stop()]);
      for (const group of Object.values(groups)) group.remove();
    });

    const post = (body: object) =>
      fetch(`${agent.url}/chart`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    /** Reads the answer completely. */
    const read = async (answer: Promise<Response>) => {
      const response = await answer;
      await response.arrayBuffer();
      return response;
    };

    /** A connection on which a request is sent, and nothing is read. */
    async function unread(port: number, request: string): Promise<void> {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      sockets.add(socket.on('close', () => sockets.delete(socket)));
      await Promise.race([once(socket, 'connect'), delay(1000)]);
      socket.pause();
      socket.write(request);
      // As many as the caller has time for, but not without end.
      await delay(sockets.size > 200 ? 500 : 20);
    }
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;

    const ORDINARY: readonly (() => Promise<Response>)[] = [
      () => post({ chart: bar(`ordinary ${next()}`), version: '4' }),
      () => fetch(`${agent.url}/k8s-app-monitor-agent.png?app=catalogue&width=${600 + (next() % 100)}`),
      () => fetch(`${agent.url}/`, { headers: { accept: 'text/html' } }),
      () => fetch(`${agent.url}/graph.json`),
      () => fetch(`${metricsApi.url}/metrics/storefront`),
      () => fetch(`${metricsApi.url}/api/v1/apps/storefront/range?step=1`),
    ];

    const HOSTILE: readonly (() => Promise<unknown>)[] = [
      () => read(fetch(`${agent.url}/nosuch.avif?width=4096&height=${4096 - (next() % 1000)}`)),
      () => read(fetch(`${agent.url}/k8s-app-monitor-agent.webp?width=2200&height=${2000 + (next() % 200)}`)),
      () =>
        read(
          post({
            chart: bar(`large ${next()}`),
            width: 3100,
            height: 3100,
            devicePixelRatio: 1,
            version: '4',
          }),
        ),
      () => read(post({ chart: bar('x'.repeat(next() % 500), 20_000), version: '4', format: 'svg' })),
      () =>
        read(
          post({
            chart: `{type:'bar',data:{datasets:[{data:[${','.repeat(400_000)}${next()}]}]}}`,
            version: '4',
          }),
        ),
      () =>
        read(
          post({
            chart: annotated({
              type: 'polygon',
              xValue: next(),
              yValue: 1,
              sides: 1000,
              radius: 2000,
              borderWidth: 50,
              borderDash: [0.5, 0.5],
              shadowBlur: 100,
            }),
            version: '4',
          }),
        ),
      () => read(fetch(`${agent.url}/`, { headers: { accept: 'a/b,'.repeat(14_000) + next() } })),
      () =>
        unread(
          agent.port,
          get(`/chart?w=3000&h=3000&v=4&c={type:'bar',data:{datasets:[{data:[${next()}]}]}}`),
        ),
      () =>
        unread(
          agent.port,
          'POST /chart HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{',
        ),
      () =>
        unread(metricsApi.port, get('/api/v1/apps/storefront/range?from=1767225600&to=1767236599&step=1')),
      () => unread(metricsApi.port, get('/api/v1/export?from=1767225600&to=1767356600&step=1')),
      () => unread(metricsApi.port, get('/api/v1/stream?from=1767225600')),
      () =>
        read(
          fetch(`${metricsApi.url}/api/v1/export?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&step=1`, {
            method: 'HEAD',
          }),
        ),
    ];

    async function callers(calls: readonly (() => Promise<unknown>)[], use: (answer: unknown) => void) {
      await Promise.all(
        calls.map(async (call) => {
          while (!isOver) use(await call().catch((error: unknown) => error));
        }),
      );
    }

    it('end no process, and every ordinary call is answered', async () => {
      const before = Object.values(groups).map(({ bytes }) => bytes);
      const peaks = [...before];
      const counts = { sent: 0, ok: 0, busy: 0 };
      const others: string[] = [];
      const ordinary = callers(
        ORDINARY.map((call) => () => {
          counts.sent += 1;
          return read(call());
        }),
        (answer) => {
          if (answer instanceof Response && answer.status === 200) counts.ok += 1;
          else if (answer instanceof Response && answer.status === 503 && answer.headers.has('retry-after'))
            counts.busy += 1;
          else
            others.push(
              answer instanceof Response
                ? `${answer.url}: ${answer.status}`
                : String((answer as Error).cause ?? answer),
            );
        },
      );
      const hostile = callers(HOSTILE, () => undefined);
      for (let second = 0; second < SECONDS * 2; second += 1) {
        await delay(500);
        Object.values(groups).forEach(({ bytes }, index) => (peaks[index] = Math.max(peaks[index]!, bytes)));
      }
      isOver = true;
      await Promise.all([ordinary, hostile]);
      for (const socket of sockets) socket.destroy();
      if (IS_LONG) await delay(60_000);
      const after = Object.values(groups).map(({ bytes }) => bytes);
      console.log(
        [
          `ordinary calls: ${counts.ok} answered with 200, ${counts.busy} with 503 and Retry-After, of ${counts.sent}`,
          ...Object.keys(groups).map(
            (name, index) =>
              `${name}: ${mib(before[index]!)} before, ${mib(peaks[index]!)} at the peak, ${mib(after[index]!)} after`,
          ),
        ].join('\n'),
      );

      expect(Object.values(groups).map(({ kills }) => kills)).toEqual([0, 0]);
      expect(others).toEqual([]);
      expect(counts.ok + counts.busy).toBe(counts.sent);
      expect(counts.ok).toBeGreaterThan(0);
      await eventually('both are well', async () => {
        const answers = await Promise.all([agent, metricsApi].map(({ url }) => fetch(`${url}/healthz`)));
        return answers.every(({ status }) => status === 200);
      });
    });
  },
);
