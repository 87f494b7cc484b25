import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { eventually } from '../support/eventually.js';
import { RunningService } from '../support/running-service.js';
import { randomOf } from './hostile-requests.js';
import { MemoryCgroup } from './memory-cgroup.js';
import { type Call, MixedCalls } from './mixed-calls.js';

const IS_LONG = process.env['ATTACK'] === 'long';
const SECONDS = Number(process.env['ATTACK_SECONDS'] ?? (IS_LONG ? 900 : 15));

/** Of the order of all calls. */
const SEED = Number(process.env['ATTACK_SEED'] ?? (IS_LONG ? Date.now() % 2 ** 31 : 1));

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

describeInCgroup(
  `hostile and ordinary callers for ${SECONDS} seconds, at the memory limits of the chart`,
  () => {
    let groups: Record<'metrics API' | 'agent', MemoryCgroup>;
    let metricsApi: RunningService;
    let agent: RunningService;
    let isOver = false;
    let calls: MixedCalls;

    beforeAll(async () => {
      groups = {
        'metrics API': MemoryCgroup.create('metrics-api', bytesOf(values.metricsApi))!,
        agent: MemoryCgroup.create('agent', bytesOf(values.agent))!,
      };
      // As in the images.
      metricsApi = await RunningService.start(
        'k8s-app-monitor-test',
        { SCENARIO: 'online-shop' },
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
        },
        groups.agent.node('--enable-source-maps', '--max-semi-space-size=2', '--single-threaded-gc'),
      );
      calls = new MixedCalls(agent, metricsApi);
    });

    afterAll(async () => {
      calls.close();
      await Promise.all([agent.stop(), metricsApi.stop()]);
      for (const group of Object.values(groups)) group.remove();
    });

    /** As many callers as there are kinds of calls; each makes them in an order of its own. */
    async function callers(calls: readonly Call[], use: (answer: unknown) => void) {
      await Promise.all(
        calls.map(async (_, index) => {
          const random = randomOf(SEED + index);
          while (!isOver) {
            const call = calls[Math.floor(random() * calls.length)]!;
            use(await call().catch((error: unknown) => error));
          }
        }),
      );
    }

    it('end no process, and every ordinary call is answered', async () => {
      const before = Object.values(groups).map(({ bytes }) => bytes);
      const peaks = [...before];
      const counts = { sent: 0, ok: 0, busy: 0 };
      const others: string[] = [];
      const ordinary = callers(
        calls.ordinary.map((call) => () => {
          counts.sent += 1;
          return call();
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
      const hostile = callers(calls.hostile, () => undefined);
      for (let second = 0; second < SECONDS * 2; second += 1) {
        await delay(500);
        Object.values(groups).forEach(({ bytes }, index) => (peaks[index] = Math.max(peaks[index]!, bytes)));
      }
      isOver = true;
      await Promise.all([ordinary, hostile]);
      calls.close();
      if (IS_LONG) await delay(60_000);
      const after = Object.values(groups).map(({ bytes }) => bytes);
      console.log(
        [
          `seed ${SEED}; ordinary calls: ${counts.ok} answered with 200, ${counts.busy} with 503 and Retry-After, of ${counts.sent}`,
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
