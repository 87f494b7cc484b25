import { afterEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import type { RunningService } from '../../support/running-service.js';
import { chartAgent, post } from '../quickchart/chart-agent.js';
import { type HeldAgent, heldAgent, metricOf } from '../quickchart/held-quickchart.js';

const bars = (label: string) => ({
  type: 'bar',
  data: { labels: [label, label, label], datasets: [{ data: [1, 1, 1] }] },
});
const BYTES_PER_PIXEL = 4;
const WIDTH = 3200;
const HEIGHT = 3100;
const AT_ONCE = 6;
const MOST_ROUNDS = 5;

describe('many large charts at the same time', () => {
  let agent: RunningService;

  afterEach(() => agent.stop());

  /** Renders large charts at the same time; resolves to the peak numbers being rendered and waiting. */
  async function renderRound(label: string): Promise<{ inUse: number; waiting: number }> {
    const most = { inUse: 0, waiting: 0 };
    let isDone = false;
    const charts = Array.from({ length: AT_ONCE }, async (_, number) => {
      const size = { width: WIDTH - number, height: HEIGHT, devicePixelRatio: 1, version: '4' };
      return (await post(`${agent.url}/chart`, { chart: bars(`${label} ${number}`), ...size })).status;
    });
    const statuses = Promise.all(charts).finally(() => (isDone = true));
    while (!isDone) {
      most.inUse = Math.max(most.inUse, await metricOf(agent, 'admission_in_use{gate="render_large"}'));
      most.waiting = Math.max(most.waiting, await metricOf(agent, 'admission_waiting{gate="render_large"}'));
      await delay(20);
    }
    expect(await statuses).toEqual(Array<number>(AT_ONCE).fill(200));
    return most;
  }

  it('are rendered one after the other, and leave nothing of their pixels behind', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '2', RENDER_QUEUE_TIMEOUT_MS: '120000' });
    const first = await renderRound('first');
    // Pixels that stay would add a round's pixels to the peak in every round.
    const growths: number[] = [];
    const isSettled = () =>
      growths.some((growth) => growth < (AT_ONCE / 2) * WIDTH * HEIGHT * BYTES_PER_PIXEL);
    while (!isSettled() && growths.length < MOST_ROUNDS) {
      const before = await peakBytes(agent);
      await renderRound(`further ${growths.length}`);
      growths.push((await peakBytes(agent)) - before);
    }

    expect([first.inUse, first.waiting > 1]).toEqual([1, true]);
    expect([growths, isSettled()]).toEqual([growths, true]);
  });
});

describe('charts that wait for a busy worker', () => {
  let agent: HeldAgent;

  afterEach(() => {
    // A test that failed may still hold pictures, which the agent would wait for.
    agent.release();
    return agent.stop();
  });

  const chartOf = (label: string) => post(`${agent.url}/chart`, { chart: bars(label), version: '4' });

  it('are refused when no slot becomes free in time, and never rendered', async () => {
    agent = await heldAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_TIMEOUT_MS: '1000' });
    agent.hold();
    const first = chartOf('first');
    await agent.holds(1);
    const late = await Promise.all(['a', 'b', 'c'].map(chartOf));

    for (const { status, headers } of late) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(headers.get('x-quickchart-error')).toMatch(/^No render slot became free within 1000 ms\. /);
    }
    agent.release();
    expect((await first).status).toBe(200);
    expect((await chartOf('again')).status).toBe(200);
    expect(agent.requests()).toBe(2);
    expect(await metricOf(agent, 'admission_refused_total{gate="render",reason="timeout"}')).toBe(3);
  });

  it('are refused when their specifications or bodies exceed the byte budget', async () => {
    agent = await heldAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_BYTES: '150000' });
    // A hole is one byte of a body, and `null,` in the specification.
    const holes = (label: string) =>
      post(`${agent.url}/chart`, {
        chart: `{type:'bar',data:{labels:['${label}'],datasets:[{data:[${','.repeat(20_000)}]}]}}`,
        version: '4',
      });
    const detailOf = async (answer: Response) => {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
      return ((await answer.json()) as { detail: string }).detail;
    };
    agent.hold();
    const first = holes('first');
    await agent.holds(1);

    expect(await detailOf(await holes('second'))).toMatch(
      /^Render queue is full \(100\d{3} bytes of specifications waiting\)/,
    );
    expect(await detailOf(await chartOf('x'.repeat(50_000)))).toMatch(
      /^Render queue is full \(20\d{3} bytes of request bodies waiting\)/,
    );
    agent.release();
    expect((await first).status).toBe(200);
    expect((await holes('again')).status).toBe(200);
    await eventually('all bytes are given back', async () => {
      const bytes = ['bodies', 'pictures'].map((gate) => metricOf(agent, `admission_bytes{gate="${gate}"}`));
      return (await Promise.all(bytes)).every((each) => each === 0);
    });
  });
});

/** The peak of the process's resident memory, as Linux counts it. */
async function peakBytes(agent: RunningService): Promise<number> {
  const status = await readFile(`/proc/${agent.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}
