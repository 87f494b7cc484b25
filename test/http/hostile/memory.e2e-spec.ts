import { afterEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { eventually } from '../../support/eventually.js';
import type { RunningService } from '../../support/running-service.js';
import { chartAddress, chartAgent, post } from '../quickchart/chart-agent.js';

const bars = (label: string, points = 3) => ({
  type: 'bar',
  data: { labels: Array<string>(points).fill(label), datasets: [{ data: Array<number>(points).fill(1) }] },
});
const MIB = 2 ** 20;

describe('many large charts at the same time', () => {
  let agent: RunningService;

  afterEach(() => agent.stop());

  it('are drawn one after the other, in the memory of one', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '2', RENDER_QUEUE_TIMEOUT_MS: '120000' });
    const size = { width: 3200, height: 3100, devicePixelRatio: 1, version: '4' };
    const asked = Array.from({ length: 16 }, (_, n) =>
      post(`${agent.url}/chart`, { chart: bars(`large ${n}`), ...size, width: 3200 - n }),
    );
    const answers = await Promise.all(asked);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    // Of 38 MiB of pixels each, twice while one is read off its canvas; sixteen would take more than a gigabyte.
    expect(await peakMiB(agent)).toBeLessThan(512);
  });

  it('are refused when their turn does not come in time, while others are drawn', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_TIMEOUT_MS: '1000' });
    const size = { width: 3200, height: 3100, devicePixelRatio: 1, version: '4' };
    const asked = Array.from({ length: 24 }, (_, n) =>
      post(`${agent.url}/chart`, { chart: bars(`late ${n}`), ...size }),
    );
    const small = await post(`${agent.url}/chart`, { chart: bars('small'), version: '4' });
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 503);

    expect(small.status).toBe(200);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
    for (const { headers } of refused) {
      expect(headers.get('retry-after')).toBe('1');
      expect(headers.get('x-quickchart-error')).toMatch(/^The picture waited 1000 ms to be drawn; /);
    }
    // There is room again.
    expect((await post(`${agent.url}/chart`, { chart: bars('again'), version: '4' })).status).toBe(200);
  });

  it('are refused where their specifications would fill the memory', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_BYTES: `${MIB}` });
    const asked = Array.from({ length: 40 }, (_, n) =>
      post(`${agent.url}/chart`, {
        chart: bars(`${n}`.padEnd(10), 20_000),
        version: '4',
        width: 100,
        height: 100,
      }),
    );
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 503);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
    for (const { headers } of refused) expect(headers.get('retry-after')).toBe('1');
    const [refusal] = (await Promise.all(refused.map((answer) => answer.json()))) as { detail: string }[];
    expect(refusal?.detail).toMatch(
      /^(Bodies|Specifications) of \d+ bytes wait to be drawn already; try again/,
    );
    // There is room again.
    expect((await post(`${agent.url}/chart`, { chart: bars('again'), version: '4' })).status).toBe(200);
  });

  it('keep neither probes nor charts by address from an answer while their bodies come', async () => {
    agent = await chartAgent({ RENDER_WORKERS: '1', RENDER_QUEUE_BYTES: '1024' });
    // In chunks, and without an end: it may come to CHART_MAX_BYTES.
    const headers = { 'content-type': 'application/json' };
    const slow = request(`${agent.url}/chart`, { method: 'POST', headers }).on('error', () => undefined);
    slow.write('{"chart":');
    await eventually('its body is counted', async () => {
      return (await post(`${agent.url}/chart`, { chart: bars('a'), version: '4' })).status === 503;
    });

    expect((await fetch(`${agent.url}/healthz`)).status).toBe(200);
    expect((await fetch(chartAddress(agent, { c: bars('b'), v: '4' }))).status).toBe(200);
    slow.destroy();
    await eventually('there is room again', async () => {
      return (await post(`${agent.url}/chart`, { chart: bars('a'), version: '4' })).status === 200;
    });
  });
});

/** The most memory that the agent's process ever had, as Linux counts it. */
async function peakMiB(agent: RunningService): Promise<number> {
  const status = await readFile(`/proc/${agent.pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
}
