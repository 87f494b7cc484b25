// Uses the containers that tools/image/with-compose.mjs has started, as clients do.
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AGENT, docker, evaluateIn, get, inspect, METRICS_API, until, untilHealthy } from './docker.js';

const CONTAINERS = [METRICS_API, AGENT];
const ADDRESSES = ['/', '/k8s-app-monitor-test', '/k8s-app-monitor-agent'];
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const PNG_SIGNATURE = '89504e470d0a1a0a';

async function expectPicture(response: Response): Promise<void> {
  expect(response.headers.get('content-type')).toBe('image/png');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.toString('hex', 0, 8)).toBe(PNG_SIGNATURE);
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1024, 512]);
}

// Each command in a container starts a process there, and the machine can be busy.
jest.setTimeout(60_000);

beforeAll(async () => {
  for (const container of CONTAINERS) await untilHealthy(container);
}, 120_000);

it.each(ADDRESSES)('%s is an image for curl', async (address) => {
  const response = await get(AGENT, address);

  expect(response.status).toBe(200);
  await expectPicture(response);
});

it.each(ADDRESSES)(
  '%s is a page for a browser, and everything that the page loads exists',
  async (address) => {
    const response = await get(AGENT, address, BROWSER);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    const page = await response.text();
    const base = new URL(/<base href="([^"]+)"/.exec(page)?.[1] ?? address, response.url);
    const loaded = [...page.matchAll(/<(?:script|img|link)[^>]* (?:src|href)="([^"]+)"/g)].map(
      ([, reference]) => new URL(reference ?? '', base),
    );
    expect(loaded.length).toBeGreaterThanOrEqual(3);
    for (const { href } of loaded)
      expect({ href, status: (await fetch(href)).status }).toEqual({ href, status: 200 });
  },
);

it('the metrics API answers as the original did, and its host is its container', async () => {
  const response = await get(METRICS_API, '/metrics');

  expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
  const { host, ...rest } = (await response.json()) as Record<string, unknown>;
  expect(String(await inspect(METRICS_API.name, '.Id'))).toMatch(new RegExp(`^${String(host)}`));
  expect(host).not.toBe('');
  expect(rest).toMatchObject({ app_name: 'test-app', domain: 'test-domain' });
});

describe.each(CONTAINERS)('$service', (container) => {
  it.each([
    ['/docs/', 'text/html', 'swagger-ui'],
    ['/docs/swagger-ui-bundle.js', 'javascript', 'SwaggerUIBundle'],
    ['/docs/swagger-ui-standalone-preset.js', 'javascript', 'SwaggerUIStandalonePreset'],
    ['/docs/swagger-ui-init.js', 'javascript', 'SwaggerUIBundle'],
    ['/docs/swagger-ui.css', 'text/css', '.swagger-ui'],
    ['/docs/favicon-32x32.png', 'image/png', 'PNG'],
    ['/openapi.json', 'application/json', '"openapi"'],
    ['/openapi.yaml', 'application/yaml', 'openapi: '],
    ['/api.html', 'text/html', '<html'],
  ])('serves %s', async (path, type, content) => {
    const response = await get(container, path);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toContain(content);
  });

  it('serves its own metrics inside the network, with the built revision', async () => {
    const metrics = await evaluateIn(
      container,
      "console.log(await (await fetch('http://localhost:9464/metrics')).text())",
    );

    const buildInfo = metrics.split('\n').find((line) => line.startsWith('k8s_app_monitor_build_info{'));
    expect(buildInfo).toContain(`service="${container.service}"`);
    expect(buildInfo).toContain(`revision="${process.env['REVISION']}"`);
  });
});

// Last, because the containers are stopped here. A process that ignores SIGTERM would be killed, with exit code 137.
describe('when a container is stopped', () => {
  afterEach(async () => {
    await docker('start', METRICS_API.name, AGENT.name);
    for (const container of CONTAINERS) await untilHealthy(container);
  }, 120_000);

  it('the agent returns an error image while the metrics API is down, and recovers by itself', async () => {
    await docker('stop', METRICS_API.name);
    expect(await inspect(METRICS_API.name, '.State.ExitCode')).toBe(0);

    const failed = await get(AGENT, '/k8s-app-monitor-agent');
    expect(failed.status).toBe(502);
    await expectPicture(failed);
    expect((await get(AGENT, '/', BROWSER)).status).toBe(502);
    expect((await get(AGENT, '/healthz')).status).toBe(200);

    await docker('start', METRICS_API.name);
    await until('the agent to recover', async () => (await get(AGENT, '/')).status === 200);
    await expectPicture(await get(AGENT, '/'));
  }, 120_000);

  it('the agent ends with exit code 0 as well', async () => {
    await docker('stop', AGENT.name);

    expect(await inspect(AGENT.name, '.State.ExitCode')).toBe(0);
  });
});
