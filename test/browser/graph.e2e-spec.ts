import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { shop } from '../../src/chart-spec/testing/graphs.js';
import { agentOf } from '../support/agent-of.js';
import { ReverseProxy } from '../support/reverse-proxy.js';
import { RunningService } from '../support/running-service.js';
import { httpUpstream } from '../support/stub-upstream.js';
import { topologyOf } from '../support/topology.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { watchedPage } from './watched-page.js';

jest.setTimeout(240_000);

const PREFIX = '/team-a/charts';
const SCREENS = [390, 1440].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

const graphLinks = (page: Page) =>
  page.locator('#graph a').evaluateAll((all) =>
    // `href` of a link in an SVG is an object; resolved as the browser would.
    all.map((link) => new URL(link.getAttribute('href') ?? '', document.baseURI).href),
  );

// What is measured is read in one step: the page can replace an element after a locator has found it.
const backgroundOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.querySelector('#graph svg > rect')!).fill);

const textHeights = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#graph svg text')].map((text) => text.getBoundingClientRect().height),
  );

describeInBrowser('the service graph in a browser, under a sub-path', () => {
  let browser: Browser;
  let metricsApi: RunningService;
  let agent: RunningService;
  let proxy: ReverseProxy;

  beforeAll(async () => {
    browser = await launchChromium();
    metricsApi = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'online-shop' });
    agent = await agentOf(metricsApi, { BASE_PATHS: PREFIX, GRAPH_SOURCE: 'model' });
    proxy = await ReverseProxy.start(agent.url, { prefix: PREFIX, rewrite: (path) => path });
  });

  afterAll(async () => {
    await browser.close();
    await proxy.stop();
    await Promise.all([agent.stop(), metricsApi.stop()]);
  });

  const open = (path: string, options = {}) =>
    watchedPage(browser, options).then(async (watched) => {
      await watched.page.goto(`${proxy.url}${PREFIX}${path}`);
      return watched;
    });

  it.each(SCREENS)('fits a screen of $width pixels, $colorScheme', async ({ width, colorScheme }) => {
    const { page, problems, foreignRequests } = await open('/graph', {
      viewport: { width, height: 900 },
      colorScheme,
    });
    const background = colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(22, 24, 28)';

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await backgroundOf(page)).toBe(background);
    // Readable: no text is scaled to less than seven pixels.
    expect(Math.min(...(await textHeights(page)))).toBeGreaterThan(7);
    expect(problems).toEqual([]);
    expect(foreignRequests(proxy.url)).toEqual([]);
    expect(proxy.strays).toEqual([]);
    await page.context().close();
  });

  it('links each node to its chart, with the name as its text', async () => {
    const { page } = await open('/graph');
    const links = await graphLinks(page);
    const names = await page
      .locator('#graph a')
      .evaluateAll((all) => all.map((one) => one.querySelector('text')?.textContent));

    expect(links.length).toBeGreaterThanOrEqual(8);
    expect(names).toContain('storefront');
    for (const [index, link] of links.entries()) {
      expect(link.startsWith(`${proxy.url}${PREFIX}/`)).toBe(true);
      const response = await fetch(link, { headers: { accept: 'image/svg+xml' } });
      expect(response.status).toBe(200);
      expect(await response.text()).toContain(names[index]);
    }
    await page.locator('#graph a').first().click();
    await page.waitForURL(links[0]!);
    await page.context().close();
  });

  it('lists the calls in a table', async () => {
    const { page } = await open('/graph');
    const headers = await page.locator('thead th').allTextContents();
    const rows = await page
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

    expect(headers).toEqual(['From', 'To', 'Traffic', 'Latency', 'mTLS']);
    expect(rows.some(([from, to]) => from === 'storefront' && to === 'catalogue')).toBe(true);
    expect(rows.every(([, , traffic]) => /req\/s/.test(traffic ?? ''))).toBe(true);
    await page.context().close();
  });

  it('refreshes without a reload, and keeps the focus and the scrolled part', async () => {
    const { page, loads, problems } = await open('/graph', { viewport: { width: 390, height: 900 } });
    const scrolled = await page.evaluate(() => {
      const graph = document.querySelector('#graph')!;
      graph.scrollTo(200, 0);
      graph.querySelectorAll('a')[2]!.focus();
      graph.setAttribute('data-old', '');
      return graph.scrollLeft;
    });

    await page.locator('#graph:not([data-old])').waitFor({ timeout: 60_000 });

    const kept = await page.evaluate(() => {
      const graph = document.querySelector('#graph')!;
      return {
        scrolled: graph.scrollLeft,
        hasFocus: graph.querySelectorAll('a')[2] === document.activeElement,
      };
    });
    expect(scrolled).toBeGreaterThan(0);
    expect(kept).toEqual({ scrolled, hasFocus: true });
    expect(loads()).toBe(1);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('works without scripts', async () => {
    const { page } = await open('/graph', { javaScriptEnabled: false });
    const readAt = await page.locator('time').getAttribute('datetime');

    await page.waitForEvent('load', { timeout: 60_000 });

    expect(await page.locator('time').getAttribute('datetime')).not.toBe(readAt);
    expect(await page.locator('#graph a').count()).toBeGreaterThanOrEqual(8);
    await page.context().close();
  });

  it('is at the address of the original, too', async () => {
    const { page, problems } = await open('/force/forcegraph.html');

    expect(await page.locator('#graph a').count()).toBeGreaterThanOrEqual(8);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('#graph')!).overflowX)).toBe(
      'auto',
    );
    expect((await graphLinks(page)).every((link) => link.startsWith(`${proxy.url}${PREFIX}/`))).toBe(true);
    expect(problems).toEqual([]);
    expect(proxy.strays).toEqual([]);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)(
    'has its %s picture on the page of the original',
    async (colorScheme) => {
      const { page, problems } = await open('/dotviz', { colorScheme });
      const picture = page.locator('#graph img');
      const source = await picture.evaluate((image) => (image as HTMLImageElement).currentSrc);

      expect(new URL(source).pathname).toBe(`${PREFIX}/graph.svg`);
      expect(new URL(source).search).toBe(colorScheme === 'dark' ? '?theme=dark' : '');
      expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(
        500,
      );
      expect(await page.locator('nav a', { hasText: 'DOT' }).count()).toBe(1);
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  it('leads to every other form of the graph', async () => {
    const { page } = await open('/graph?time_horizon=1m');
    const links = await page
      .locator('footer a, .choices a')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    const statuses = await Promise.all(links.map((link) => fetch(link).then(({ status }) => [link, status])));

    expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
    expect(links.filter((link) => link.includes('/graph.'))).toHaveLength(4);
    await page.context().close();
  });

  it('shows hostile names as text', async () => {
    const names = [
      '<script>alert(1)</script>',
      '"onload="x',
      "'><img src=x>",
      ']]></svg>',
      '\u202Eevil',
      'x'.repeat(10_000),
    ];
    const [node, call] = [shop().nodes[0]!, shop().edges[0]!];
    const hostile = {
      ...shop(),
      nodes: names.map((name) => ({ ...node, id: name, domain: name })),
      edges: names.map((source, index) => ({ ...call, source, target: names[(index + 1) % names.length]! })),
    };
    const upstream = await httpUpstream((_, response) => {
      response.setHeader('content-type', 'application/json').end(topologyOf(hostile));
    });
    const attacked = await RunningService.start('k8s-app-monitor-agent', {
      SERVICE_NAME: '127.0.0.1',
      APP_PORT: String(upstream.port),
      GRAPH_SOURCE: 'model',
      UPSTREAM_TIMEOUT_MS: '30000',
    });
    const { page, problems, foreignRequests } = await watchedPage(browser);
    await page.goto(`${attacked.url}/graph`);
    const count = (selector: string) => page.locator(selector).count();
    const shown = names.map((name) => name.replace('\u202E', ''));
    const titles = await page.locator('#graph a > title').allTextContents();

    expect(shown.filter((name) => !titles.some((title) => title.startsWith(`${name}: `)))).toEqual([]);
    expect(await count('script')).toBe(1);
    expect([await count('svg'), await count('img'), await count('[onload]')]).toEqual([1, 0, 0]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    // An SVG file is XML, which a browser does not repair.
    const file = await fetch(`${attacked.url}/graph.svg`).then((response) => response.text());
    const root = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.nodeName,
      file,
    );
    expect(root).toBe('svg');
    expect(problems).toEqual([]);
    expect(foreignRequests(attacked.url)).toEqual([]);
    await page.context().close();
    await attacked.stop();
    await upstream.close();
  });
});
