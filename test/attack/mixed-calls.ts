import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningService } from '../support/running-service.js';

export type Call = () => Promise<unknown>;

const bar = (label: string, count = 3) => ({
  type: 'bar',
  data: { labels: Array(count).fill(label), datasets: [{ data: Array(count).fill(1) }] },
});
const polygons = (xValue: number) => ({
  ...bar('a'),
  options: {
    plugins: {
      annotation: {
        annotations: Array(20).fill({
          type: 'polygon',
          xValue,
          yValue: 1,
          sides: 1000,
          radius: 2000,
          borderWidth: 50,
          borderDash: [0.5, 0.5],
          shadowBlur: 100,
        }),
      },
    },
  },
});

const HOUR = 'from=1767225600&to=1767229199&step=60';
const DAY_AND_A_HALF = 'from=1767225600&to=1767356600&step=1';
const YEAR = 'from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z';

/** Connections whose callers read no answers; further ones are opened slowly. */
const MAX_UNREAD = 200;
const MAX_PIPELINED = 20;

/** Ordinary and hostile calls of both services, on all their routes that compute or hold something. */
export class MixedCalls {
  private readonly sockets = new Set<Socket>();
  private readonly pipelines = new Set<Socket>();
  private number = 0;

  constructor(
    private readonly agent: RunningService,
    private readonly metricsApi: RunningService,
  ) {}

  close(): void {
    for (const socket of [...this.sockets, ...this.pipelines]) socket.destroy();
  }

  /** Each resolves with its answer, read completely. */
  readonly ordinary: readonly (() => Promise<Response>)[] = [
    () => this.chart({ chart: bar(`ordinary ${this.next()}`), version: '4' }),
    () => this.shortAddress(bar(`short ${this.next() % 50}`)),
    () => this.fromAgent(`/k8s-app-monitor-agent.png?app=catalogue&width=${600 + (this.next() % 100)}`),
    () => this.fromAgent('/', { accept: 'text/html' }),
    () => this.fromAgent('/graph.json'),
    ...['svg', 'png', 'webp'].map((format) => () => this.fromAgent(`/graph.${format}`)),
    ...['/docs', '/openapi.json', '/openapi.yaml'].flatMap((path) => [
      () => this.fromAgent(path),
      () => this.fromMetricsApi(path),
    ]),
    () => this.fromMetricsApi('/metrics/storefront'),
    () => this.fromMetricsApi('/metrics', { accept: 'application/openmetrics-text' }),
    () => this.fromMetricsApi('/api/v1/apps/storefront/range?step=1'),
    () => this.fromMetricsApi('/api/v1/incidents'),
    () => this.fromMetricsApi('/api/v1/topology'),
    ...['openmetrics', 'csv', 'ndjson'].map(
      (format) => () => this.fromMetricsApi(`/api/v1/export?${HOUR}&format=${format}`),
    ),
  ];

  readonly hostile: readonly Call[] = [
    () => this.fromAgent(`/nosuch.avif?width=4096&height=${4096 - (this.next() % 1000)}`),
    () => this.fromAgent(`/k8s-app-monitor-agent.webp?width=2200&height=${2000 + (this.next() % 200)}`),
    () => this.fromAgent(`/graph.avif?width=4096&height=${4096 - (this.next() % 1000)}`),
    () => this.fromAgent('/', { accept: 'a/b,'.repeat(14_000) + this.next() }),
    () => {
      const chart = bar(`large ${this.next()}`);
      return this.chart({ chart, width: 3100, height: 3100, devicePixelRatio: 1, version: '4' });
    },
    () => this.chart({ chart: bar('x'.repeat(this.next() % 500), 20_000), version: '4', format: 'svg' }),
    () => {
      const data = ','.repeat(400_000) + String(this.next());
      return this.chart({ chart: `{type:'bar',data:{datasets:[{data:[${data}]}]}}`, version: '4' });
    },
    () => this.chart({ chart: polygons(this.next()), version: '4' }),
    () => {
      const chart = `{type:'bar',data:{datasets:[{data:[${this.next()}]}]}}`;
      return this.unread(this.agent, get(`/chart?w=3000&h=3000&v=4&c=${chart}`));
    },
    () => this.unread(this.agent, `${POST_CHART}content-length: 1000000\r\n\r\n{`),
    () => this.pipelined(this.agent, get('/docs').repeat(200)),
    () => this.pipelined(this.metricsApi, get('/docs').repeat(200)),
    () => this.unread(this.metricsApi, get('/openapi.json')),
    () =>
      this.unread(this.metricsApi, get('/api/v1/apps/storefront/range?from=1767225600&to=1767236599&step=1')),
    ...['openmetrics', 'csv', 'ndjson'].map(
      (format) => () =>
        this.unread(this.metricsApi, get(`/api/v1/export?${DAY_AND_A_HALF}&format=${format}`)),
    ),
    () => this.left(this.metricsApi, get(`/api/v1/export?${YEAR}&step=3600`)),
    () => this.unread(this.metricsApi, get('/api/v1/stream?from=1767225600')),
    () => read(fetch(`${this.metricsApi.url}/api/v1/export?${YEAR}&step=1`, { method: 'HEAD' })),
  ];

  /** A number that no other request has, so that nothing is cached. */
  private next(): number {
    this.number += 1;
    return this.number;
  }

  private fromAgent(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return read(fetch(this.agent.url + path, { headers }));
  }

  private fromMetricsApi(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return read(fetch(this.metricsApi.url + path, { headers }));
  }

  private chart(body: object, path = '/chart'): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return read(fetch(this.agent.url + path, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  /** Creates a short address, and requests its image. */
  private async shortAddress(chart: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ chart, version: '4' });
    const created = await fetch(`${this.agent.url}/chart/create`, { method: 'POST', headers, body });
    if (created.status !== 200) return read(Promise.resolve(created));
    const { url } = (await created.json()) as { url: string };
    return this.fromAgent(new URL(url).pathname);
  }

  /** Sends a request, and reads nothing. */
  private async unread(service: RunningService, request: string): Promise<void> {
    await this.send(service, request, this.sockets);
    // As many as the caller has time for, but not without end.
    await delay(this.sockets.size > MAX_UNREAD ? 500 : 20);
  }

  /** Sends many requests at once, and reads nothing. */
  private async pipelined(service: RunningService, requests: string): Promise<void> {
    if (this.pipelines.size < MAX_PIPELINED) await this.send(service, requests, this.pipelines);
    await delay(500);
  }

  /** Sends a request, and leaves soon after. */
  private async left(service: RunningService, request: string): Promise<void> {
    const socket = await this.send(service, request, this.sockets);
    await delay(200);
    socket.destroy();
  }

  private async send({ port }: RunningService, bytes: string, open: Set<Socket>): Promise<Socket> {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    open.add(socket.on('close', () => open.delete(socket)));
    await Promise.race([once(socket, 'connect'), delay(1000)]);
    socket.pause();
    socket.write(bytes);
    return socket;
  }
}

const POST_CHART = 'POST /chart HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n';

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;
}

async function read(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  await response.arrayBuffer();
  return response;
}
