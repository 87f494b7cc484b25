import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { agentOf } from '../support/agent-of.js';
import { RunningService } from '../support/running-service.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { watchedPage } from './watched-page.js';

jest.setTimeout(120_000);

const WIDTHS_PX = [1440, 768, 390];
const [AGENT, METRICS_API] = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'] as const;

describeInBrowser('the pages without scripts', () => {
  let browser: Browser;
  let services: Record<typeof AGENT | typeof METRICS_API, RunningService>;

  beforeAll(async () => {
    browser = await launchChromium();
    const metricsApi = await RunningService.start(METRICS_API);
    services = { [METRICS_API]: metricsApi, [AGENT]: await agentOf(metricsApi) };
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all(Object.values(services).map((service) => service.stop()));
  });

  /** Opens a page and calls `look` with it; nothing may go wrong in the meantime. */
  async function open(
    name: typeof AGENT | typeof METRICS_API,
    path: string,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const { page, problems, foreignRequests } = await watchedPage(browser);
    const response = await page.goto(services[name].url + path);
    await look(page);
    const isNotFound = response?.status() === 404;
    expect(problems.filter((problem) => !(isNotFound && problem.includes('404')))).toEqual([]);
    expect(foreignRequests(services[name].url)).toEqual([]);
    await page.context().close();
  }

  it.each(
    [
      [AGENT, '/api.html'],
      [METRICS_API, '/api.html'],
      [METRICS_API, '/'],
      [METRICS_API, '/nope'],
      [AGENT, '/nope'],
    ].flatMap(([name, path]) => WIDTHS_PX.map((width) => [name as typeof AGENT, path!, width] as const)),
  )('%s%s fits into a window of %d pixels', async (name, path, width) => {
    await open(name, path, async (page) => {
      await page.setViewportSize({ width, height: 900 });
      await openDetails(page);

      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await overflowing(page)).toEqual([]);
    });
  });

  it.each([AGENT, METRICS_API] as const)(
    '%s/api.html shows types and descriptions as text for readers',
    async (name) => {
      await open(name, '/api.html', async (page) => {
        await openDetails(page);
        const text = await page.evaluate(() => {
          const body = document.body.cloneNode(true) as HTMLElement;
          for (const pre of body.querySelectorAll('pre, style')) pre.remove();
          return body.textContent;
        });
        const types = await page.locator('.type').allInnerTexts();

        expect(text.length).toBeGreaterThan(5000);
        expect(text).not.toContain('9007199254740991');
        expect(text).not.toContain('`');
        expect(text).not.toMatch(/undefined|\[object/);
        expect(types.length).toBeGreaterThan(20);
        expect(types.filter((type) => /\bany\b|JSON value|\^/.test(type) || type.trim() === '')).toEqual([]);
      });
    },
  );

  it.each([AGENT, METRICS_API] as const)('%s/api.html describes every field', async (name) => {
    await open(name, '/api.html', async (page) => {
      const undescribed = await page
        .locator('.fields:not(.responses) > div')
        .evaluateAll((all) =>
          all
            .filter((field) => field.querySelector(':scope > dd > p:not(.type, .value)') === null)
            .map((field) => `${field.closest('section')!.id} ${field.querySelector('dt code')!.textContent}`),
        );

      expect([...new Set(undescribed)]).toEqual([]);
    });
  });

  it('shows unions, bounds, defaults and the alternatives of an object', async () => {
    await open(METRICS_API, '/api.html', async (page) => {
      const field = (section: string, name: string) =>
        page
          .locator(`#${section} .fields > div`, { has: page.locator(`> dt > code:text-is("${name}")`) })
          .first();

      expect(await field('schema-Point', 'requests').locator('.type').innerText()).toBe(
        'integer (at least 0) or null',
      );
      expect(await field('schema-Dependency', 'retries').locator('.type').innerText()).toBe('integer');
      expect(await field('listApplications', 'limit').locator('.type, .value').allInnerTexts()).toEqual([
        'integer (1 to 1000)',
        'Default: 100',
      ]);
      expect(await field('getFault', 'id').locator('.type, .value').allInnerTexts()).toEqual([
        'string',
        'Pattern: ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
      ]);
      expect(await page.locator('#schema-FaultDefinition .alternative > p').allInnerTexts()).toContain(
        'If kind is latency:',
      );
    });
  });

  it.each([AGENT, METRICS_API] as const)(
    '%s/api.html has contents that lead to every section',
    async (name) => {
      await open(name, '/api.html', async (page) => {
        const ids = await page.locator('section').evaluateAll((all) => all.map(({ id }) => id));
        const links = await page
          .locator('nav a')
          .evaluateAll((all) => all.map((link) => link.getAttribute('href')!.slice(1)));
        const targets = await page
          .locator('a[href^="#"]')
          .evaluateAll((all) => all.map((link) => link.getAttribute('href')!.slice(1)));

        const texts = await page.locator('nav a').allInnerTexts();

        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(texts).size).toBe(texts.length);
        expect(links).toEqual(ids);
        expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
      });
    },
  );

  it('shows the type of a path parameter and each format of a picture', async () => {
    await open(AGENT, '/api.html', async (page) => {
      const operation = page.locator('#getPictureOfServiceAs');
      const media = operation.locator('.responses .media').first();

      expect(await operation.locator('.type').first().innerText()).toContain('jpeg or pdf or jpg');
      expect(await media.innerText()).toContain(
        'image/png, image/webp, image/avif, image/jpeg, application/pdf',
      );
    });
  });

  it('can be used with the keyboard, in the dark and on paper', async () => {
    await open(METRICS_API, '/api.html', async (page) => {
      await page.keyboard.press('Tab');
      const focused = () =>
        page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
          return { tag: document.activeElement!.tagName, outlineStyle, outlineWidth };
        });
      expect(await focused()).toEqual({ tag: 'A', outlineStyle: 'solid', outlineWidth: '3px' });

      const colour = () => page.evaluate(() => getComputedStyle(document.body).color);
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await colour()).toBe('rgb(0, 0, 0)');
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await colour()).toBe('rgb(255, 255, 255)');

      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      expect(await page.locator('nav').isVisible()).toBe(false);
      expect(await page.locator('pre').first().isVisible()).toBe(true);
    });
  });
});

function openDetails(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** The elements that are wider than the element around them. The content of `pre` scrolls. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *:not(pre *)')]
      .filter((element) => {
        const [own, around] = [element, element.parentElement!].map((each) => each.getBoundingClientRect());
        return own!.width > 0 && own!.right > around!.right + 1;
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  );
}
