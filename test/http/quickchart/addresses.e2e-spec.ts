import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from '../../../src/rendering/testing/pixels.js';
import { getAsIs } from '../../support/get-as-is.js';
import type { RunningService } from '../../support/running-service.js';
import { barChart, chartAddress, chartAgent, post } from './chart-agent.js';

const TYPES = {
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  avif: 'image/avif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  base64: 'text/plain; charset=utf-8',
} as const;
const FORMATS = Object.keys(TYPES) as (keyof typeof TYPES)[];
const SMALL = { w: 60, h: 40, devicePixelRatio: 1, v: '4' };

let agent: RunningService;

beforeAll(async () => {
  agent = await chartAgent();
});

afterAll(() => agent.stop());

/** Every suffix with every format, and each of both alone. */
const CASES = [undefined, ...FORMATS].flatMap((suffix) =>
  [undefined, ...FORMATS].map((format) => ({ suffix, format, type: TYPES[format ?? suffix ?? 'png'] })),
);

describe('/chart with the suffix of a format', () => {
  it.each(CASES)('$suffix and the format $format answers $type', async ({ suffix, format, type }) => {
    const path = suffix === undefined ? '/chart' : `/chart.${suffix}`;
    const query = { c: barChart(), ...SMALL, ...(format && { f: format }) };
    const body = { chart: barChart(), ...SMALL, ...(format && { format }) };
    const address = chartAddress(agent, query).replace('/chart?', `${path}?`);
    const answers = await Promise.all([
      fetch(address),
      fetch(address, { method: 'HEAD' }),
      post(agent.url + path, body),
      fetch(agent.url + path, {
        method: 'POST',
        body: new URLSearchParams({ ...query, c: JSON.stringify(query.c) } as never),
      }),
    ]);
    const [shown, head, posted, form] = await Promise.all(
      answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([type, type, type, type]);
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
    expect(head!.length).toBe(0);
    expect([posted!.equals(shown!), form!.equals(shown!)]).toEqual([true, true]);
  });

  it('that is unknown is refused like such a format', async () => {
    const answer = await fetch(chartAddress(agent, { c: barChart() }).replace('/chart?', '/chart.gif?'));

    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'image/png']);
    expect(answer.headers.get('x-quickchart-error')).toMatch(/^Expected format to be one of png, .*"gif"$/);
  });

  it('shows what is wrong in the format of the suffix', async () => {
    const answer = await fetch(`${agent.url}/chart.svg?c={type:'x'}`);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'image/svg+xml']);
  });
});

describe('an address that ends in a slash', () => {
  it('has the same chart', async () => {
    const address = chartAddress(agent, { c: barChart(), ...SMALL });
    const [plain, slashed, created] = await Promise.all([
      fetch(address),
      fetch(address.replace('/chart?', '/chart/?')),
      post(`${agent.url}/chart/create/`, { chart: barChart() }),
    ]);
    const posted = await post(`${agent.url}/chart/`, { chart: barChart(), ...SMALL });

    expect([slashed.status, posted.status, created.status]).toEqual([200, 200, 200]);
    expect(slashed.headers.get('etag')).toBe(plain.headers.get('etag'));
    expect(posted.headers.get('etag')).toBe(plain.headers.get('etag'));
  });

  it.each(['/chart//', '/chart/x', '/chart/render', '/chart.png/', '/chart/create/x'])(
    'does not make %s an address',
    async (path) => {
      expect((await fetch(`${agent.url}${path}?c={}`)).status).toBe(404);
    },
  );
});

describe('format=base64', () => {
  it('is the PNG as text, with a tag of its own', async () => {
    const address = chartAddress(agent, { c: barChart(), ...SMALL });
    const png = Buffer.from(await (await fetch(address)).arrayBuffer());
    const answer = await fetch(`${address}&format=base64`);
    const tag = answer.headers.get('etag')!;
    const [unchanged, changed] = await Promise.all(
      [`${address}&format=base64`, address].map((url) => fetch(url, { headers: { 'if-none-match': tag } })),
    );

    expect(await answer.text()).toBe(png.toString('base64'));
    expect([unchanged!.status, changed!.status]).toEqual([304, 200]);
    // The second time, the picture comes from the cache.
    expect(await (await fetch(`${address}&format=base64`)).text()).toBe(png.toString('base64'));
  });

  it('has an image of what is wrong, also as text', async () => {
    const answer = await fetch(`${agent.url}/chart?c={type:'x'}&w=400&h=200&devicePixelRatio=1&f=base64`);
    const { width, height } = await decode(Buffer.from(await answer.text(), 'base64'));

    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, TYPES.base64]);
    expect([width, height]).toEqual([400, 200]);
  });

  it('is kept in a short address', async () => {
    const created = await post(`${agent.url}/chart/create`, { chart: barChart(), format: 'base64' });
    const { url } = (await created.json()) as { url: string };

    expect((await fetch(url)).headers.get('content-type')).toBe(TYPES.base64);
    expect((await fetch(`${url}.png`)).headers.get('content-type')).toBe(TYPES.png);
  });
});

