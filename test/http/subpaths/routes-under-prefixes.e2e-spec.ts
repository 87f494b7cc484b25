import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { getAsIs } from '../../support/get-as-is.js';
import { agentOf } from '../../support/agent-of.js';
import { RunningService } from '../../support/running-service.js';

jest.setTimeout(60_000);

const BASE_PATHS = ['/charts', '/team-a/monitor'];
const PREFIXES = ['/k8s-app-monitor-agent', '/k8s-app-monitor-test', ...BASE_PATHS];

// Every route of the agent with the media type of its answer; addresses of pictures with and without a format.
const ROUTES: readonly [path: string, accept: string, type: string][] = [
  ['/', '*/*', 'image/png'],
  ['/', 'text/html', 'text/html; charset=utf-8'],
  ['/?format=svg', '*/*', 'image/svg+xml'],
  ['/k8s-app-monitor-agent', '*/*', 'image/png'],
  ['/k8s-app-monitor-agent', 'text/html', 'text/html; charset=utf-8'],
  ['/k8s-app-monitor-agent?format=svg', '*/*', 'image/svg+xml'],
  ['/k8s-app-monitor-agent.png', 'text/html', 'image/png'],
  ['/k8s-app-monitor-agent.svg', 'text/html', 'image/svg+xml'],
  ['/k8s-app-monitor-agent.html', 'image/png', 'text/html; charset=utf-8'],
  ['/k8s-app-monitor-test', '*/*', 'image/png'],
  ['/k8s-app-monitor-test', 'text/html', 'text/html; charset=utf-8'],
  ['/k8s-app-monitor-test?format=html', '*/*', 'text/html; charset=utf-8'],
  ['/k8s-app-monitor-test.png', 'text/html', 'image/png'],
  ['/k8s-app-monitor-test.svg', 'text/html', 'image/svg+xml'],
  ['/k8s-app-monitor-test.html', 'image/png', 'text/html; charset=utf-8'],
  ['/shop', '*/*', 'image/png'],
  ['/shop', 'text/html', 'text/html; charset=utf-8'],
  ['/shop.svg', 'text/html', 'image/svg+xml'],
  ["/chart?f=svg&c={type:'bar',data:{datasets:[{data:[1]}]}}", '*/*', 'image/svg+xml'],
  ["/chart.svg?c={type:'bar',data:{datasets:[{data:[1]}]}}", '*/*', 'image/svg+xml'],
  ["/chart/?f=svg&c={type:'bar',data:{datasets:[{data:[1]}]}}", '*/*', 'image/svg+xml'],
  ['/healthcheck', '*/*', 'application/json; charset=utf-8'],
  ['/healthcheck/', '*/*', 'application/json; charset=utf-8'],
  ['/graph', '*/*', 'application/json; charset=utf-8'],
  ['/graph', 'text/html', 'text/html; charset=utf-8'],
  ['/graph.svg', 'text/html', 'image/svg+xml'],
  ['/graph.json', 'text/html', 'application/json; charset=utf-8'],
  ['/graph/nodegraph', '*/*', 'application/json; charset=utf-8'],
  ['/d3graph', '*/*', 'application/json; charset=utf-8'],
  ['/dotgraph', '*/*', 'text/plain; charset=utf-8'],
  ['/dotviz', '*/*', 'text/html; charset=utf-8'],
  ['/force/forcegraph.html', '*/*', 'text/html; charset=utf-8'],
  ['/assets/page.js', '*/*', 'text/javascript; charset=utf-8'],
  ['/assets/page.css', '*/*', 'text/css; charset=utf-8'],
  ['/assets/icon.svg', '*/*', 'image/svg+xml'],
  ['/docs', '*/*', 'text/html'],
  ['/docs/', '*/*', 'text/html'],
  ['/docs/swagger-ui-init.js', '*/*', 'application/javascript'],
  ['/docs/swagger-ui-bundle.js', '*/*', 'application/javascript; charset=utf-8'],
  ['/docs/swagger-ui-standalone-preset.js', '*/*', 'application/javascript; charset=utf-8'],
  ['/docs/swagger-ui.css', '*/*', 'text/css; charset=utf-8'],
  ['/docs/favicon-32x32.png', '*/*', 'image/png'],
  ['/openapi.json', '*/*', 'application/json; charset=utf-8'],
  ['/openapi.yaml', '*/*', 'application/yaml; charset=utf-8'],
  ['/api.html', '*/*', 'text/html; charset=utf-8'],
  ['/healthz', '*/*', 'application/json; charset=utf-8'],
  ['/readyz', '*/*', 'application/json; charset=utf-8'],
];

