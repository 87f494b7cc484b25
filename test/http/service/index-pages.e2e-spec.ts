import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { agentOf } from '../../support/agent-of.js';
import { getAsIs } from '../../support/get-as-is.js';
import { RunningService } from '../../support/running-service.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const HTML = 'text/html; charset=utf-8';
const PROBLEM = 'application/problem+json; charset=utf-8';
const NO_SOURCE_BUT_STYLE =
  /^default-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'; style-src 'sha256-[^ ]+'$/;

let metricsApi: RunningService;
let agent: RunningService;

beforeAll(async () => {
  metricsApi = await RunningService.start('k8s-app-monitor-test');
  agent = await agentOf(metricsApi, {
    SERVICES: JSON.stringify([{ name: 'shop', kind: 'app-monitor', url: metricsApi.url }]),
    BASE_PATHS: '/charts',
  });
});

afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

/** A page in a browser, with the addresses of its links. */
async function pageAt(service: RunningService, path: string, headers = {}) {
  const {
    status,
    headers: answered,
    body,
  } = await getAsIs(service.url, path, { accept: BROWSER, ...headers });
  const [, base = ''] = /<base href="([^"]*)"/.exec(body) ?? [];
  const hrefs = [...body.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => unescaped(href!));
  const links = hrefs.map((href) => new URL(href, new URL(base, service.url + path)).href);
  return { status, type: answered['content-type'], headers: answered, body, hrefs, links };
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
}

/** The addresses of a page's links behind a proxy that strips the prefix `/model` and does not report it. */
function linksBehindProxy({ body, hrefs }: { body: string; hrefs: string[] }, path: string): string[] {
  const [, base = ''] = /<base href="([^"]*)"/.exec(body) ?? [];
  return hrefs.map((href) => new URL(href, new URL(base, `http://proxy/model${path}`)).href);
}

async function statusesOf(links: readonly string[]): Promise<number[]> {
  return Promise.all(links.map(async (link) => (await fetch(link)).status));
}

describe('an unknown address of the agent', () => {
  it.each([
    '/nope',
    '/nope/deeper/still',
    '/nope/',
    '/nope.gif',
    '/nope.html',
    '/k8s-app-monitor-agent/nope',
    '/k8s-app-monitor-agent/nope/deeper',
    '/charts/nope',
    '/charts/nope/deeper',
  ])('%s is a page in a browser, whose links lead somewhere', async (path) => {
    const page = await pageAt(agent, path);

    expect(page).toMatchObject({ status: 404, type: HTML });
    expect(page.headers['content-security-policy']).toMatch(NO_SOURCE_BUT_STYLE);
    expect(page.headers.vary).toBe('Accept, X-Forwarded-Prefix');
    expect(page.hrefs).toEqual(
      expect.arrayContaining([
        'k8s-app-monitor-agent',
        'k8s-app-monitor-test',
        'shop',
        'docs',
        'api.html',
        'readyz',
      ]),
    );
    expect(page.body).not.toMatch(/\.png|<img|<script/);
    expect(new Set(await statusesOf(page.links))).toEqual(new Set([200]));
  });

  it.each([
    ['cannot be decoded', '/%zz', 400],
    ['cannot be decoded under a prefix', '/k8s-app-monitor-agent/%E4', 400],
    ['is too long', `/${'x'.repeat(2000)}`, 414],
  ])('that %s is a page in a browser as well', async (_reason, path, status) => {
    const page = await pageAt(agent, path);
    const program = await getAsIs(agent.url, path, { accept: '*/*' });

    expect(page).toMatchObject({ status, type: HTML });
    expect(new Set(await statusesOf(page.links))).toEqual(new Set([200]));
    expect([program.status, program.headers['content-type']]).toEqual([status, PROBLEM]);
  });

  it('is a problem document for other methods, in a browser too', async () => {
    for (const path of ['/shop', '/nope', '/nope/deeper']) {
      const response = await fetch(agent.url + path, { method: 'POST', headers: { accept: BROWSER } });

      expect([response.status, response.headers.get('content-type')]).toEqual([404, PROBLEM]);
    }
  });

  it('is linked with the prefix that a proxy reports', async () => {
    const { links } = await pageAt(agent, '/nope/deeper', { 'x-forwarded-prefix': '/monitor' });

    expect(links).toContain(`${agent.url}/monitor/shop`);
  });

  it('shows what was mistyped, as text', async () => {
    const { body } = await pageAt(agent, '/a/<b>&"');

    expect(body).toContain('There is nothing at /a/&lt;b&gt;&amp;&quot;.');
  });

  it('shows that a long address is cut', async () => {
    const { body } = await pageAt(agent, '/x'.repeat(101));

    expect(body).toContain(`There is nothing at ${'/x'.repeat(100)}…. These`);
  });

  it.each([
    ['/nope', '*/*', PROBLEM],
    ['/nope', 'application/json', PROBLEM],
    ['/nope/deeper', '*/*', PROBLEM],
    ['/nope', 'image/avif,image/webp,image/*,*/*;q=0.8', 'image/png'],
    ['/nope.png', BROWSER, 'image/png'],
    ['/nope.jpg', '*/*', 'image/jpeg'],
  ])('%s with Accept: %s is %s', async (path, accept, type) => {
    const { status, headers } = await getAsIs(agent.url, path, { accept });

    expect([status, headers['content-type']]).toEqual([404, type]);
  });
});

