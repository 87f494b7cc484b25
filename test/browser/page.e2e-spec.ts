import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../support/ports.js';
import { RunningService } from '../support/running-service.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { watchedPage } from './watched-page.js';

const PATIENT = { timeout: 60_000 };

/** What the page shows: the picture's bytes, what it says of itself, and the values of the table. */
function shown(page: Page) {
  return page.evaluate(() => {
    const picture = document.querySelector<HTMLImageElement>('img.chart');
    return {
      source: picture?.src ?? '',
      description: picture?.alt ?? '',
      width: picture?.naturalWidth ?? 0,
      values: [...document.querySelectorAll('tbody td')].map((cell) => Number.parseFloat(cell.textContent)),
    };
  });
}

describeInBrowser('the page in a browser', () => {
  let browser: Browser;
  let metricsApi: RunningService;
  let agent: RunningService;
  let agentEnv: Record<string, string>;

  beforeAll(async () => {
    const port = await freePort();
    browser = await launchChromium();
    metricsApi = await RunningService.start('k8s-app-monitor-test', { PORT: String(port) });
    agentEnv = {
      PORT: String(await freePort()),
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(port),
      UPSTREAM_TIMEOUT_MS: '30000',
    };
    agent = await RunningService.start('k8s-app-monitor-agent', agentEnv);
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([agent.stop(), metricsApi.stop()]);
  });

  it('shows picture and table of one reading, and new ones by itself, without a gap', async () => {
    const { page, complaints, foreignRequests } = await watchedPage(browser);
    await page.goto(`${agent.url}/k8s-app-monitor-test`);
    const first = await shown(page);

    expect(first.width).toBe(1024);
    expect(first.values).toHaveLength(6);
    // "Bar chart: FailRatio 0.22, FailAmount 20, …": the picture's own words for the table's numbers.
    const drawn = [...first.description.matchAll(/ (\d+(?:\.\d+)?)(?=[,.]( |$))/g)].map(([, number]) =>
      Number(number),
    );
    expect(drawn.slice(1)).toEqual(first.values.slice(1));
    expect(drawn[0]! * 100).toBeCloseTo(first.values[0]!, -0.5);

    // Counts the changes after which the page stands without a picture that is ready to be shown.
    await page.evaluate(() => {
      document.body.dataset['gaps'] = '0';
      new MutationObserver(() => {
        const picture = document.querySelector<HTMLImageElement>('img.chart');
        if (!picture?.complete)
          document.body.dataset['gaps'] = String(Number(document.body.dataset['gaps']) + 1);
      }).observe(document.body, { childList: true, subtree: true });
    });
    await page.waitForFunction(
      (source) => document.querySelector<HTMLImageElement>('img.chart')?.src !== source,
      first.source,
      PATIENT,
    );
    const second = await shown(page);
    await page.waitForFunction(
      (source) => document.querySelector<HTMLImageElement>('img.chart')?.src !== source,
      second.source,
      PATIENT,
    );

    expect(second.values).not.toEqual(first.values);
    // The observer's mark would be gone with a navigation.
    expect(await page.evaluate(() => document.body.dataset['gaps'])).toBe('0');
    expect(complaints).toEqual([]);
    expect(foreignRequests(agent.url)).toEqual([]);
    await page.context().close();
  });

  it('works with scripts off: picture, table, and a new one with each reload of its own', async () => {
    const { page } = await watchedPage(browser, { javaScriptEnabled: false });
    await page.goto(`${agent.url}/k8s-app-monitor-agent`);

    expect(await page.locator('img.chart').getAttribute('alt')).toMatch(/^Bar chart: FailRatio/);
    expect(await page.locator('tbody tr').count()).toBe(6);
    const source = await page.locator('img.chart').getAttribute('src');
    await page.waitForEvent('load', PATIENT);
    expect(await page.locator('img.chart').getAttribute('src')).not.toBe(source);
    await page.context().close();
  });

  it('says what failed while the metrics API is away, keeps the last good picture with its age, and recovers', async () => {
    const { page } = await watchedPage(browser);
    await page.goto(`${agent.url}/`);
    await page.locator('tbody tr').first().waitFor();

    await metricsApi.stop();
    await page
      .locator('.failure', { hasText: `127.0.0.1:${agentEnv['APP_PORT']} refused the connection` })
      .waitFor(PATIENT);
    expect(await page.locator('.stale img.chart').count()).toBe(1);
    expect(await page.locator('.note').textContent()).toMatch(/The last good picture is \d+ (s|min) old/);
    expect((await page.goto(`${agent.url}/`))?.status()).toBe(502);

    metricsApi = await RunningService.start('k8s-app-monitor-test', { PORT: agentEnv['APP_PORT']! });
    await page.locator('tbody tr').first().waitFor(PATIENT);
    expect(await page.locator('.failure').count()).toBe(0);
    await page.context().close();
  });

  it('says so when the agent itself is away, and goes on when it is back', async () => {
    const { page } = await watchedPage(browser);
    await page.goto(`${agent.url}/`);
    const before = await shown(page);

    await agent.stop();
    await page
      .locator('#connection', { hasText: 'The agent does not answer; trying again.' })
      .waitFor(PATIENT);
    expect((await shown(page)).width).toBe(1024);

    agent = await RunningService.start('k8s-app-monitor-agent', agentEnv);
    await page.waitForFunction(
      (source) =>
        document.querySelector('#connection')?.textContent === '' &&
        document.querySelector<HTMLImageElement>('img.chart')?.src !== source,
      before.source,
      PATIENT,
    );
    await page.context().close();
  });
});
