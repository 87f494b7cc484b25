import { afterEach, describe, expect, it } from '@jest/globals';
import type { RunningService } from '../../support/running-service.js';
import { barChart, chartAddress, chartAgent, post } from './chart-agent.js';

const HERE = 'https://dashboards.example';
const OTHER = 'https://other.example';

let agent: RunningService;

afterEach(() => agent.stop());

const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');
const varies = ({ headers }: Response) => headers.get('vary');

/** Answers of every kind that the routes of charts have. */
async function answers(origin: string): Promise<Response[]> {
  const headers = { origin };
  const address = chartAddress(agent, { c: barChart(), v: '4', w: 60, h: 40 });
  const created = await post(`${agent.url}/chart/create`, { chart: barChart() }, headers);
  const { url } = (await created.clone().json()) as { url: string };
  const [etag, chart] = [(await fetch(address)).headers.get('etag')!, { chart: barChart() }];
  return [
    created,
    await fetch(address, { headers }),
    await fetch(address, { method: 'HEAD', headers }),
    await fetch(address, { headers: { ...headers, 'if-none-match': etag } }),
    await fetch(address.replace('/chart?', '/chart.svg?'), { headers }),
    await fetch(address.replace('/chart?', '/k8s-app-monitor-agent/chart/?'), { headers }),
    await fetch(url, { headers }),
    await post(`${agent.url}/chart`, chart, headers),
    await post(`${agent.url}/chart.png`, chart, headers),
    await fetch(`${agent.url}/chart?c={}`, { headers }),
    await fetch(`${agent.url}/chart?c={}`, { headers: { ...headers, accept: 'application/json' } }),
    await post(`${agent.url}/chart`, chart, { ...headers, 'content-type': 'text/csv' }),
    await post(`${agent.url}/chart`, { chart: 'x'.repeat(2_000_000) }, headers),
  ];
}

const preflight = (path: string, origin: string, method = 'POST') =>
  fetch(agent.url + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type',
    },
  });

/** Routes that show data of the cluster, or are not for web pages. */
const PRIVATE = [
  '/',
  '/k8s-app-monitor-test',
  '/k8s-app-monitor-test.png',
  '/graph',
  '/graph.svg',
  '/d3graph',
  '/healthz',
  '/readyz',
  '/healthcheck',
  '/openapi.json',
  '/docs',
  '/nope',
];

describe('by default', () => {
  it('pages of every origin can read charts and their errors, without credentials', async () => {
    agent = await chartAgent();
    const all = await answers(OTHER);

    expect(all.map(({ status }) => status)).toEqual([
      200, 200, 200, 304, 200, 200, 200, 200, 200, 400, 400, 415, 413,
    ]);
    expect(new Set(all.map(allowed))).toEqual(new Set(['*']));
    for (const answer of all) {
      expect(answer.headers.get('access-control-expose-headers')).toMatch(/X-Quickchart-Error/);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(varies(answer) ?? '').not.toMatch(/Origin/);
    }
  });

  it('a preflight allows what the route has', async () => {
    agent = await chartAgent();
    const asked = [
      '/chart',
      '/chart/',
      '/chart.png',
      '/chart/create',
      '/chart/render/abc',
      '/chart/render/abc.svg',
    ];
    const all = await Promise.all(asked.map((path) => preflight(path, OTHER)));

    expect(all.map(({ status }) => status)).toEqual(asked.map(() => 204));
    expect(all.map(({ headers }) => headers.get('access-control-allow-methods'))).toEqual([
      'GET, HEAD, POST',
      'GET, HEAD, POST',
      'GET, HEAD, POST',
      'POST',
      'GET, HEAD',
      'GET, HEAD',
    ]);
    expect(all.map(allowed)).toEqual(asked.map(() => '*'));
    expect(all[0]!.headers.get('access-control-allow-headers')).toMatch(/^Content-Type,/);
    expect(await all[0]!.text()).toBe('');
  });

  it('OPTIONS that is no preflight only lists the methods', async () => {
    agent = await chartAgent();
    const { status, headers } = await fetch(`${agent.url}/chart`, { method: 'OPTIONS' });

    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    expect(headers.get('access-control-allow-methods')).toBeNull();
  });

  it('no other route is shared', async () => {
    agent = await chartAgent();
    const all = await Promise.all(
      PRIVATE.flatMap((path) => [
        fetch(agent.url + path, { headers: { origin: OTHER } }),
        preflight(path, OTHER, 'GET'),
      ]),
    );

    expect(all.map(allowed)).toEqual(all.map(() => null));
    expect(all.filter((_, index) => index % 2 === 1).map(({ status }) => status)).toEqual(
      PRIVATE.map(() => 404),
    );
  });
});

describe('with a list of origins', () => {
  it('pages of these can read charts, and caches keep the answers apart', async () => {
    agent = await chartAgent({ CORS_ORIGINS: `${HERE}, http://localhost:3000` });
    const [here, there] = [await answers(HERE), await answers(OTHER)];

    expect(here.map(allowed)).toEqual(here.map(() => HERE));
    expect(there.map(allowed)).toEqual(there.map(() => null));
    for (const answer of [...here, ...there]) expect(varies(answer)).toMatch(/(^|, )Origin$/);
    expect(here.map(varies)).toContain('Accept, Origin');
    expect(allowed(await fetch(chartAddress(agent, { c: barChart() })))).toBeNull();
  });

  it('a preflight from another origin is not allowed anything', async () => {
    agent = await chartAgent({ CORS_ORIGINS: HERE });
    const [here, there, similar] = [
      await preflight('/chart', HERE),
      await preflight('/chart', OTHER),
      await preflight('/chart', `${HERE}.evil.example`),
    ];

    expect([here, there, similar].map(allowed)).toEqual([HERE, null, null]);
    expect(there.headers.get('access-control-allow-methods')).toBeNull();
    expect([here, there].map(varies)).toEqual(['Origin', 'Origin']);
  });
});

describe('with none', () => {
  it('pages of no other origin can read charts', async () => {
    agent = await chartAgent({ CORS_ORIGINS: 'none' });
    const all = await answers(HERE);
    const { status, headers } = await preflight('/chart', HERE);

    expect(all.map(allowed)).toEqual(all.map(() => null));
    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    expect(headers.get('access-control-allow-methods')).toBeNull();
  });
});