describe('the root of the metrics API', () => {
  it('is a page in a browser, whose links lead somewhere', async () => {
    const page = await pageAt(metricsApi, '/');

    expect(page).toMatchObject({ status: 200, type: HTML });
    expect(page.headers['content-security-policy']).toMatch(NO_SOURCE_BUT_STYLE);
    expect(page.headers.vary).toBe('Accept, X-Forwarded-Prefix');
    expect(page.hrefs).toEqual(
      expect.arrayContaining(['metrics', 'api/v1/apps', 'api/v1/scenario', 'docs', 'api.html']),
    );
    expect(new Set(await statusesOf(page.links))).toEqual(new Set([200]));
  });

  it.each(['*/*', 'application/json'])('has the same links as JSON with Accept: %s', async (accept) => {
    const { status, headers, body } = await getAsIs(metricsApi.url, '/', { accept });
    const { service, links } = JSON.parse(body) as {
      service: string;
      links: { href: string; title: string }[];
    };

    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(headers.vary).toBe('Accept, X-Forwarded-Prefix');
    expect(service).toBe('k8s-app-monitor-test');
    expect(links.map(({ href }) => metricsApi.url + href)).toEqual((await pageAt(metricsApi, '/')).links);
  });

  it('has links with the prefix that a proxy reports', async () => {
    const { body } = await getAsIs(metricsApi.url, '/', { 'x-forwarded-prefix': '/model' });

    expect(body).toContain('"href":"/model/metrics"');
    expect((await pageAt(metricsApi, '/', { 'x-forwarded-prefix': '/model' })).links).toContain(
      `${metricsApi.url}/model/metrics`,
    );
  });

  it.each(['/', '/nope', '/nope/', '/nope/deeper'])(
    'is linked from %s behind a proxy that strips a prefix silently',
    async (path) => {
      expect(linksBehindProxy(await pageAt(metricsApi, path), path)).toContain(
        'http://proxy/model/api/v1/apps',
      );
    },
  );

  it('refuses other formats', async () => {
    expect(await getAsIs(metricsApi.url, '/', { accept: 'image/png' })).toMatchObject({ status: 406 });
  });
});

describe('an unknown address of the metrics API', () => {
  it.each(['/nope', '/api/v1/nope/deeper', '/docs/nope.html'])(
    '%s is a page in a browser and a problem document for programs',
    async (path) => {
      const page = await pageAt(metricsApi, path);
      const program = await getAsIs(metricsApi.url, path, { accept: '*/*' });

      expect(page).toMatchObject({ status: 404, type: HTML });
      expect(new Set(await statusesOf(page.links))).toEqual(new Set([200]));
      expect([program.status, program.headers['content-type']]).toEqual([404, PROBLEM]);
    },
  );

  it('does not change the original answer about an unknown application', async () => {
    const { status, body } = await getAsIs(metricsApi.url, '/metrics/nope', { accept: BROWSER });

    expect([status, body]).toEqual([404, '"Could not find metric in repository"\n']);
  });
});