describe('the health checks of a QuickChart server', () => {
  it.each(['/healthcheck', '/healthcheck/', '/k8s-app-monitor-agent/healthcheck'])('%s', async (path) => {
    const answer = await fetch(agent.url + path);

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toEqual({ success: true, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it.each(['', '/k8s-app-monitor-agent'])('lead to a new chart each time under "%s"', async (prefix) => {
    const address = `${agent.url}${prefix}/healthcheck/chart`;
    const redirect = await fetch(address, { redirect: 'manual' });
    const [one, other] = await Promise.all([fetch(address), fetch(address)]);

    expect([redirect.status, redirect.headers.get('cache-control')]).toEqual([302, 'no-store']);
    expect([one.status, one.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(new URL(one.url).pathname).toBe(`${prefix}/chart`);
    expect(other.headers.get('etag')).not.toBe(one.headers.get('etag'));
  });
});

describe('a service named like a health check of QuickChart', () => {
  it('keeps its address, as before there was one', async () => {
    const service = { name: 'healthcheck', kind: 'exposition', url: 'http://127.0.0.1:1/metrics' };
    const other = await chartAgent({ SERVICES: JSON.stringify([service]) });
    const [shown, slashed, redirect] = await Promise.all([
      fetch(`${other.url}/healthcheck`),
      fetch(`${other.url}/healthcheck/`),
      fetch(`${other.url}/healthcheck/chart`, { redirect: 'manual' }),
    ]);
    await other.stop();

    expect([shown, slashed].map(({ headers }) => headers.get('content-type'))).toEqual([
      'image/png',
      'image/png',
    ]);
    expect(redirect.status).toBe(302);
    expect(other.log.map((line) => line['msg'])).toContain(
      "/healthcheck shows the service of that name in SERVICES and hides the agent's own address",
    );
  });
});

describe('an address that was not encoded', () => {
  const barOf = (label: string) =>
    `/chart?w=300&c={type:'bar',data:{labels:['${label}'],datasets:[{data:[1]}]}}&h=200&f=svg`;
  const encoded = (label: string) =>
    `/chart?w=300&h=200&f=svg&c=${encodeURIComponent(barOf(label).slice(15, -12))}`;

  it.each([
    ['R&D', 'R&D'],
    ['up 5%'.replace(' ', '%20'), 'up 5%'],
    ['100%', '100%'],
    ['a&&b&c=d', 'a&&b&c=d'],
    ['C#', 'C#'],
  ])('with the label %s has the chart', async (typed, label) => {
    const [one, other] = await Promise.all([
      getAsIs(agent.url, barOf(typed)),
      getAsIs(agent.url, encoded(label)),
    ]);

    expect([one.status, other.status]).toEqual([200, 200]);
    expect(one.headers['etag']).toBe(other.headers['etag']);
  });

  it('reads sizes as parseInt does', async () => {
    const { status, headers } = await getAsIs(agent.url, `${barOf('a')}&&height=400e`.replace('h=200', ''));
    const usual = await getAsIs(agent.url, barOf('a').replace('h=200', 'h=400'));
    const px = await getAsIs(agent.url, barOf('a').replace('h=200', 'h=400px'));

    expect([status, usual.status, px.status]).toEqual([200, 200, 200]);
    expect([headers['etag'], px.headers['etag']]).toEqual([usual.headers['etag'], usual.headers['etag']]);
  });

  it('and was cut is explained', async () => {
    const { status, headers } = await getAsIs(agent.url, "/chart?c={type:'bar',data:{labels:['C");

    expect([status, headers['x-quickchart-error']]).toEqual([
      400,
      expect.stringMatching(/the text ends inside quotes: is the address URL-encoded\?/),
    ]);
  });

  it('and cannot be parsed as HTTP is explained', async () => {
    const { status, body } = await getAsIs(agent.url, '/chart?c={type:"bar",title:"\u00e9"}');

    expect([status, JSON.parse(body)]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining('must be URL-encoded') }),
    ]);
  });
});

describe('what is known by name', () => {
  const errorOf = async (query: string) =>
    (await fetch(`${agent.url}/chart?${query}`)).headers.get('x-quickchart-error');

  it('are Google image charts', async () => {
    expect(await errorOf('cht=bvg&chs=300x200&chd=t:10,20')).toMatch(
      /^Google image charts \(cht=bvg\) are not/,
    );
    expect(await errorOf('cht=qr&chs=300x300&chl=hello')).toBe('QR codes are not supported (cht=qr)');
  });

  it.each(['{“type”:“bar”}', '{type:‘bar’}', '{type:„bar“}', '{type:＂bar＂}', '{‘type’:1}'])(
    'are the typographic quotes in %s',
    async (chart) => {
      const place = chart.search(/[^a-z{:]/) + 1;

      expect(await errorOf(`c=${encodeURIComponent(chart)}`)).toMatch(
        new RegExp(`typographic quotes at line 1, column ${place}: use " or '(?: \\(in type\\))?$`),
      );
    },
  );
});
