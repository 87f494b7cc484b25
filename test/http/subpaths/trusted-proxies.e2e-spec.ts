import { afterEach, describe, expect, it } from '@jest/globals';
import { getAsIs } from '../../support/get-as-is.js';
import { RunningService, type ServiceName } from '../../support/running-service.js';

const SERVICES: readonly ServiceName[] = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'];
const FORWARDED = {
  'x-forwarded-prefix': '/monitor',
  'x-forwarded-host': 'charts.example',
  'x-forwarded-proto': 'https',
};

let service: RunningService;

afterEach(() => service.stop());

/** Everything that a service derives from the headers of a proxy. */
async function derived(name: ServiceName): Promise<Record<string, boolean>> {
  const html = { accept: 'text/html', ...FORWARDED };
  const [json, yaml, swagger, unknown, badPath, index] = await Promise.all([
    getAsIs(service.url, '/openapi.json', FORWARDED),
    getAsIs(service.url, '/openapi.yaml', FORWARDED),
    getAsIs(service.url, '/docs/swagger-ui-init.js', FORWARDED),
    getAsIs(service.url, '/no/such/page', html),
    getAsIs(service.url, '/%ff', html),
    getAsIs(service.url, '/', name === 'k8s-app-monitor-test' ? FORWARDED : html),
  ]);
  const body = JSON.stringify({ chart: { type: 'bar', data: { labels: ['a'], datasets: [{ data: [1] }] } } });
  const created = await fetch(`${service.url}/chart/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...FORWARDED },
    body,
  });
  const address = created.ok ? ((await created.json()) as { url: string }).url : undefined;
  return {
    'openapi.json': json.body.includes('"url":"/monitor"'),
    'openapi.yaml': yaml.body.includes('url: /monitor'),
    docs: swagger.body.includes('"url": "/monitor"'),
    'page for an unknown address': unknown.body.includes('<base href="/monitor/"'),
    'page for a bad address': badPath.body.includes('<base href="/monitor/"'),
    index: index.body.includes('"/monitor/'),
    ...(address === undefined
      ? {}
      : { 'chart/create': address.startsWith('https://charts.example/monitor/') }),
  };
}

describe.each(SERVICES)('%s', (name) => {
  it.each<{ settings: Record<string, string>; isTrusted: boolean }>([
    // The connections of this test come from 127.0.0.1, to a socket for both families from ::ffff:127.0.0.1.
    { settings: {}, isTrusted: true },
    { settings: { TRUST_PROXY: 'all' }, isTrusted: true },
    { settings: { TRUST_PROXY: '127.0.0.1', LISTEN_ADDRESS: '::' }, isTrusted: true },
    { settings: { TRUST_PROXY: 'none' }, isTrusted: false },
    { settings: { TRUST_PROXY: '192.0.2.0/24,::1' }, isTrusted: false },
    { settings: { TRUST_PROXY: '10.0.0.0/8', LISTEN_ADDRESS: '::' }, isTrusted: false },
  ])('with $settings believes the headers of a proxy: $isTrusted', async ({ settings, isTrusted }) => {
    service = await RunningService.start(name, { RENDER_WORKERS: '1', ...settings });
    const uses = await derived(name);

    expect(Object.keys(uses)).toHaveLength(name === 'k8s-app-monitor-agent' ? 7 : 6);
    expect(uses).toEqual(Object.fromEntries(Object.keys(uses).map((place) => [place, isTrusted])));
  });

  it('does not start with a value that is not a list of networks', async () => {
    service = RunningService.spawn(name, { TRUST_PROXY: '10.0.0.0/33' });

    expect((await service.ended).code).toBe(78);
    expect(service.stderr.join('')).toContain(
      'Expected TRUST_PROXY to be all, none, or at most 64 IP addresses and networks (CIDR) separated by commas but received "10.0.0.0/33"',
    );
  });

  it('names the header in each document that depends on it, and lets no cache keep it', async () => {
    service = await RunningService.start(name);
    for (const path of ['/openapi.json', '/openapi.yaml', '/docs', '/docs/', '/docs/swagger-ui-init.js']) {
      const { status, headers } = await getAsIs(service.url, path, FORWARDED);
      expect([path, status, headers.vary, headers['cache-control']]).toEqual([
        path,
        200,
        'X-Forwarded-Prefix',
        'no-store',
      ]);
    }
    const { headers } = await getAsIs(service.url, '/docs/swagger-ui.css');
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=0',
      etag: expect.any(String) as unknown,
    });
  });
});
