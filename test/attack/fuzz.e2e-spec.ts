import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { RunningService, type ServiceName } from '../support/running-service.js';
import { httpUpstream } from '../support/stub-upstream.js';
import { type HostileRequest, HostileRequests, type Operation, randomOf } from './hostile-requests.js';
import { SEEDS } from './seeds.js';
import { type Outcome, send } from './send.js';

const IS_LONG = process.env['ATTACK'] === 'long';
// Of each seed; several seeds show whether memory grows with every one of them.
const REQUESTS = IS_LONG ? 17_000 : 1500;
const FIRST_SEED = Number(process.env['ATTACK_SEED'] ?? (IS_LONG ? Date.now() % 2 ** 31 : 1));
const RUN_SEEDS = IS_LONG ? [FIRST_SEED, FIRST_SEED + 1, FIRST_SEED + 2] : [FIRST_SEED];
/** Until threads that have no work end. */
const IDLE_MS = IS_LONG ? 40_000 : 0;
const AT_A_TIME = 16;

jest.setTimeout(IS_LONG ? 3_600_000 : 300_000);

const LONGEST_ERROR = 16_384;
const STACK = /\n\s+at \S+ \(|node:internal|node_modules|\.(js|ts):\d+:\d+|\/(home|root|usr|work|app)\//;

/** Which server errors are in order for a request. */
type Allowed = (request: HostileRequest) => readonly number[];

/** What the drills that requests start send is 503 as well. */
const allowedOfMetricsApi: Allowed = () => [503];

const AWAY = 'away';

/** Only a request for the service that is away can fail because of another service. */
const allowedOfAgent: Allowed = (request) => {
  const address = 'bytes' in request ? request.bytes : request.path;
  return address.includes(AWAY) ? [502, 503, 504] : [503];
};

/** Whether an answer is an image in base64, with `format=base64`. */
const isImageAsText = (type: string, body: string) =>
  type.startsWith('text/plain') && body.startsWith('iVBORw0KGgo') && /^[\w+/]+=*$/.test(body);

/** What an answer must not be; undefined for a good one. */
function wrongWith(
  { status, body, type }: Outcome,
  request: HostileRequest,
  allowed: Allowed,
): string | undefined {
  if (status === 'hang') return 'no answer';
  if (status === 'closed' || status < 400) return undefined;
  if (status >= 500 && !allowed(request).includes(status)) return `status ${status}`;
  if (type.startsWith('image/') || isImageAsText(type, body)) return undefined;
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

describe(`${RUN_SEEDS.length} x ${REQUESTS} hostile requests to each service (ATTACK_SEED=${FIRST_SEED})`, () => {
  let metricsApi: RunningService;
  let agent: RunningService;
  let prometheus: Awaited<ReturnType<typeof httpUpstream>>;

  beforeAll(async () => {
    metricsApi = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO: 'online-shop',
      FAULTS: 'enabled',
      // As in the image.
      MALLOC_ARENA_MAX: '1',
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
        { name: AWAY, kind: 'app-monitor', url: `http://127.0.0.1:${await freePort()}` },
      ]),
      // As in the image.
      MALLOC_ARENA_MAX: '1',
      RENDER_WORKERS: '2',
      // A picture can wait twice, and be rendered twice: all within the time for an answer.
      RENDER_QUEUE_TIMEOUT_MS: '2000',
      RENDER_TIMEOUT_MS: '2000',
    });
  });

  afterAll(async () => {
    await Promise.all([agent.stop(), metricsApi.stop(), prometheus.close()]);
  });

  /** Sends requests, a few at a time; resolves to those that went wrong, in a form that can be added to the seeds. */
  async function attack(service: RunningService, requests: Iterable<HostileRequest>, allowed: Allowed) {
    const wrong: string[] = [];
    const remaining = requests[Symbol.iterator]();
    const caller = async () => {
      for (let next = remaining.next(); next.done !== true; next = remaining.next()) {
        const problem = wrongWith(await send(service.port, next.value), next.value, allowed);
        if (problem !== undefined) wrong.push(`${problem}: ${JSON.stringify(next.value).slice(0, 4000)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, caller));
    return wrong;
  }

  function* generated(operations: readonly Operation[], seed: number): Generator<HostileRequest> {
    const requests = new HostileRequests(operations, randomOf(seed));
    for (let number = 0; number < REQUESTS; number += 1) yield requests.next();
  }

  async function expectUnharmed(service: RunningService, before: number): Promise<void> {
    // Connections of the requests, and of reads from other services, are kept for a while.
    await eventually('the descriptors return', () => descriptors(service) <= before + 30);
    const fatal = service.log.filter(({ level }) => level === 'fatal');
    expect([fatal, service.stderr.join('')]).toEqual([[], '']);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  }

  /** Sends the known and the generated requests, and prints the memory before and after each seed. */
  async function attackAll(name: ServiceName, service: RunningService, allowed: Allowed) {
    const operations = await operationsOf(service);
    const wrong = await attack(service, SEEDS[name], allowed);
    const memory = [await memoryOf(service)];
    for (const seed of RUN_SEEDS) {
      wrong.push(...(await attack(service, generated(operations, seed), allowed)));
      await delay(IDLE_MS);
      memory.push(`after seed ${seed}: ${await memoryOf(service)}`);
    }
    console.log(`${name}: ${memory.join('\n  ')}`);
    return wrong;
  }

  it('leave the metrics API unharmed', async () => {
    const before = descriptors(metricsApi);

    expect(await attackAll('k8s-app-monitor-test', metricsApi, allowedOfMetricsApi)).toEqual([]);
    await expectUnharmed(metricsApi, before);
    expect([200, 503]).toContain((await fetch(`${metricsApi.url}/metrics/storefront`)).status);
  });

  it('leave the agent unharmed', async () => {
    const before = descriptors(agent);

    expect(await attackAll('k8s-app-monitor-agent', agent, allowedOfAgent)).toEqual([]);
    await expectUnharmed(agent, before);
    await eventually('charts are rendered', async () => {
      const chart = await fetch(`${agent.url}/chart?c={type:'bar',data:{datasets:[{data:[1]}]}}`);
      return chart.status === 200 && chart.headers.get('content-type') === 'image/png';
    });
  });
});
