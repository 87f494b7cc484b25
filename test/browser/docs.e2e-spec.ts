import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { RunningService } from '../support/running-service.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { execute } from './swagger-ui.js';
import { watchedPage } from './watched-page.js';

jest.setTimeout(120_000);

const AGENT = 'k8s-app-monitor-agent';
const METRICS_API = 'k8s-app-monitor-test';

const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

type Paths = Record<string, Record<string, unknown>>;

describeInBrowser('the API documents in a browser', () => {
  let browser: Browser;
  let services: Record<typeof AGENT | typeof METRICS_API, RunningService>;

  beforeAll(async () => {
    browser = await launchChromium();
    const metricsApi = await RunningService.start(METRICS_API);
    const agent = await RunningService.start(AGENT, {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(metricsApi.port),
      UPSTREAM_TIMEOUT_MS: '30000',
    });
    services = { [AGENT]: agent, [METRICS_API]: metricsApi };
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all(Object.values(services).map((service) => service.stop()));
  });

  /** The operations of the document, each as "GET /path". */
  async function operationsOf(service: RunningService): Promise<string[]> {
    const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as { paths: Paths };
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  it.each([
    [METRICS_API, '/docs', 'getMetrics', '/metrics'],
    [METRICS_API, '/docs', 'getLiveness', '/healthz'],
    [METRICS_API, '/docs/', 'getMetrics', '/metrics'],
    [METRICS_API, '/docs/', 'getLiveness', '/healthz'],
    [AGENT, '/docs', 'getLiveness', '/healthz'],
    [AGENT, '/docs/', 'getLiveness', '/healthz'],
    [AGENT, '/docs/', 'getPictureOfTest', '/k8s-app-monitor-test'],
  ] as const)(
    "%s's Swagger UI at %s is complete, and %s can be tried out",
    async (name, path, operation, at) => {
      const service = services[name];
      const { page, problems, foreignRequests } = await watchedPage(browser);
      await page.goto(service.url + path);

      const { status, address } = await execute(page, operation);
      expect(status).toBe(200);
      expect(new URL(address).pathname.endsWith(at)).toBe(true);
      const listed = await page.locator('.opblock-summary').evaluateAll((summaries) =>
        summaries.map((summary) => {
          const method = summary.querySelector('.opblock-summary-method')?.textContent;
          const route = summary.querySelector('.opblock-summary-path')?.getAttribute('data-path');
          return `${method} ${route}`;
        }),
      );
      expect(listed.sort()).toEqual((await operationsOf(service)).sort());
      expect((await page.locator('.info .version').first().innerText()).trim()).toBe(VERSION);
      expect(problems).toEqual([]);
      expect(foreignRequests(service.url)).toEqual([]);
      await page.context().close();
    },
  );

  it.each([METRICS_API, AGENT] as const)(
    "%s's static page contains every operation of the document, with its style",
    async (name) => {
      const service = services[name];
      const { page, problems, foreignRequests } = await watchedPage(browser);
      await page.goto(`${service.url}/api.html`);
      expect(await page.locator('header').innerText()).toContain(VERSION);

      const headings = await page.locator('section h3:has(.method)').allInnerTexts();
      expect(headings.sort()).toEqual((await operationsOf(service)).sort());
      // Without its style, no element has a background.
      const colour = await page
        .locator('.method.get')
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(colour).toBe('rgb(11, 95, 165)');
      expect(problems).toEqual([]);
      expect(foreignRequests(service.url)).toEqual([]);
      await page.context().close();
    },
  );
});
