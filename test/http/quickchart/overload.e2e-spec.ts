import { afterEach, describe, expect, it } from '@jest/globals';
import type { RunningService } from '../../support/running-service.js';
import { barChart, chartAddress, chartAgent, pictureCounts, post } from './chart-agent.js';

// Each takes far longer to draw than to ask for.
const large = (label: string) => ({
  c: { type: 'bar', data: { labels: [label], datasets: [{ data: [1] }] } },
  v: '4',
  w: 3000,
  h: 2000,
  devicePixelRatio: 1,
});

describe('many charts at the same time', () => {
  let agent: RunningService;

  afterEach(() => agent.stop());

  it('that are equal are drawn once', async () => {
    agent = await chartAgent();
    const address = chartAddress(agent, { c: barChart(), v: '4' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(address)));
    const { hits, misses, coalesced } = await pictureCounts(agent);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect([misses, hits + coalesced]).toEqual([1, 49]);
  });

  it('are refused beyond the queue with 503 and Retry-After, while those before them are drawn', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_LIMIT: '1' });
    const asked = Array.from({ length: 40 }, (_, number) => fetch(chartAddress(agent, large(`${number}`))));
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 503);
    const drawn = answers.filter(({ status }) => status === 200);

    expect(drawn.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(drawn.length + refused.length).toBe(40);
    for (const { headers } of refused) {
      expect(headers.get('retry-after')).toBe('1');
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(headers.get('x-quickchart-error')).toMatch(/wait to be drawn already/);
    }
    expect(await pictureCounts(agent)).toMatchObject({ misses: drawn.length });
    // There is room again.
    expect((await fetch(chartAddress(agent, large('again')))).status).toBe(200);
  });

  it('do not keep a picture from being sent that is there already', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_LIMIT: '1' });
    const address = chartAddress(agent, { c: barChart(), v: '4' });
    const body = { chart: barChart(), version: '4' };
    await fetch(address);
    await post(`${agent.url}/chart`, body);
    const flood = Array.from({ length: 40 }, (_, number) => fetch(chartAddress(agent, large(`${number}`))));
    const kept = await Promise.all(
      Array.from({ length: 20 }, () => [fetch(address), post(`${agent.url}/chart`, body)]).flat(),
    );
    await Promise.all(flood);

    expect(kept.map(({ status }) => status)).toEqual(kept.map(() => 200));
  });

  it('that are refused in different ways do not displace what was drawn', async () => {
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
