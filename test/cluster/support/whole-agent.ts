import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../browser/chromium.js';
import { shown, shownAfter } from '../../browser/shown.js';
import { execute } from '../../browser/swagger-ui.js';
import { watchedPage } from '../../browser/watched-page.js';
import { keepPicture } from './proof.js';

/** A browser that resolves every host to this address, as DNS would. @param url - of a node, with a port */
export function browserAt(url: string): Promise<Browser> {
  return launchChromium([`--host-resolver-rules=MAP *:80 ${new URL(url).host}`]);
}

/**
 * Uses the agent as people do: the page and its refreshes, every image that it links to, Swagger UI and its "Try it
 * out". Expects no error, and no request to another host.
 *
 * @param base - the address of the agent, without a trailing slash
 * @param name - of the screenshots
 * @returns what was seen, for `prove`
 */
export async function expectWhole(browser: Browser, base: string, name: string): Promise<string> {
  const { page, problems, foreignRequests } = await watchedPage(browser);
  const pictures = await expectPage(page, base);
  keepPicture(`${name}.png`, await page.screenshot());
  await expectSwaggerUi(page, base);
  keepPicture(`${name}-docs.png`, await page.screenshot());

  expect(problems).toEqual([]);
  expect(foreignRequests(base)).toEqual([]);
  await page.context().close();
  return `the page refreshed itself, ${pictures} links answered 200, “Try it out” answered 200`;
}

async function expectPage(page: Page, base: string): Promise<number> {
  await page.goto(base === new URL(base).origin ? `${base}/` : base);
  const first = await shown(page);
  expect(first.widthPx).toBe(1024);
  expect(first.rows).toHaveLength(6);
  await shownAfter(page, first);
  const links = await page
    .locator('nav a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(links.filter((link) => !link.startsWith(`${base}/`))).toEqual([]);
  const statuses = await page.evaluate(
    (urls) => Promise.all(urls.map((url) => fetch(url).then(({ status }) => status))),
    links,
  );
  expect(statuses).toEqual(links.map(() => 200));
  return links.length;
}

async function expectSwaggerUi(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/docs/`);
  const { status, address } = await execute(page, 'getLiveness');
  expect(status).toBe(200);
  // Under the agent’s own prefix if nothing reports the part before it (docs/adr/0002).
  expect(address).toMatch(new RegExp(`^${base}(/k8s-app-monitor-agent)?/healthz$`));
  expect((await execute(page, 'getPictureOfTest')).status).toBe(200);
}
