import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { getAsIs } from '../../support/get-as-is.js';
import { agentOf } from '../../support/agent-of.js';
import { RunningService } from '../../support/running-service.js';

jest.setTimeout(60_000);

// Neither the path nor a header names the prefix: relative to the address of the page.
const RELATIVE_TO_PAGE = 'k8s-app-monitor-agent/';

const HOSTILE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/a"><script>',
  "/a' onload='",
  '/../x',
  '/a/../..',
  '/a/./b',
  '/%2e%2e/x',
  '/a b',
  '/a?b',
  '/a#b',
  '/a//b',
  'javascript:alert(1)',
  'https://evil.example/a',
  'evil.example',
  'a/b',
  `/${'a'.repeat(300)}`,
  '/a, /b',
  '/a,/b',
  '',
  '/',
];

let metricsApi: RunningService;
let agent: RunningService;

beforeAll(async () => {
  metricsApi = await RunningService.start('k8s-app-monitor-test');
  agent = await agentOf(metricsApi, { BASE_PATHS: '/charts,/charts/team-a' });
});

afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

function get(path: string, ...prefixLines: string[]) {
  const prefix = prefixLines.length > 0 ? { 'x-forwarded-prefix': prefixLines } : {};
  return getAsIs(agent.url, path, { accept: 'text/html', ...prefix });
}

async function baseOf(path: string, ...prefixLines: string[]): Promise<string> {
  const { body } = await get(path, ...prefixLines);
  const bases = [...body.matchAll(/<base href="([^"]*)" \/>/g)].map(([, href]) => href!);
  expect(bases).toHaveLength(1);
  expect(body).not.toContain('evil.example');
  expect(body).not.toContain('<script>');
  return bases[0]!;
}

describe('the base of the page', () => {
  it.each([
    ['/', RELATIVE_TO_PAGE],
    ['/?format=html', RELATIVE_TO_PAGE],
    ['/?next=/k8s-app-monitor-test/', RELATIVE_TO_PAGE],
    ['/k8s-app-monitor-agent.html', RELATIVE_TO_PAGE],
    ['/k8s-app-monitor-agent', '/k8s-app-monitor-agent/'],
    ['/k8s-app-monitor-agent?a=/../..', '/k8s-app-monitor-agent/'],
    ['/k8s-app-monitor-agent/', '/k8s-app-monitor-agent/'],
    ['/k8s-app-monitor-agent/?format=html', '/k8s-app-monitor-agent/'],
    ['/k8s-app-monitor-agent/k8s-app-monitor-test', '/k8s-app-monitor-agent/'],
    ['/k8s-app-monitor-test', '/k8s-app-monitor-test/'],
    ['/k8s-app-monitor-test/k8s-app-monitor-test.html', '/k8s-app-monitor-test/'],
    ['/charts', '/charts/'],
    ['/charts?format=html', '/charts/'],
    ['/charts/', '/charts/'],
    ['/charts/k8s-app-monitor-test', '/charts/'],
    ['/charts/team-a', '/charts/team-a/'],
    ['/charts/team-a/?a=/charts/', '/charts/team-a/'],
  ])('of %s without a proxy is %s', async (path, base) => {
    expect(await baseOf(path)).toBe(base);
  });

  it.each([
    // Stripped: the header names what is missing in front of the path.
    ['/', '/monitor', '/monitor/'],
    ['/', '/monitor/', '/monitor/'],
    ['/?format=html', '/monitor', '/monitor/'],
    ['/', '/team-a/app_1.2/~x', '/team-a/app_1.2/~x/'],
    ['/', `/${'a'.repeat(255)}`, `/${'a'.repeat(255)}/`],
    ['/k8s-app-monitor-test', '/monitor', '/monitor/k8s-app-monitor-test/'],
    ['/k8s-app-monitor-test/', '/monitor/', '/monitor/k8s-app-monitor-test/'],
    ['/', '/k8s-app-monitor-agent', '/k8s-app-monitor-agent/'],
    // Not stripped despite the header: the path already has the prefix.
    ['/k8s-app-monitor-agent', '/k8s-app-monitor-agent', '/k8s-app-monitor-agent/'],
    ['/k8s-app-monitor-agent/', '/k8s-app-monitor-agent/', '/k8s-app-monitor-agent/'],
  ])('of %s with X-Forwarded-Prefix: %s is %s', async (path, prefix, base) => {
    expect(await baseOf(path, prefix)).toBe(base);
  });

  it.each(HOSTILE)('ignores X-Forwarded-Prefix: %s', async (prefix) => {
    expect(await baseOf('/', prefix)).toBe(RELATIVE_TO_PAGE);
    expect(await baseOf('/k8s-app-monitor-test/', prefix)).toBe('/k8s-app-monitor-test/');
  });

  it('ignores a repeated header', async () => {
    expect(await baseOf('/', '/a', '/b')).toBe(RELATIVE_TO_PAGE);
    expect(await baseOf('/', '/a', '//evil.example')).toBe(RELATIVE_TO_PAGE);
  });

  it('does not depend on a path that looks like a host', async () => {
    const { status, headers } = await get('//evil.example/k8s-app-monitor-agent/');

    expect(status).toBe(404);
    expect(headers.location).toBeUndefined();
  });

  it('varies with the header for caches, and the page policy limits it to its own host', async () => {
    const { headers } = await get('/', '/monitor');

    expect(headers.vary).toBe('Accept, X-Forwarded-Prefix');
    expect(headers['content-security-policy']).toContain("base-uri 'self'");
  });
});

describe('the server of the API document', () => {
  it.each([
    ['/openapi.json', [], '../k8s-app-monitor-agent'],
    ['/openapi.json', ['/monitor'], '/monitor'],
    ['/openapi.json', ['//evil.example'], '../k8s-app-monitor-agent'],
    ['/k8s-app-monitor-agent/openapi.json', [], '/k8s-app-monitor-agent'],
    ['/k8s-app-monitor-test/openapi.json', ['/monitor/'], '/monitor/k8s-app-monitor-test'],
    ['/charts/openapi.json', [], '/charts'],
    ['/charts/team-a/openapi.json', ['/eu'], '/eu/charts/team-a'],
    ['/charts/openapi.json', ['//evil.example'], '/charts'],
  ])('of %s with X-Forwarded-Prefix %j is %s', async (path, prefixLines, url) => {
    const { body } = await get(path, ...prefixLines);

    expect((JSON.parse(body) as { servers: unknown }).servers).toEqual([{ url }]);
  });
});
