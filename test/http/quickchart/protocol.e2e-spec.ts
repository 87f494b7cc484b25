import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { areaOf, decode } from '../../../src/rendering/testing/pixels.js';
import type { RunningService } from '../../support/running-service.js';
import { barChart, chartAddress, chartAgent, pictureCounts, post } from './chart-agent.js';

const BLUE = '#0000ff';
const v4 = { v: '4', c: barChart(BLUE) };

async function pixels(answer: Response) {
  expect(answer.status).toBe(200);
  return decode(Buffer.from(await answer.arrayBuffer()));
}

describe('/chart', () => {
  let agent: RunningService;

  beforeAll(async () => {
    agent = await chartAgent();
  });

  afterAll(() => agent.stop());

  it('draws the chart in the address, 500 x 300 at ratio 2', async () => {
    const answer = await fetch(chartAddress(agent, v4));
    const { width, height, ...picture } = await pixels(answer);

    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=604800');
    expect([width, height]).toEqual([1000, 600]);
    expect(areaOf({ width, height, ...picture }, BLUE)).toBeDefined();
    // The corner is transparent.
    expect(picture.rgba[3]).toBe(0);
  });

  it('draws with the requested size, pixel ratio and background', async () => {
    const answer = await fetch(
      chartAddress(agent, { ...v4, width: 200, h: 100, devicePixelRatio: '1.0', bkg: 'rgb(249, 193, 202)' }),
    );
    const { width, height, rgba } = await pixels(answer);

    expect([width, height, ...rgba.subarray(0, 4)]).toEqual([200, 100, 249, 193, 202, 255]);
  });

  it('draws the same from a body: as an object, as text, in base64, and from a form', async () => {
    const shape = { width: 300, height: 200, devicePixelRatio: 1, version: '4' };
    const text = JSON.stringify(barChart(BLUE));
    const encoded = { chart: Buffer.from(text).toString('base64'), encoding: 'base64' };
    const form = new URLSearchParams({ c: text, w: '300', h: '200', devicePixelRatio: '1', v: '4' });
    const answers = await Promise.all([
      fetch(chartAddress(agent, { chart: barChart(BLUE), ...shape })),
      post(`${agent.url}/chart`, { chart: barChart(BLUE), ...shape }),
      post(`${agent.url}/chart`, { chart: text, ...shape }),
      post(`${agent.url}/chart`, { ...encoded, ...shape, width: '300' }),
      fetch(chartAddress(agent, { ...encoded, ...shape })),
      fetch(`${agent.url}/chart`, { method: 'POST', body: form }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  });

  it('reads a plus sign as a space, as clients write it, but not in base64', async () => {
    const chart = barChart(BLUE);
    chart.data.labels = ['Hello world', '>>>???~~~'];
    const text = JSON.stringify(chart);
    const base64 = Buffer.from(text).toString('base64');
    const plus = encodeURIComponent(text).replaceAll('%20', '+');
    const asked = [`c=${encodeURIComponent(text)}&v=4`, `c=${plus}&v=4`, `c=${base64}&v=4&encoding=base64`];
    const answers = await Promise.all(asked.map((query) => fetch(`${agent.url}/chart?${query}`)));

    expect(plus).toContain('Hello+world');
    expect(base64).toContain('+');
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  });

  it('answers HEAD with the headers of GET', async () => {
    const address = chartAddress(agent, v4);
    const get = await fetch(address);
    const head = await fetch(address, { method: 'HEAD' });
    const said = ({ headers }: Response) =>
      ['etag', 'content-type', 'content-length', 'cache-control'].map((name) => headers.get(name));

    expect(head.status).toBe(200);
    expect(said(head)).toEqual(said(get));
    expect(said(get)).not.toContain(null);
  });

  it('answers 304 to a caller that has the picture, without drawing it', async () => {
    const other = await chartAgent();
    const address = chartAddress(agent, v4).slice(agent.url.length);
    const etag = (await fetch(agent.url + address)).headers.get('etag')!;
    const answers = await Promise.all(
      [agent.url, other.url].map((url) => fetch(url + address, { headers: { 'if-none-match': etag } })),
    );

    expect(answers.map(({ status }) => status)).toEqual([304, 304]);
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual([etag, etag]);
    expect(await pictureCounts(other)).toMatchObject({ misses: 0 });
    await other.stop();
  });

  it('sends the picture to a caller that has another one, and to every POST', async () => {
    const address = chartAddress(agent, v4);
    const etag = (await fetch(address)).headers.get('etag')!;
    const another = await fetch(address, { headers: { 'if-none-match': '"another"' } });
    const posted = await post(`${agent.url}/chart`, v4, { 'if-none-match': etag });

    expect([another.status, posted.status, posted.headers.get('etag')]).toEqual([200, 200, etag]);
  });

  it('answers under the prefixes of the published addresses', async () => {
    const address = chartAddress(agent, v4).slice(agent.url.length);

    expect((await fetch(`${agent.url}/k8s-app-monitor-agent${address}`)).status).toBe(200);
  });
});
