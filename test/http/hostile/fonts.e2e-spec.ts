import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chartAgent, post } from '../quickchart/chart-agent.js';
import type { RunningService } from '../../support/running-service.js';

// Some invalid fonts make the canvas abort the process: found by fuzzing, in `font.size` first.
const FONTS = [
  { size: 'a' },
  { size: true },
  { size: [[[]]] },
  { size: {} },
  { size: '1e3' },
  { size: 1e-9 },
  { weight: [1, 2] },
  { style: '; } @' },
  { family: '"' },
  { family: '12px 13px x, ,' },
  { lineHeight: 'x' },
];

describe('an invalid font', () => {
  let agent: RunningService;

  beforeAll(async () => {
    agent = await chartAgent();
  });

  afterAll(() => agent.stop());

  it.each(FONTS)('is ignored or refused, and the agent goes on: %j', async (font) => {
    const options = { plugins: { title: { display: true, text: 'Title', font } } };
    const chart = { type: 'bar', data: { labels: ['a'], datasets: [{ data: [1] }] }, options };
    const answer = await post(`${agent.url}/chart`, { chart, version: '4' });

    expect([200, 400]).toContain(answer.status);
    expect((await fetch(`${agent.url}/healthz`)).status).toBe(200);
  });
});
