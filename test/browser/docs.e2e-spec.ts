import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ReverseProxy } from '../support/reverse-proxy.js';
import { RunningService } from '../support/running-service.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { watchedPage } from './watched-page.js';

const PATIENT = { timeout: 60_000 };

/** Clicks "Try it out" and "Execute" of an operation in Swagger UI; gives the status that came. */
async function execute(page: Page, operation: string): Promise<string> {
  const block = page.locator(`[id$="-${operation}"].opblock`);
  await block.locator('.opblock-summary-control').click(PATIENT);
  // The document asks for "Try it out" to be on already.
  await block.locator('button.execute').click(PATIENT);
  const status = block.locator('.live-responses-table .response .response-col_status').first();
  await status.waitFor(PATIENT);
  return (await status.textContent())?.trim() ?? '';
}

describeInBrowser('the API documents in a browser', () => {
  let browser: Browser;
  let metricsApi: RunningService;
  let agent: RunningService;

  beforeAll(async () => {
    browser = await launchChromium();
    metricsApi = await RunningService.start('k8s-app-monitor-test');
    agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(metricsApi.port),
      UPSTREAM_TIMEOUT_MS: '30000',
    });
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([agent.stop(), metricsApi.stop()]);
  });

  it.each([
    ['metrics API', '/docs', 'getMetrics'],
    ['metrics API', '/docs/', 'getLiveness'],
    ['agent', '/docs', 'getLiveness'],
    ['agent', '/docs/', 'getPicture'],
  ])("the %s's Swagger UI at %s is whole, and %s can be tried out", async (which, path, operation) => {
    const service = which === 'agent' ? agent : metricsApi;
    const { page, complaints, foreignRequests } = await watchedPage(browser);
    await page.goto(service.url + path);

    expect(await execute(page, operation)).toBe('200');
    expect(complaints).toEqual([]);
    expect(foreignRequests(service.url)).toEqual([]);
    await page.context().close();
  });

  it('the static page holds every operation of the document, in its own style', async () => {
    for (const service of [metricsApi, agent]) {
      const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as { paths: object };
      const { page, complaints } = await watchedPage(browser, { javaScriptEnabled: false });
      await page.goto(`${service.url}/api.html`);

      const headings = await page.locator('section h3').allTextContents();
      for (const path of Object.keys(paths)) expect(headings).toContain(`GET ${path}`);
      const colour = await page
        .locator('.method')
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(colour).toBe('rgb(0, 114, 178)');
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  it.each([
    ['leaves the prefix', '/k8s-app-monitor-agent', (path: string) => path, {}],
    [
      'strips the prefix and says so',
      '/monitor',
      (path: string) => path.slice('/monitor'.length) || '/',
      { 'x-forwarded-prefix': '/monitor' },
    ],
    [
      'strips the prefix silently',
      '/k8s-app-monitor-agent',
      (path: string) => path.slice('/k8s-app-monitor-agent'.length) || '/',
      {},
    ],
  ])(
    'behind a proxy that %s, page, refresh and Swagger UI work',
    async (_manner, prefix, rewrite, headers) => {
      const withSlash = (path: string) => (path.startsWith('/') ? path : `/${path}`);
      const proxy = await ReverseProxy.start(agent.url, {
        prefix,
        rewrite: (path) => withSlash(rewrite(path)),
        headers,
      });
      for (const address of [prefix, `${prefix}/`]) {
        const { page, complaints, foreignRequests } = await watchedPage(browser);
        await page.goto(proxy.url + address);
        const source = await page.locator('img.chart').getAttribute('src');
        await page.waitForFunction(
          (before) => document.querySelector<HTMLImageElement>('img.chart')?.src !== before,
          source,
          PATIENT,
        );
        // The style has come: without it the picture would have no border.
        const border = await page
          .locator('img.chart')
          .evaluate((picture) => getComputedStyle(picture).borderTopStyle);
        expect(border).toBe('solid');
        await page.getByRole('link', { name: 'API', exact: true }).click();
        expect(await execute(page, 'getLiveness')).toBe('200');

        expect(complaints).toEqual([]);
        expect(foreignRequests(proxy.url)).toEqual([]);
        await page.context().close();
      }
      expect(proxy.strays).toEqual([]);
      await proxy.stop();
    },
  );
});
