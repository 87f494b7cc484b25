import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningService } from '../../support/running-service.js';
import { chartAgent, post } from './chart-agent.js';

const WORDS = [
  'Lượt',
  '시즌',
  '売上の',
  '台灣',
  'نمودار',
  '🚀',
  '✓ ▲',
  'ภาษาไทย',
  'हिन्दी',
  'שלום',
  'မြန်မာ',
  '谰垧',
];

const titled = (text: string) => ({
  type: 'bar',
  data: { labels: ['a'], datasets: [{ label: 'b', data: [3], backgroundColor: '#0000ff' }] },
  options: { plugins: { title: { display: true, text } } },
});

let agent: RunningService;

beforeAll(async () => {
  agent = await chartAgent({ RENDER_WORKERS: '3', PICTURE_CACHE_BYTES: '0' });
});

afterAll(() => agent.stop());

async function drawn(text: string, format = 'png') {
  const answer = await post(`${agent.url}/chart`, {
    chart: titled(text),
    version: '4',
    width: 300,
    height: 150,
    format,
  });
  return {
    status: answer.status,
    warning: answer.headers.get('x-quickchart-warning'),
    bytes: Buffer.from(await answer.arrayBuffer()).toString('base64'),
  };
}

describe('scripts whose fonts are loaded on demand', () => {
  it('are drawn the same while several threads load them as afterwards', async () => {
    const texts = [...WORDS, 'Latin', ...WORDS, '测试', ...WORDS];
    const atOnce = await Promise.all(texts.map((text) => drawn(text)));
    const afterwards = [];
    for (const text of texts) afterwards.push(await drawn(text));

    expect(atOnce).toEqual(afterwards);
    expect(new Set(atOnce.map(({ bytes }) => bytes)).size).toBe(WORDS.length + 2);
    expect(atOnce.map(({ status, warning }) => [status, warning])).toEqual(texts.map(() => [200, null]));
  });

  it('are named in the warning where there is no font', async () => {
    const sentence =
      'options.plugins.title.text has characters of the script Cherokee, for which there is no font: they are drawn as boxes';

    expect((await drawn('Tsalagi ᏣᎳᎩ')).warning).toBe(sentence);
    expect((await drawn('Tsalagi ᏣᎳᎩ')).warning).toBe(sentence);
    expect((await drawn('Tsalagi ᏣᎳᎩ', 'svg')).warning).toBe(sentence);
  });
});
