import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { OKABE_ITO } from '../../src/chart-spec/theme.js';
import { agentOf } from '../support/agent-of.js';
import { RunningService } from '../support/running-service.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { barHeights, describedBars, shown, shownAfter, type Shown } from './shown.js';
import { watchedPage } from './watched-page.js';
import { gapsOf, watchForGaps } from './gaps.js';

jest.setTimeout(120_000);

/** The table that belongs to the description of a picture. */
function tableOf(picture: Shown) {
  const bars = describedBars(picture);
  const [failed, accesses] = [Number(bars['FailAmount']), Number(bars['AccessAmount'])];
  return [
    ['FailRatio', `${(accesses === 0 ? 0 : (failed / accesses) * 100).toFixed(1)} %`],
    ['FailAmount', bars['FailAmount']],
    ['AccessAmount', bars['AccessAmount']],
    ['MaxConcurrent', bars['MaxConcurrent']],
    ['MinLatency', `${bars['MinLatency']} ms`],
    ['AvgLatency', `${bars['AvgLatency']} ms`],
  ];
}

describeInBrowser('the page in a browser', () => {
  let browser: Browser;
  let metricsApi: RunningService;
  let agent: RunningService;

  beforeAll(async () => {
    browser = await launchChromium();
    metricsApi = await RunningService.start('k8s-app-monitor-test');
    agent = await agentOf(metricsApi);
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([agent.stop(), metricsApi.stop()]);
  });

  it.each(['/k8s-app-monitor-test', '/k8s-app-monitor-agent', '/'])(
    'shows a picture and a table of the same reading at %s',
    async (path) => {
      const { page, problems, foreignRequests } = await watchedPage(browser);
      expect((await page.goto(agent.url + path))?.status()).toBe(200);
      const now = await shown(page);

      expect(now.widthPx).toBe(1024);
      expect(Object.keys(describedBars(now))).toHaveLength(6);
      expect(now.rows).toEqual(tableOf(now));
      expect(problems).toEqual([]);
      expect(foreignRequests(agent.url)).toEqual([]);
      await page.context().close();
    },
  );

  it('shows bars as high as their values', async () => {
    const { page } = await watchedPage(browser, { javaScriptEnabled: false });
    await page.goto(`${agent.url}/k8s-app-monitor-test`);
    const { FailRatio, FailAmount, AccessAmount, MaxConcurrent, MinLatency, AvgLatency } = describedBars(
      await shown(page),
    );
    const bars = [
      [OKABE_ITO.vermillion, FailRatio],
      [OKABE_ITO.orange, FailAmount],
      [OKABE_ITO.blue, AccessAmount],
      [OKABE_ITO.skyBlue, MaxConcurrent],
      [OKABE_ITO.bluishGreen, MinLatency],
      [OKABE_ITO.reddishPurple, AvgLatency],
    ] as const;
    const values = bars.map(([, value]) => Number(value));
    const heightsPx = await barHeights(
      page,
      bars.map(([colour]) => colour),
    );

    const pxPerUnit = Math.max(...heightsPx) / Math.max(...values);
    expect(Math.max(...heightsPx)).toBeGreaterThan(200);
    for (const [index, heightPx] of heightsPx.entries()) {
      // Both ends of a bar can fall between two pixels.
      expect(Math.abs(heightPx - values[index]! * pxPerUnit)).toBeLessThanOrEqual(2);
    }
    await page.context().close();
  });

  it('refreshes by itself, without a reload, and shows a picture at all times', async () => {
    const { page, problems, foreignRequests, loads } = await watchedPage(browser);
    await page.goto(`${agent.url}/k8s-app-monitor-test`);
    await watchForGaps(page);

    let before = await shown(page);
    for (let refresh = 0; refresh < 3; refresh += 1) {
      const now = await shownAfter(page, before);
      expect(now.widthPx).toBe(1024);
      expect(now.rows).toEqual(tableOf(now));
      expect(now.rows).not.toEqual(before.rows);
      before = now;
    }

    expect(await gapsOf(page)).toEqual({ gaps: 0, checked: true });
    expect(loads()).toBe(1);
    expect(problems).toEqual([]);
    expect(foreignRequests(agent.url)).toEqual([]);
    await page.context().close();
  });

  it('works without scripts: picture, table, and new ones with each automatic reload', async () => {
    const { page, problems, foreignRequests } = await watchedPage(browser, { javaScriptEnabled: false });
    await page.goto(`${agent.url}/k8s-app-monitor-agent`);
    const first = await shown(page);
    expect(first.widthPx).toBe(1024);
    expect(first.rows).toEqual(tableOf(first));

    await page.waitForEvent('load', { timeout: 60_000 });
    const second = await shown(page);
    expect(second.source).not.toBe(first.source);
    expect(second.rows).toEqual(tableOf(second));
    expect(problems).toEqual([]);
    expect(foreignRequests(agent.url)).toEqual([]);
    await page.context().close();
  });
});
