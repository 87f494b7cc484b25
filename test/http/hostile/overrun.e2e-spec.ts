import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from '../../../src/rendering/testing/pixels.js';
import { barChart, chartAgent, post } from '../quickchart/chart-agent.js';
import type { RunningService } from '../../support/running-service.js';

// Just within the limits that are checked beforehand, for points and for pixels of AVIF, and as slow as possible.
const POINTS = 49_000;
const SLOW = {
  chart: {
    type: 'line',
    data: {
      datasets: [
        {
          data: Array.from({ length: POINTS }, (_, at) => [at, (at * 7919) % 1000]),
          borderColor: '#0072b2',
          borderDash: [1, 1],
          pointStyle: 'star',
          pointRadius: 20,
        },
      ],
    },
    options: { scales: { x: { type: 'linear' } } },
  },
  version: '4',
  format: 'avif',
  width: 1580,
  height: 1580,
  devicePixelRatio: 1,
};

describe('a rendering that exceeds its time limit', () => {
  let agent: RunningService;

  beforeAll(async () => {
    agent = await chartAgent({ RENDER_TIMEOUT_MS: '1000', RENDER_WORKERS: '1' });
  });

  afterAll(() => agent.stop());

  it('is answered with 503, and a new thread renders the next charts', async () => {
    for (const label of ['one', 'two']) {
      const slow = await post(`${agent.url}/chart`, {
        ...SLOW,
        backgroundColor: label === 'one' ? 'red' : 'blue',
      });
      expect([slow.status, slow.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
      expect(slow.headers.get('x-quickchart-error')).toMatch(/^[ -~]{20,}$/);

      const next = {
        chart: barChart(label === 'one' ? '#d55e00' : '#0072b2'),
        version: '4',
        width: 100,
        height: 60,
      };
      const { width } = await decode(await drawnEventually(agent, next));
      expect(width).toBe(200);
    }
    expect((await fetch(`${agent.url}/readyz`)).status).toBe(200);
  });
});

/** The picture of a chart, requested until the new thread has loaded its libraries. */
async function drawnEventually(agent: RunningService, question: unknown): Promise<Uint8Array> {
  for (;;) {
    const answer = await post(`${agent.url}/chart`, question);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (answer.status === 200) return bytes;
    expect(answer.status).toBe(503);
  }
}
