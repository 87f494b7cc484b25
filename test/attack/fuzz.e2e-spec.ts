import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { RunningService } from '../support/running-service.js';
import { httpUpstream } from '../support/stub-upstream.js';
import { type HostileRequest, HostileRequests, type Operation, randomOf } from './hostile-requests.js';
import { SEEDS } from './seeds.js';
import { type Outcome, send } from './send.js';

const IS_LONG = process.env['ATTACK'] === 'long';
const REQUESTS = IS_LONG ? 50_000 : 1500;
const SEED = Number(process.env['ATTACK_SEED'] ?? (IS_LONG ? Date.now() % 2 ** 31 : 1));
const AT_A_TIME = 16;

jest.setTimeout(IS_LONG ? 3_600_000 : 300_000);

const LONGEST_ERROR = 20_000;
const STACK = /\n\s+at \S+ \(|node:internal|node_modules|\.(js|ts):\d+:\d+|\/(home|root|usr|work|app)\//;

/** What an answer must not be; undefined for a good one. */
function wrongWith({ status, body, type }: Outcome, allowed: readonly number[]): string | undefined {
  if (status === 'hang') return 'no answer';
  if (status === 'closed' || status < 400) return undefined;
  if (status >= 500 && !allowed.includes(status)) return `status ${status}`;
  if (type.startsWith('image/')) return undefined;
  // Raw bytes can be many requests.
  if (type !== '' && body.length > LONGEST_ERROR) return `an error of ${body.length} bytes`;
  return STACK.test(body) ? 'a stack trace or a path' : undefined;
}

async function operationsOf(service: RunningService): Promise<Operation[]> {
  const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { parameters?: Operation['parameters'] }>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
    })),
  );
}

const descriptors = ({ pid }: RunningService) => readdirSync(`/proc/${pid}/fd`).length;

/** The memory of a process, as its own metrics and Linux show it, in MiB. */
async function memoryOf(service: RunningService): Promise<string> {
  const metrics = await (await fetch(`${service.metricsUrl}`)).text();
  const mib = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]) / 2 ** 20;
  const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
  const resident = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  const [heap, external] = [mib('nodejs_heap_size_used_bytes'), mib('nodejs_external_memory_bytes')];
  return `${resident.toFixed(0)} MiB resident, ${heap.toFixed(0)} MiB heap, ${external.toFixed(0)} MiB external`;
}

describe(`${REQUESTS} hostile requests to each service (ATTACK_SEED=${SEED})`, () => {
  let metricsApi: RunningService;
  let agent: RunningService;
  let prometheus: Awaited<ReturnType<typeof httpUpstream>>;

  beforeAll(async () => {
    metricsApi = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO: 'online-shop',
      FAULTS: 'enabled',
    });
    prometheus = await httpUpstream((_, response) => {
      response
        .setHeader('content-type', 'application/json')
        .end('{"status":"success","data":{"resultType":"vector","result":[]}}');
    });
    agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICES: JSON.stringify([
        { name: 'shop', kind: 'app-monitor', url: metricsApi.url },
        { name: 'apps', kind: 'exposition', url: `${metricsApi.url}/metrics` },
        { name: 'prometheus', kind: 'prometheus', url: `http://127.0.0.1:${prometheus.port}` },
        { name: 'away', kind: 'app-monitor', url: `http://127.0.0.1:${await freePort()}` },
      ]),
      RENDER_WORKERS: '2',
      RENDER_QUEUE_TIMEOUT_MS: '5000',
      RENDER_TIMEOUT_MS: '3000',
    });
  });

  afterAll(async () => {
    await Promise.all([agent.stop(), metricsApi.stop(), prometheus.close()]);
  });

  /** Sends requests, a few at a time; resolves to those that went wrong, in a form that can be added to the seeds. */
  async function attack(
    service: RunningService,
    requests: Iterable<HostileRequest>,
    allowed: readonly number[],
  ) {
    const wrong: string[] = [];
    const remaining = requests[Symbol.iterator]();
    const caller = async () => {
      for (let next = remaining.next(); next.done !== true; next = remaining.next()) {
        const problem = wrongWith(await send(service.port, next.value), allowed);
        if (problem !== undefined) wrong.push(`${problem}: ${JSON.stringify(next.value).slice(0, 4000)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, caller));
    return wrong;
  }

  function* generated(operations: readonly Operation[]): Generator<HostileRequest> {
    const requests = new HostileRequests(operations, randomOf(SEED));
    for (let number = 0; number < REQUESTS; number += 1) yield requests.next();
  }

  async function expectUnharmed(service: RunningService, before: number): Promise<void> {
    // Connections of the requests, and of reads from other services, are kept for a while.
    await eventually('the descriptors return', () => descriptors(service) <= before + 30);
    const fatal = service.log.filter(({ level }) => level === 'fatal');
    expect([fatal, service.stderr.join('')]).toEqual([[], '']);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  }

  it('leave the metrics API unharmed', async () => {
    const before = descriptors(metricsApi);
    const memory = await memoryOf(metricsApi);
    const requests = [...SEEDS['k8s-app-monitor-test'], ...generated(await operationsOf(metricsApi))];

    // 5xx of a drill are those that a request has asked for.
    expect(await attack(metricsApi, requests, [500, 502, 503, 504])).toEqual([]);
    await expectUnharmed(metricsApi, before);
    const answer = await fetch(`${metricsApi.url}/metrics/storefront`);
    expect([200, 503]).toContain(answer.status);
    console.log(`metrics API: ${memory}; after ${requests.length} requests ${await memoryOf(metricsApi)}`);
  });

  it('leave the agent unharmed', async () => {
    const before = descriptors(agent);
    const memory = await memoryOf(agent);
    const requests = [...SEEDS['k8s-app-monitor-agent'], ...generated(await operationsOf(agent))];

    expect(await attack(agent, requests, [502, 503, 504])).toEqual([]);
    await expectUnharmed(agent, before);
    const chart = await fetch(`${agent.url}/chart?c={type:'bar',data:{datasets:[{data:[1]}]}}`);
    expect([chart.status, chart.headers.get('content-type')]).toEqual([200, 'image/png']);
    console.log(`agent: ${memory}; after ${requests.length} requests ${await memoryOf(agent)}`);
  });
});