const UNKNOWN = [
  '/nope',
  '/assets/',
  '/assets/nope.js',
  '/docs/nope.js',
  '/healthz/',
  '/k8s-app-monitor-agentx',
  '/k8s-app-monitor-agent/healthz/nope',
  '//evil.example',
  '//evil.example/..',
  '/%2e%2e/healthz',
  '/metrics',
];

let metricsApi: RunningService;
let agent: RunningService;

beforeAll(async () => {
  metricsApi = await RunningService.start('k8s-app-monitor-test');
  agent = await agentOf(metricsApi, {
    SERVICES: JSON.stringify([{ name: 'shop', kind: 'app-monitor', url: metricsApi.url }]),
    BASE_PATHS: BASE_PATHS.join(),
  });
});

afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

async function ask(path: string, accept = '*/*') {
  const { status, headers, body } = await getAsIs(agent.url, path, { accept });
  return { status, type: headers['content-type'], location: headers.location, body };
}

describe.each(['', ...PREFIXES])('under "%s"', (prefix) => {
  it.each(ROUTES)('%s with Accept: %s answers %s', async (path, accept, type) => {
    expect(await ask(prefix + path, accept)).toMatchObject({ status: 200, type });
  });

  it.each(UNKNOWN)('%s is not found', async (path) => {
    expect(await ask(prefix + path)).toMatchObject({
      status: 404,
      type: 'application/problem+json; charset=utf-8',
      location: undefined,
    });
  });

  it('creates short addresses that begin with the prefix and lead to the chart', async () => {
    const chart = { type: 'bar', data: { datasets: [{ data: [1] }] } };
    const created = await fetch(`${agent.url}${prefix}/chart/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chart, version: '4', format: 'svg' }),
    });
    const { url } = (await created.json()) as { url: string };
    const { pathname } = new URL(url);

    expect(pathname.startsWith(`${prefix}/chart/render/`)).toBe(true);
    expect(await ask(pathname)).toMatchObject({ status: 200, type: 'image/svg+xml' });
  });

  it('serves no file outside the folder of Swagger UI', async () => {
    expect(await ask(`${prefix}/docs/../package.json`)).toMatchObject({ status: 403 });
    expect(await ask(`${prefix}/docs/%2e%2e/package.json`)).toMatchObject({ status: 403 });
  });

  it('refuses an unavailable format, as at the root', async () => {
    expect(await ask(`${prefix}/?format=gif`)).toMatchObject({ status: 406 });
    expect(await ask(`${prefix}/k8s-app-monitor-agent.gif`)).toMatchObject({ status: 406 });
  });

  it.each(['/assets/page.js', '/assets/page.css', '/docs/swagger-ui.css', '/api.html'])(
    '%s is the same file as at the root',
    async (path) => {
      expect((await ask(prefix + path)).body).toBe((await ask(path)).body);
    },
  );
});

describe.each(BASE_PATHS)('the base path %s alone', (path) => {
  it.each([
    ['', 'image/png'],
    ['?format=svg', 'image/svg+xml'],
    ['?format=html', 'text/html; charset=utf-8'],
  ])('with "%s" answers like the root, with %s', async (query, type) => {
    expect(await ask(path + query)).toMatchObject({ status: 200, type, location: undefined });
  });

  it('is not a name that accepts the extension of a format', async () => {
    expect(await ask(`${path}.png`)).toMatchObject({ status: 404 });
  });
});

it('the list above has every route of the API document', async () => {
  const { paths } = JSON.parse((await ask('/openapi.json')).body) as { paths: Record<string, unknown> };
  const listed = ROUTES.map(([path]) =>
    path
      .replace(/\?.*/, '')
      .replace(/\.(png|svg)$/, '.{extension}')
      .replace(/^\/shop\b/, '/{service}'),
  ).concat('/chart/create', '/chart/render/{path}', '/healthcheck/chart');

  expect(Object.keys(paths).length).toBeGreaterThan(0);
  expect(Object.keys(paths).filter((path) => !listed.includes(path))).toEqual([]);
});

it('keeps the prefix of an address that only begins like a base path', async () => {
  expect(await ask('/k8s-app-monitor-agents/healthz')).toMatchObject({ status: 404 });
  expect(await ask('/?next=/k8s-app-monitor-agent/healthz')).toMatchObject({ type: 'image/png' });
});
