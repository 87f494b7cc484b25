import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type QuickChart from 'quickchart-js';
import { areaOf, decode } from '../../../src/rendering/testing/pixels.js';
import type { RunningService } from '../../support/running-service.js';
import { chartAgent, post } from './chart-agent.js';

// The package's ES build calls `require`, which ES modules do not have.
const Client = createRequire(import.meta.url)('quickchart-js') as typeof QuickChart.default;

const GREEN = '#00ff00';
const config = {
  type: 'bar' as const,
  data: {
    labels: ['Hello world', 'It\'s "quoted"', '测试'],
    datasets: [{ label: 'Foo + bar', data: [1, 2, 3], backgroundColor: GREEN }],
  },
};

describe("QuickChart's client", () => {
  let agent: RunningService;
  let client: InstanceType<typeof Client>;

  beforeAll(async () => {
    agent = await chartAgent();
  });

  beforeEach(() => {
    client = new Client().setHost(new URL(agent.url).host).setScheme('http').setConfig(config);
  });

  afterAll(() => agent.stop());

  it('gets an image in the configured size on white with toBinary', async () => {
    const picture = await decode(await client.setWidth(400).setHeight(200).toBinary());

    expect([picture.width, picture.height]).toEqual([400, 200]);
    expect(areaOf(picture, GREEN)).toBeDefined();
    expect([...picture.rgba.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  });

  it('builds an address with getUrl that has the same image', async () => {
    client.setWidth(400).setHeight(200).setDevicePixelRatio(2).setBackgroundColor('transparent');
    const answer = await fetch(client.getUrl());
    const { width, height, rgba } = await decode(Buffer.from(await answer.arrayBuffer()));
    const posted = await post(`${agent.url}/chart`, client.getPostData());

    expect([width, height, rgba[3]]).toEqual([800, 400, 0]);
    expect(posted.headers.get('etag')).toBe(answer.headers.get('etag'));
    expect(posted.headers.get('etag')).not.toBeNull();
  });

  it('writes the image to a file with toFile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quickchart-'));
    await client.toFile(join(folder, 'chart.png'));
    const { width, height } = await decode(await readFile(join(folder, 'chart.png')));
    await rm(folder, { recursive: true });

    expect([width, height]).toEqual([500, 300]);
  });

  it('returns the image as a data URL with toDataUrl', async () => {
    const [type, data] = (await client.toDataUrl()).split(',');
    const { width, height } = await decode(Buffer.from(data!, 'base64'));

    expect([type, width, height]).toEqual(['data:image/png;base64', 500, 300]);
    expect(await client.setFormat('svg').toDataUrl()).toMatch(/^data:image\/svg\+xml;base64,/);
  });

  it.each([
    ['png', 'image/png'],
    ['svg', 'image/svg+xml'],
    ['webp', 'image/webp'],
    ['jpg', 'image/jpeg'],
    ['pdf', 'application/pdf'],
  ])('gets %s with setFormat', async (format, type) => {
    const answer = await fetch(client.setFormat(format).getUrl());

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  });

  it('gets charts of Chart.js 2, 3 and 4 with setVersion', async () => {
    const statuses = ['2', '2.9.4', '3', '4'].map(
      async (version) => (await fetch(client.setVersion(version).getUrl())).status,
    );

    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200]);
  });

  it('gets a chart that is text, with spaces, comments and trailing commas', async () => {
    client.setConfig(`{
      // six
      type: 'bar',
      data: { labels: ['Hello world', ], datasets: [{ data: [6, ], backgroundColor: '${GREEN}' }] },
    }`);

    expect(areaOf(await decode(await client.toBinary()), GREEN)).toBeDefined();
    expect((await fetch(client.getUrl())).status).toBe(200);
  });

  it('gets a gradient from its own helper', async () => {
    const fill = Client.getGradientFillHelper('vertical', ['#ff0000', '#0000ff']);
    client.setConfig({ ...config, data: { datasets: [{ data: [1, 2], backgroundColor: fill }] } });

    await expect(client.toBinary()).resolves.toBeInstanceOf(Uint8Array);
  });

  it('gets the reason why a function is refused', async () => {
    client.setConfig(`{type:'bar',data:{datasets:[]},options:{scales:{x:{ticks:{callback:()=>{throw 1}}}}}}`);

    await expect(client.toBinary()).rejects.toThrow(
      /status code 400\n.+options\.scales\.x\.ticks\.callback, but it uses throw/,
    );
    expect((await fetch(client.getUrl())).status).toBe(400);
  });

  it('gets text beyond ASCII in the reason as QuickChart sends it: the bytes of UTF-8', async () => {
    client.setConfig(`{type:'图表 é 😀',data:{datasets:[]}}`);
    const error: unknown = await client.toBinary().catch((thrown: unknown) => thrown);
    const shown = Buffer.from((error as Error).message, 'latin1').toString();

    expect(shown).toMatch(/^Chart creation failed with status code 400\nExpected type to be .* "图表 é 😀"$/);
  });

  it('gets a chart with an account and a key too, which the agent ignores', async () => {
    const withKey = new Client('key', 'account')
      .setHost(new URL(agent.url).host)
      .setScheme('http')
      .setConfig(config);

    expect((await fetch(withKey.getUrl())).status).toBe(200);
    expect((await fetch(withKey.getSignedUrl())).status).toBe(200);
    await expect(withKey.toBinary()).resolves.toBeInstanceOf(Uint8Array);
  });
});
