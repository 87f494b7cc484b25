import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { agentOf } from '../support/agent-of.js';
import { RunningService } from '../support/running-service.js';
import { type StubUpstream, httpUpstream } from '../support/stub-upstream.js';
import { describeInBrowser, launchChromium } from './chromium.js';

jest.setTimeout(120_000);

const CHART = encodeURIComponent(
  JSON.stringify({
    type: 'line',
    data: { labels: ['January', '二月'], datasets: [{ label: 'Shadow', data: [1, 3], fill: true }] },
    options: { plugins: { title: { display: true, text: 'A chart' } } },
  }),
);

/** What a hostile QuickChart server can put into a picture. */
const SCRIPTS = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" onload="fetch('/ran-onload')">
  <script>fetch('/ran-script'); document.documentElement.setAttribute('class', 'ran')</script>
  <image href="/loaded-image" width="10" height="10"/>
  <rect width="300" height="200" fill="#00f"/>
</svg>`;

describeInBrowser('an SVG that is opened as a document', () => {
  let browser: Browser;
  let page: Page;
  let metricsApi: RunningService;
  let agent: RunningService;
  let withoutPolicy: StubUpstream;
  let bytes = '';

  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    metricsApi = await RunningService.start('k8s-app-monitor-test');
    agent = await agentOf(metricsApi);
    withoutPolicy = await httpUpstream((_request, response) =>
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(bytes),
    );
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([agent.stop(), metricsApi.stop(), withoutPolicy.close()]);
  });

  it.each([
    '/k8s-app-monitor-test.svg',
    '/k8s-app-monitor-test.svg?range=5m&theme=dark',
    `/chart?f=svg&c=${CHART}`,
    '/graph.svg?source=model',
    '/unknown.svg',
  ])('looks the same with its policy as without: %s', async (path) => {
    const violations: string[] = [];
    page.on('console', (message) => violations.push(message.text()));
    const response = await page.goto(agent.url + path);
    bytes = await response!.text();
    const shown = await page.screenshot();
    expect(response!.headers()['content-security-policy']).toContain('sandbox');
    expect(violations.filter((text) => /Content Security Policy/.test(text))).toEqual([]);

    await page.goto(`http://127.0.0.1:${withoutPolicy.port}/`);
    expect(shown.equals(await page.screenshot())).toBe(true);
  });

  it('still leads to the chart of a node in the graph', async () => {
    await page.goto(`${agent.url}/graph.svg?source=model`);
    await page.locator('a').first().click();
    await page.waitForURL(/\?app=/);
  });

  it('runs no script and loads nothing, although a QuickChart server put that into it', async () => {
    const quickChart = await httpUpstream((request, response) => {
      request.resume();
      response.end(SCRIPTS);
    });
    const proxy = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      RENDERER: 'quickchart',
      QUICKCHART_URL: `http://127.0.0.1:${quickChart.port}`,
    });
    const requested: string[] = [];
    const watched = await browser.newPage();
    watched.on('requestfinished', (request) => requested.push(new URL(request.url()).pathname));
    await watched.goto(`${proxy.url}/chart?f=svg&c=${CHART}`);
    const [pixel] = await watched.locator('rect').all();

    expect(await pixel!.isVisible()).toBe(true);
    expect(await watched.locator('svg').getAttribute('class')).toBeNull();
    expect(requested.filter((path) => path !== '/favicon.ico')).toEqual(['/chart']);
    await Promise.all([watched.close(), proxy.stop(), quickChart.close()]);
  });
});
