import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { ReverseProxy, type ProxyOptions } from '../support/reverse-proxy.js';
import { agentOf } from '../support/agent-of.js';
import { RunningService } from '../support/running-service.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { shown, shownAfter } from './shown.js';
import { execute } from './swagger-ui.js';
import { watchedPage } from './watched-page.js';

jest.setTimeout(120_000);

/** Strips a prefix as proxies do: the rest begins with a slash. */
function stripping(prefix: string): Pick<ProxyOptions, 'prefix' | 'rewrite'> {
  return {
    prefix,
    rewrite: (path) => {
      const rest = path.slice(prefix.length);
      return rest.startsWith('/') ? rest : `/${rest}`;
    },
  };
}

const PROXIES: readonly [behaviour: string, ProxyOptions][] = [
  ['leaves the prefix', { prefix: '/k8s-app-monitor-agent', rewrite: (path) => path }],
  ['leaves another prefix', { prefix: '/team-a/charts', rewrite: (path) => path }],
  [
    'strips the prefix and reports it',
    { ...stripping('/monitor'), headers: { 'x-forwarded-prefix': '/monitor' } },
  ],
  ['strips the prefix silently', stripping('/k8s-app-monitor-agent')],
];

describeInBrowser.each(PROXIES)('behind a proxy that %s', (_behaviour, manner) => {
  let browser: Browser;
  let metricsApi: RunningService;
  let agent: RunningService;
  let proxy: ReverseProxy;

  beforeAll(async () => {
    browser = await launchChromium();
    metricsApi = await RunningService.start('k8s-app-monitor-test');
    agent = await agentOf(metricsApi, { BASE_PATHS: '/team-a/charts' });
  });

  beforeEach(async () => {
    proxy = await ReverseProxy.start(agent.url, manner);
  });

  afterEach(() => proxy.stop());

  afterAll(async () => {
    await browser.close();
    await Promise.all([agent.stop(), metricsApi.stop()]);
  });

  it.each(['', '/', '/?format=html', '/k8s-app-monitor-test.html'])(
    'the page at the prefix and "%s" is complete and refreshes',
    async (rest) => {
      const { page, problems, foreignRequests } = await watchedPage(browser);
      await page.goto(proxy.url + manner.prefix + rest);
      const first = await shown(page);
      expect(first.widthPx).toBe(1024);
      expect(first.rows).toHaveLength(6);

      await shownAfter(page, first);
      // Without the style the picture has no border. Found and read in one step, because the next refresh
      // replaces the picture.
      const border = await page.evaluate(
        () => getComputedStyle(document.querySelector('img.chart')!).borderTopStyle,
      );
      expect(border).toBe('solid');
      const links = await page
        .locator('nav a')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      const statuses = await Promise.all(links.map((link) => fetch(link).then(({ status }) => status)));
      expect(statuses).toEqual([200, 200, 200, 200, 200]);

      expect(problems).toEqual([]);
      expect(foreignRequests(proxy.url)).toEqual([]);
      expect(proxy.strays).toEqual([]);
      await page.context().close();
    },
  );

  it.each(['/docs', '/docs/'])(
    'Swagger UI at the prefix and %s is complete and can be tried out',
    async (docs) => {
      const { page, problems, foreignRequests } = await watchedPage(browser);
      await page.goto(proxy.url + manner.prefix + docs);

      const { status, address } = await execute(page, 'getLiveness');
      expect(status).toBe(200);
      expect(address.startsWith(`${proxy.url}${manner.prefix}/`)).toBe(true);
      expect((await execute(page, 'getPictureOfTest')).status).toBe(200);

      expect(problems).toEqual([]);
      expect(foreignRequests(proxy.url)).toEqual([]);
      expect(proxy.strays).toEqual([]);
      await page.context().close();
    },
  );
});
