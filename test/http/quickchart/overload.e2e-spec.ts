import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import type { RunningService } from '../../support/running-service.js';
import { barChart, chartAddress, chartAgent, pictureCounts, post } from './chart-agent.js';
import { type HeldAgent, heldAgent, metricOf } from './held-quickchart.js';

const chart = (label: string) => ({
  c: { type: 'bar', data: { labels: [label], datasets: [{ data: [1] }] } },
  v: '4',
});

describe('many charts at the same time', () => {
  let agent: RunningService;

  afterEach(() => agent.stop());

  it('that are equal are rendered once', async () => {
    agent = await chartAgent();
    const address = chartAddress(agent, { c: barChart(), v: '4' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(address)));
    const { hits, misses, coalesced } = await pictureCounts(agent);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect([misses, hits + coalesced]).toEqual([1, 49]);
  });

  it('that are refused in different ways do not displace pictures', async () => {
    agent = await chartAgent({ PICTURE_CACHE_BYTES: '200000' });
    const address = chartAddress(agent, { c: barChart(), v: '4' });
    await fetch(address);
    for (let number = 0; number < 30; number += 1) {
      await fetch(chartAddress(agent, { c: barChart(), w: `x${number}` }));
    }
    const before = await pictureCounts(agent);
    await fetch(address);

    expect(await pictureCounts(agent)).toEqual({ ...before, hits: before.hits + 1 });
  });
});

describe('an agent whose worker is busy and whose queue is full', () => {
  let agent: HeldAgent;

  afterEach(() => {
    // A test that failed may still hold pictures, which the agent would wait for.
    agent.release();
    return agent.stop();
  });

  /** Two charts: one that is being rendered, and one that fills the queue. */
  async function fillQueue(): Promise<Promise<Response>[]> {
    agent.hold();
    const first = fetch(chartAddress(agent, chart('first')));
    await agent.holds(1);
    const second = fetch(chartAddress(agent, chart('second')));
    await eventually('the second chart waits', async () => {
      return (await metricOf(agent, 'admission_waiting{gate="render"}')) === 1;
    });
    return [first, second];
  }

  it('refuses further charts with 503 and Retry-After, and renders those before them', async () => {
    agent = await heldAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_LIMIT: '1' });
    const accepted = await fillQueue();
    const numbers = Array.from({ length: 40 }, (_, number) => `${number}`);
    const refused = await Promise.all(numbers.map((label) => fetch(chartAddress(agent, chart(label)))));

    for (const { status, headers } of refused) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(headers.get('x-quickchart-error')).toBe('Render queue is full (1 waiting). Retry in 1 s.');
    }
    expect(await metricOf(agent, 'admission_refused_total{gate="pictures",reason="full"}')).toBe(40);
    expect(await metricOf(agent, 'render_queue_length')).toBe(1);
    agent.release();
    expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await pictureCounts(agent)).toMatchObject({ misses: 2 });
    expect((await fetch(chartAddress(agent, chart('again')))).status).toBe(200);
  });

  it('still sends cached pictures', async () => {
    agent = await heldAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_LIMIT: '1' });
    const address = chartAddress(agent, { c: barChart(), v: '4' });
    const body = { chart: barChart(), version: '4' };
    await fetch(address);
    await post(`${agent.url}/chart`, body);
    const accepted = await fillQueue();
    const cached = await Promise.all(
      Array.from({ length: 20 }, () => [fetch(address), post(`${agent.url}/chart`, body)]).flat(),
    );

    expect(cached.map(({ status }) => status)).toEqual(cached.map(() => 200));
    expect((await fetch(chartAddress(agent, chart('other')))).status).toBe(503);
    agent.release();
    await Promise.all(accepted);
  });
});
