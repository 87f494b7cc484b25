import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { RunningService } from '../support/running-service.js';

const CHARTS = 20_000;
const IN_FLIGHT = 6;
const CHARTS_PER_SAMPLE = 100;
/** The limit for memory in the last quarter relative to the second; the first one fills caches and pools. */
const MAX_GROWTH = 1.1;
const TEST_TIMEOUT_MS = 30 * 60_000;

const TYPES = ['bar', 'line', 'pie', 'doughnut', 'polarArea', 'radar', 'scatter', 'bubble'] as const;

/** A chart that differs from all others of the run. */
function chartOf(number: number): object {
  const values = Array.from({ length: 6 }, (_, at) => ((number * 31 + at * 17) % 97) + 1);
  return {
    type: TYPES[number % TYPES.length],
    data: {
      labels: values.map((value) => `${number}-${value}`),
      datasets: [
        {
          label: `Chart ${number}`,
          data: values.map((y, x) => ({ x, y, r: y / 8 })),
          backgroundColor: '#0072b2',
        },
      ],
    },
    options: {
      parsing: { xAxisKey: 'x', yAxisKey: 'y', key: 'y' },
      plugins: { title: { display: true, text: `Chart ${number} 测试` } },
    },
  };
}

function residentKiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function medianOf(samples: readonly number[]): number {
  return [...samples].sort((one, other) => one - other)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

const hasProc = existsSync('/proc/self/status');
if (!hasProc) console.log('There is no /proc to read the memory of a process from: skipping the soak test.');

(hasProc ? describe : describe.skip)(`an agent that renders ${CHARTS} charts`, () => {
  let agent: RunningService;

  beforeAll(async () => {
    agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      RENDER_WORKERS: '2',
    });
  });

  afterAll(() => agent.stop());

  it(
    'takes no more memory at the end than early on',
    async () => {
      const samples: number[] = [];
      const statuses = new Map<number, number>();
      let next = 0;
      const requestOneByOne = async () => {
        while (next < CHARTS) {
          const number = next;
          next += 1;
          if (number % CHARTS_PER_SAMPLE === 0) samples.push(residentKiB(agent.pid));
          const answer = await fetch(`${agent.url}/chart`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ chart: chartOf(number), version: '4', devicePixelRatio: 1 }),
          });
          await answer.arrayBuffer();
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, requestOneByOne));

      const quarter = samples.length / 4;
      const [early, late] = [
        medianOf(samples.slice(quarter, 2 * quarter)),
        medianOf(samples.slice(3 * quarter)),
      ];
      const inMiB = (kib: number) => (kib / 1024).toFixed(1);
      console.log(
        `${CHARTS} charts: VmRSS ${inMiB(early)} MiB in the second quarter, ${inMiB(late)} MiB in the last,` +
          ` ${inMiB(Math.max(...samples))} MiB at most`,
      );
      expect(Object.fromEntries(statuses)).toEqual({ 200: CHARTS });
      expect(late).toBeLessThanOrEqual(MAX_GROWTH * early);
    },
    TEST_TIMEOUT_MS,
  );
});
