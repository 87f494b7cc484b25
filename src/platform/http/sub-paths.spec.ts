import { describe, expect, it } from '@jest/globals';
import { baseHref, rewriteUrl } from './sub-paths.js';

const SUB_PATHS = {
  routes: ['/k8s-app-monitor-agent', '/k8s-app-monitor-test'],
  basePaths: ['/charts', '/charts/team-a'],
  slashedPaths: ['/chart', '/chart/create'],
};

describe('rewriteUrl', () => {
  it.each([
    ['/', '/'],
    ['/docs', '/docs'],
    ['/k8s-app-monitor-agent', '/k8s-app-monitor-agent'],
    ['/k8s-app-monitor-agent?format=svg', '/k8s-app-monitor-agent?format=svg'],
    ['/k8s-app-monitor-agent.png', '/k8s-app-monitor-agent.png'],
    ['/k8s-app-monitor-agent/', '/'],
    ['/k8s-app-monitor-agent/?format=svg', '/?format=svg'],
    ['/k8s-app-monitor-test/docs/swagger-ui.css', '/docs/swagger-ui.css'],
    ['/k8s-app-monitor-agent/k8s-app-monitor-test.png', '/k8s-app-monitor-test.png'],
    ['/k8s-app-monitor-agents/docs', '/k8s-app-monitor-agents/docs'],
    ['/x/k8s-app-monitor-agent/docs', '/x/k8s-app-monitor-agent/docs'],
    ['/charts', '/'],
    ['/charts?format=svg', '/?format=svg'],
    ['/charts/', '/'],
    ['/charts/docs', '/docs'],
    ['/charts/k8s-app-monitor-agent', '/k8s-app-monitor-agent'],
    ['/charts/team-a', '/'],
    ['/charts/team-a?a=/charts', '/?a=/charts'],
    ['/charts/team-a/docs', '/docs'],
    ['/charts/team-b', '/team-b'],
    ['/charts.png', '/charts.png'],
    ['/chartsx/docs', '/chartsx/docs'],
    ['/?next=/charts/docs', '/?next=/charts/docs'],
    ['/chart/', '/chart'],
    ['/chart/?c=/', '/chart?c=/'],
    ['/chart/create/', '/chart/create'],
    ['/charts/team-a/chart/?c=', '/chart?c='],
    ['/chart', '/chart'],
    ['/chart//', '/chart//'],
    ['/chart/x/', '/chart/x/'],
    ['/charts/chart.png/', '/chart.png/'],
  ])('%s becomes %s', (url, rewritten) => {
    expect(rewriteUrl(url, SUB_PATHS)).toBe(rewritten);
  });
});

describe('baseHref', () => {
  it.each([
    ['the root', '/', undefined, 'k8s-app-monitor-agent/'],
    ['a prefix alone', '/k8s-app-monitor-agent', undefined, '/k8s-app-monitor-agent/'],
    ['a prefix with a slash and a query', '/k8s-app-monitor-test/?a=/b', undefined, '/k8s-app-monitor-test/'],
    ['a route under a prefix', '/k8s-app-monitor-test/docs', undefined, '/k8s-app-monitor-test/'],
    ['a base path alone', '/charts?a=b', undefined, '/charts/'],
    ['a base path under another', '/charts/team-a', undefined, '/charts/team-a/'],
    ['a route under the longer base path', '/charts/team-a/docs', undefined, '/charts/team-a/'],
    ['a base path behind a stripped prefix', '/charts/docs', '/eu', '/eu/charts/'],
    ['a base path that is forwarded too', '/charts', '/charts', '/charts/'],
    ['a path that only begins like a base path', '/charts.png', undefined, 'k8s-app-monitor-agent/'],
    ['a stripped prefix', '/', '/monitor', '/monitor/'],
    ['a stripped prefix with a slash', '/', '/monitor/', '/monitor/'],
    ['a stripped prefix of two segments', '/docs', '/team-a/monitor', '/team-a/monitor/'],
    [
      'a stripped prefix before a route prefix',
      '/k8s-app-monitor-agent',
      '/team-a',
      '/team-a/k8s-app-monitor-agent/',
    ],
    [
      'a header of a proxy that strips nothing',
      '/k8s-app-monitor-agent/docs',
      '/k8s-app-monitor-agent',
      '/k8s-app-monitor-agent/',
    ],
    ['another host', '/k8s-app-monitor-test', '//evil.example', '/k8s-app-monitor-test/'],
    ['an escape from an attribute', '/k8s-app-monitor-test', '/a"><script>', '/k8s-app-monitor-test/'],
    ['a path that goes up', '/k8s-app-monitor-test', '/a/../b', '/k8s-app-monitor-test/'],
    ['a scheme', '/k8s-app-monitor-test', 'javascript:alert(1)', '/k8s-app-monitor-test/'],
    ['a backslash', '/k8s-app-monitor-test', '/\\evil.example', '/k8s-app-monitor-test/'],
    ['several values', '/k8s-app-monitor-test', '/a, /b', '/k8s-app-monitor-test/'],
    ['a prefix that is too long', '/k8s-app-monitor-test', `/${'a'.repeat(300)}`, '/k8s-app-monitor-test/'],
  ])('for %s: %s with %s', (_name, originalUrl, forwarded, base) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-prefix': forwarded };

    expect(baseHref({ originalUrl, headers }, SUB_PATHS)).toBe(base);
  });

  it('is the root for a service without sub-paths', () => {
    expect(baseHref({ originalUrl: '/docs', headers: {} }, { routes: [], basePaths: [] })).toBe('/');
  });
});
