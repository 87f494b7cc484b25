import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from '../../../src/rendering/testing/pixels.js';
import type { RunningService } from '../../support/running-service.js';
import { barChart, chartAgent, post } from './chart-agent.js';

const shape = { version: '4', width: 300, height: 200, devicePixelRatio: 1 };

async function create(agent: RunningService, body: object, headers = {}): Promise<URL> {
  const answer = await post(`${agent.url}/chart/create`, body, headers);
  const created = (await answer.json()) as { success: boolean; url: string };
  expect(created).toEqual({ success: true, url: expect.any(String) });
  return new URL(created.url);
}

describe('a short address', () => {
  let agent: RunningService;
  let replica: RunningService;

  beforeAll(async () => {
    [agent, replica] = await Promise.all([chartAgent(), chartAgent()]);
  });

  afterAll(() => Promise.all([agent.stop(), replica.stop()]));

  it('gets the same image from the replica that created it and from every other one', async () => {
    const url = await create(agent, { chart: barChart(), ...shape });
    const answers = await Promise.all([fetch(url), fetch(replica.url + url.pathname)]);
    const [one, other] = await Promise.all(
      answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())),
    );
    const { width, height } = await decode(one!);

    expect(url.origin).toBe(agent.url);
    expect([width, height]).toEqual([300, 200]);
    expect(other!.equals(one!)).toBe(true);
    expect(answers[0].headers.get('cache-control')).toBe('public, max-age=604800');
    expect(answers[1].headers.get('etag')).toBe(answers[0].headers.get('etag'));
  });

  it('is the same at every replica, and for the same chart in differently written JSON', async () => {
    const urls = await Promise.all([
      create(agent, { chart: barChart(), ...shape }),
      create(replica, { chart: JSON.stringify(barChart(), null, 2), ...shape, width: '300' }),
    ]);

    expect(urls[1].pathname).toBe(urls[0].pathname);
  });

  it.each([
    ['svg', 'image/svg+xml'],
    ['jpeg', 'image/jpeg'],
    ['jpg', 'image/jpeg'],
  ])('shows its chart in the format of the extension .%s', async (extension, type) => {
    const url = await create(agent, { chart: barChart(), ...shape });

    expect((await fetch(`${url.href}.${extension}`)).headers.get('content-type')).toBe(type);
  });

  it('of a chart with the format jpg shows a JPEG', async () => {
    const url = await create(agent, { chart: barChart(), ...shape, format: 'jpg' });

    expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg');
  });

  it('is reachable for a caller behind proxies', async () => {
    const headers = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'charts.example',
      'x-forwarded-prefix': '/monitor',
    };
    const url = await create(agent, { chart: barChart(), ...shape }, headers);

    expect(url.href).toMatch(/^https:\/\/charts\.example\/monitor\/chart\/render\/[\w-]+$/);
  });

  it('is limited to the length that proxies accept', async () => {
    const chartOf = (count: number) => ({
      type: 'bar',
      data: {
        labels: Array.from(
          { length: count },
          (_, index) => `label ${(index * 2_654_435_761) % 4_294_967_296}`,
        ),
        datasets: [],
      },
    });
    const url = await create(agent, { chart: chartOf(400), ...shape });
    const refused = await post(`${agent.url}/chart/create`, { chart: chartOf(2000), ...shape });

    expect(url.pathname.length).toBeGreaterThan(1024);
    expect((await fetch(url)).status).toBe(200);
    expect(refused.status).toBe(413);
    expect(refused.headers.get('x-quickchart-error')).toMatch(
      /^The chart needs an address of \d+ characters, but proxies accept at most 8000/,
    );
  });

  it('is not created for an invalid chart', async () => {
    const answer = await post(`${agent.url}/chart/create`, { chart: barChart(), width: 0 });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'INVALID_INPUT', problems: [{ field: 'width' }] });
  });

  it('that was cut, changed or made up is refused with an image that says so', async () => {
    const { href } = await create(agent, { chart: barChart(), ...shape });
    const broken = [href.slice(0, -3), href.replace(/.$/, '!'), `${agent.url}/chart/render/anything`];
    const answers = await Promise.all(broken.map((url) => fetch(url)));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual(Array(3).fill('image/png'));
    expect(answers[0]!.headers.get('x-quickchart-error')).toMatch(/^The address was not created by/);
  });
});
