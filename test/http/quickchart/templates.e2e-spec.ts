import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningService } from '../../support/running-service.js';
import { chartAgent, post } from './chart-agent.js';

interface Given {
  readonly title?: string;
  readonly labels?: readonly unknown[];
  readonly datasets?: readonly object[];
}

/** A chart of Chart.js 2 or 4 with a title that is green. */
function chartOf(version: string, { title = 'Old', labels = ['a', 'b'], datasets }: Given = {}) {
  const given = { display: true, text: title, color: 'green', fontColor: 'green' };
  return {
    type: 'bar',
    data: {
      labels,
      datasets: datasets ?? [
        { label: 'One', data: [1, 2], backgroundColor: 'red' },
        { label: 'Two', data: [3, 4], backgroundColor: 'blue' },
      ],
    },
    options: version === '2' ? { title: given } : { plugins: { title: given } },
  };
}

const shape = { width: 300, height: 200, format: 'svg' };

let agent: RunningService;

beforeAll(async () => {
  agent = await chartAgent();
});

afterAll(() => agent.stop());

async function create(chart: unknown, version: string, further = {}): Promise<string> {
  const answer = await post(`${agent.url}/chart/create`, { chart, version, ...shape, ...further });
  return ((await answer.json()) as { url: string }).url;
}

const tagOf = async (url: string) => {
  const { status, headers } = await fetch(url);
  return [status, headers.get('etag'), headers.get('x-quickchart-warning')];
};

describe.each(['2', '4'])('a template of Chart.js %s', (version) => {
  const one = { label: 'One', data: [1, 2], backgroundColor: 'red' };
  const two = { label: 'Two', data: [3, 4], backgroundColor: 'blue' };

  it.each<[string, Given]>([
    ['title=New', { title: 'New' }],
    ['title=New+title%20%26+more', { title: 'New title & more' }],
    ['labels=Q1,Q2', { labels: ['Q1', 'Q2'] }],
    ['labels=Q1,%20Q2,', { labels: ['Q1', 'Q2', ''] }],
    ['labels=["a,b","c"]', { labels: ['a,b', 'c'] }],
    ['data1=9,1', { datasets: [{ ...one, data: [9, 1] }, two] }],
    ['data1=[9,1]', { datasets: [{ ...one, data: [9, 1] }, two] }],
    ['data1=9,,1.5', { datasets: [{ ...one, data: [9, null, 1.5] }, two] }],
    ['data1=-9,1e2', { datasets: [{ ...one, data: [-9, 100] }, two] }],
    ['data2={"x":"a","y":7}', { datasets: [one, { ...two, data: [{ x: 'a', y: 7 }] }] }],
    [
      'data2=(a,7),(b,-8)',
      {
        datasets: [
          one,
          {
            ...two,
            data: [
              { x: 'a', y: 7 },
              { x: 'b', y: -8 },
            ],
          },
        ],
      },
    ],
    [
      'data2=[1,2],[3,5]',
      {
        datasets: [
          one,
          {
            ...two,
            data: [
              [1, 2],
              [3, 5],
            ],
          },
        ],
      },
    ],
    ['label1=New,+and+more', { datasets: [{ ...one, label: 'New, and more' }, two] }],
    ['backgroundColor1=green', { datasets: [{ ...one, backgroundColor: 'green' }, two] }],
    [
      'backgroundColor2=green,rgb(0,%200,255)',
      { datasets: [one, { ...two, backgroundColor: ['green', 'rgb(0, 0,255)'] }] },
    ],
    ['borderColor2=%23ff0000', { datasets: [one, { ...two, borderColor: '#ff0000' }] }],
    [
      'title=N&labels=x,y&data1=1,2&data2=5,6&label2=L&backgroundColor1=lime',
      {
        title: 'N',
        labels: ['x', 'y'],
        datasets: [
          { ...one, backgroundColor: 'lime' },
          { ...two, label: 'L', data: [5, 6] },
        ],
      },
    ],
  ])('with ?%s is the chart with these parts', async (query, parts) => {
    const [template, whole] = await Promise.all([
      create(chartOf(version), version),
      create(chartOf(version, parts), version),
    ]);

    expect(await tagOf(`${template}?${query}`)).toEqual(await tagOf(whole));
    expect(await tagOf(template)).not.toEqual(await tagOf(whole));
  });

  it('that is text and has no title gets one', async () => {
    const text = "{type:'bar',data:{labels:['a'],datasets:[{data:[1]}]}}";
    const title = { display: true, text: 'New' };
    const whole = {
      type: 'bar',
      data: { labels: ['a'], datasets: [{ data: [1] }] },
      options: version === '2' ? { title } : { plugins: { title } },
    };

    expect(await tagOf(`${await create(text, version)}?title=New`)).toEqual(
      await tagOf(await create(whole, version)),
    );
  });

  it('with a size, a format and a background is the chart with these', async () => {
    const url = await create(chartOf(version), version);
    const other = await create(chartOf(version), version, {
      width: 400,
      backgroundColor: 'white',
      format: 'png',
    });

    expect(await tagOf(`${url}?w=400&bkg=white&format=png`)).toEqual(await tagOf(other));
    expect(await tagOf(`${url}.webp?w=400&bkg=white&format=png`)).toEqual(await tagOf(other));
    expect(await tagOf(`${url}.png?w=400&bkg=white`)).toEqual(await tagOf(other));
  });

  it('ignores other parameters, and a specification', async () => {
    const url = await create(chartOf(version), version);

    expect(await tagOf(`${url}?t=123&c={}&v=3&encoding=base64&title=&data0=1&toString=1`)).toEqual(
      await tagOf(url),
    );
  });

  it('warns of a dataset that the chart does not have', async () => {
    const url = await create(chartOf(version), version);
    const [, , warning] = await tagOf(`${url}?data3=1,2&label12=x`);

    expect(warning).toContain('data3 has no effect: the chart has 2 datasets');
    expect(warning).toContain('label12 has no effect: the chart has 2 datasets');
  });

  it.each([
    [
      'data1=a,b',
      'Expected data1 to be numbers, pairs (x,y) or objects, separated by commas but received "a,b"',
    ],
    ['data1="5"', 'Expected data1 to be numbers'],
    ['data1=1,2]', 'Expected data1 to be numbers'],
    ['data1=process.env', 'Expected data1 to be numbers'],
    ['data1={__proto__:1}', 'Expected data1 to be numbers'],
    ['labels=[1,2', 'Expected labels to be texts separated by commas, or an array of texts'],
    ['title=a&title=b', 'Expected title to be text given once but received ["a","b"]'],
    ['w=5&width=6', 'Expected width to be given once'],
    ['w=0', 'Expected width to be an integer between 1 and 10000'],
    [`title=${'x'.repeat(10_001)}`, 'Expected texts of at most 10000 characters'],
    [`labels=${','.repeat(50_000)}`, 'at most 50000 points'],
    [`data1=${'1,'.repeat(25_000)}1&data2=${',1'.repeat(2)}`, ''],
    [`data1=${'['.repeat(40)}${']'.repeat(40)}`, 'Expected data1 to be numbers'],
  ])('refuses ?%.40s', async (query, sentence) => {
    const answer = await fetch(`${await create(chartOf(version), version)}?${query}`, {
      headers: { accept: 'application/problem+json' },
    });
    const { detail = '' } = (await answer.json().catch(() => ({}))) as { detail?: string };

    expect([sentence === '' ? 200 : answer.status, detail]).toEqual([
      sentence === '' ? 200 : 400,
      expect.stringContaining(sentence),
    ]);
  });
});
