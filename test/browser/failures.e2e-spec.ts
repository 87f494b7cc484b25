import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { RunningService } from '../support/running-service.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { shown, shownAfter } from './shown.js';
import { watchedPage } from './watched-page.js';

jest.setTimeout(120_000);

const PATIENT = { timeout: 60_000 };

describeInBrowser('an open page', () => {
  let browser: Browser;
  let metricsApi: RunningService;
  let agent: RunningService;
  let metricsApiEnv: Record<string, string>;
  let agentEnv: Record<string, string>;

  beforeAll(async () => {
    metricsApiEnv = { PORT: String(await freePort()) };
    agentEnv = {
      PORT: String(await freePort()),
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: metricsApiEnv['PORT']!,
      UPSTREAM_TIMEOUT_MS: '30000',
    };
    browser = await launchChromium();
    metricsApi = await RunningService.start('k8s-app-monitor-test', metricsApiEnv);
    agent = await RunningService.start('k8s-app-monitor-agent', agentEnv);
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([agent.stop(), metricsApi.stop()]);
  });

  it('shows the failure while the metrics API is down, keeps the last good picture with its age, and recovers', async () => {
    const { page, loads } = await watchedPage(browser);
    await page.goto(`${agent.url}/k8s-app-monitor-test`);

    await metricsApi.stop();
    await page
      .locator('.failure', { hasText: `127.0.0.1:${metricsApiEnv['PORT']} refused the connection` })
      .waitFor(PATIENT);
    expect((await page.waitForResponse(page.url(), PATIENT)).status()).toBe(502);
    const failed = await shown(page);
    expect(failed.widthPx).toBe(1024);
    expect(await page.locator('.stale img.chart').count()).toBe(1);
    expect(await page.locator('.note').textContent()).toMatch(/The last good image is \d+ (s|min) old/);
    expect(failed.rows).toEqual([]);

    metricsApi = await RunningService.start('k8s-app-monitor-test', metricsApiEnv);
    await page.locator('.failure').waitFor({ state: 'detached', ...PATIENT });
    const recovered = await shownAfter(page, failed);
    expect(recovered.rows).toHaveLength(6);
    expect(await page.locator('.stale').count()).toBe(0);
    expect(loads()).toBe(1);
    await page.context().close();
  });

  it('says that the agent does not answer, keeps its picture, and continues when the agent is back', async () => {
    const { page, loads } = await watchedPage(browser);
    await page.goto(`${agent.url}/k8s-app-monitor-test`);
    const connection = page.locator('#connection');

    await agent.stop();
    await connection.filter({ hasText: 'The agent is not responding. Retrying…' }).waitFor(PATIENT);
    const stale = await shown(page);
    expect(stale.widthPx).toBe(1024);
    expect(stale.rows).toHaveLength(6);

    agent = await RunningService.start('k8s-app-monitor-agent', agentEnv);
    await shownAfter(page, stale);
    await connection.filter({ hasNotText: 'does not answer' }).waitFor({ state: 'attached', ...PATIENT });
    expect(await connection.textContent()).toBe('');
    expect(loads()).toBe(1);
    await page.context().close();
  });

  it('that is opened while the metrics API is down gets 502, and recovers as well', async () => {
    await metricsApi.stop();
    // A reading is valid until its second is over.
    await eventually(
      'the agent cannot reach the metrics API',
      async () => (await fetch(agent.url)).status === 502,
    );
    const { page, loads } = await watchedPage(browser);
    expect((await page.goto(`${agent.url}/`))?.status()).toBe(502);
    expect(await page.locator('.failure p').textContent()).toContain('refused the connection');

    metricsApi = await RunningService.start('k8s-app-monitor-test', metricsApiEnv);
    await page.locator('tbody tr').first().waitFor(PATIENT);
    expect(await page.locator('.failure').count()).toBe(0);
    expect(loads()).toBe(1);
    await page.context().close();
  });
});
